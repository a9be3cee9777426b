namespace CoEvolve.Scenarios;

/// <summary>Reads streams whose length is not to be trusted: compressed ones, devices, files that grow.</summary>
internal static class BoundedStream
{
    public static byte[] ReadToEnd(Stream stream, long mostBytes)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[81_920];
        for (int read = stream.Read(chunk); read > 0; read = stream.Read(chunk))
        {
            if (buffer.Length + read > mostBytes)
                throw new InputFileException($"it has more than {mostBytes} bytes; allowed are {mostBytes}. Use a smaller file");
            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }
}
