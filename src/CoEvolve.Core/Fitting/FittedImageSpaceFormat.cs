namespace CoEvolve.Core;

/// <summary>
/// The stored form of a <see cref="FittedImageSpace"/>, little-endian: "CEIS", version, fingerprint (32 bytes), P, number
/// of components (0 where pixels are the space), K, d, component mean, directions and variances, Gaussian means and
/// factors, pool sizes, then for each caption the number of held-out images and their values.
/// </summary>
internal static class FittedImageSpaceFormat
{
    private const int Version = 1;
    private static ReadOnlySpan<byte> Magic => "CEIS"u8;

    public static byte[] Write(FittedImageSpace space)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(Convert.FromHexString(space.Fingerprint));
        writer.Write(space.Pixels);
        writer.Write(space.Components?.Count ?? 0);
        writer.Write(space.Captions);
        writer.Write(space.Dimension);
        if (space.Components is { } components)
        {
            Write(writer, components.Mean);
            Write(writer, components.Directions);
            Write(writer, components.Variances);
        }

        Write(writer, space.Initial.Gaussians.Means);
        Write(writer, space.Initial.Gaussians.Factors);
        foreach (int size in space.Initial.PoolSizes)
            writer.Write(size);
        foreach (double[] rows in space.HeldOut)
        {
            writer.Write(rows.Length / space.Dimension);
            Write(writer, rows);
        }

        writer.Flush();
        return stream.ToArray();
    }

    public static FittedImageSpace Read(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        using var reader = new BinaryReader(new MemoryStream(bytes, writable: false));
        try
        {
            return Read(reader);
        }
        catch (Exception exception) when (exception is EndOfStreamException or ArgumentException)
        {
            throw new InvalidDataException("The fitted image space is damaged: " + exception.Message, exception);
        }
    }

    private static FittedImageSpace Read(BinaryReader reader)
    {
        if (!reader.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic))
            throw new InvalidDataException("This is not a fitted image space: it does not begin with CEIS.");
        int version = reader.ReadInt32();
        if (version != Version)
            throw new InvalidDataException($"The fitted image space has version {version}; this program reads version {Version}. Use the program that wrote it.");
        string fingerprint = Convert.ToHexStringLower(reader.ReadBytes(32));
        int pixels = reader.ReadInt32();
        int count = reader.ReadInt32();
        int captions = reader.ReadInt32();
        int dimension = reader.ReadInt32();
        if (pixels < 1 || captions < 1 || dimension < 1 || dimension != (count == 0 ? pixels : count))
            throw new InvalidDataException($"The fitted image space is damaged: its shape is P = {pixels}, {count} components, K = {captions}, d = {dimension}.");
        PrincipalComponents? components = count == 0
            ? null
            : new PrincipalComponents(ReadDoubles(reader, pixels), ReadDoubles(reader, (long)count * pixels), ReadDoubles(reader, count));
        var gaussians = new CaptionGaussians(captions, dimension, ReadDoubles(reader, (long)captions * dimension), ReadDoubles(reader, (long)captions * dimension * dimension));
        var poolSizes = new int[Available(reader, captions, sizeof(int))];
        for (int k = 0; k < captions; k++)
            poolSizes[k] = reader.ReadInt32();
        var heldOut = new double[captions][];
        for (int k = 0; k < captions; k++)
            heldOut[k] = ReadDoubles(reader, (long)reader.ReadInt32() * dimension);
        if (reader.BaseStream.Position != reader.BaseStream.Length)
            throw new InvalidDataException("The fitted image space is damaged: something follows its end.");
        return new FittedImageSpace(fingerprint, components, ImageModelState.Starting(gaussians, poolSizes), heldOut);
    }

    private static void Write(BinaryWriter writer, ReadOnlySpan<double> values)
    {
        foreach (double value in values)
            writer.Write(value);
    }

    private static double[] ReadDoubles(BinaryReader reader, long count)
    {
        var values = new double[Available(reader, count, sizeof(double))];
        for (int i = 0; i < values.Length; i++)
            values[i] = reader.ReadDouble();
        return values;
    }

    // Never allocate what a damaged length asks for before knowing that it is there.
    private static int Available(BinaryReader reader, long count, int size)
    {
        long rest = (reader.BaseStream.Length - reader.BaseStream.Position) / size;
        return count >= 0 && count <= rest ? (int)count : throw new EndOfStreamException($"It ends before {count} values.");
    }
}
