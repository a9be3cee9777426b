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
                throw TooLong(mostBytes);
            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }

    /// <summary>Reads to the end and keeps nothing.</summary>
    /// <returns>How many bytes there were.</returns>
    /// <exception cref="InputFileException">There are more than <paramref name="mostBytes"/>.</exception>
    public static int CountToEnd(Stream stream, long mostBytes)
    {
        var chunk = new byte[81_920];
        long count = 0;
        for (int read = stream.Read(chunk); read > 0; read = stream.Read(chunk))
        {
            if ((count += read) > mostBytes)
                throw TooLong(mostBytes);
        }

        return (int)count;
    }

    /// <summary>The refusal of a file with more than <paramref name="mostBytes"/>.</summary>
    public static InputFileException TooLong(long mostBytes) =>
        new($"it has more than {mostBytes} bytes; allowed are {mostBytes}. Use a smaller file");
}
