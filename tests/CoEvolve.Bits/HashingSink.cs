using System.Security.Cryptography;
using CoEvolve.Actors;
using CoEvolve.Core;
using CoEvolve.Engines;

namespace CoEvolve.Bits;

/// <summary>Hashes the bits of every number that an ecosystem records, in order.</summary>
internal sealed class HashingSink : IRecordSink, IDisposable
{
    private readonly MemoryStream _bytes = new();
    private readonly BinaryWriter _writer;

    public HashingSink() => _writer = new BinaryWriter(_bytes);

    /// <summary>The first 16 hexadecimal digits of the SHA-256 of some bytes.</summary>
    public static string Short(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];

    /// <summary>The hash of all that was taken.</summary>
    public string Finish() => Short(_bytes.ToArray());

    public void Take(GenerationRecord record)
    {
        _writer.Write(record.Generation);
        foreach (TextMetrics text in record.Texts)
            Write([text.GiniSimpson, text.Entropy, text.EffectiveCaptions, text.CaptionsAlive, text.TotalVariation, text.ReaderResolution]);
        foreach (ImageMetrics image in record.Images)
        {
            Write([
                image.Diversity, image.FidelityError, image.LogDet, image.WithinVariance, image.BetweenVariance, image.FrechetDistance,
                image.MatthewIndex,
            ]);
        }

        foreach (CaptionMetrics caption in record.Captions.SelectMany(c => c))
            Write([caption.Share, caption.Diversity, caption.LogDet, caption.FidelityError]);
        foreach (byte[] snapshot in record.Snapshots)
            _writer.Write(snapshot);
    }

    public void Dispose() => _writer.Dispose();

    private void Write(double?[] values)
    {
        foreach (double? value in values)
            _writer.Write(value is double number ? BitConverter.DoubleToInt64Bits(number) : long.MinValue + 1);
    }
}
