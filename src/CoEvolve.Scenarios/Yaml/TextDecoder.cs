using System.Text;

namespace CoEvolve.Scenarios;

/// <summary>Turns the bytes of a text file into text: strict UTF-8, with or without a byte order mark.</summary>
internal static class TextDecoder
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>The text, or null with a reason that a message can go on with.</returns>
    public static string? TryDecode(ReadOnlySpan<byte> bytes, out string reason)
    {
        reason = "";
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        int zero = bytes.IndexOf((byte)0);
        if (zero >= 0)
        {
            reason = $"it has a zero byte at offset {zero}, so it is binary or UTF-16; allowed is text in UTF-8. Save it as UTF-8.";
            return null;
        }

        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException exception)
        {
            reason = $"its byte at offset {exception.Index} is not UTF-8; allowed is text in UTF-8. Save it as UTF-8.";
            return null;
        }
    }
}
