using System.Runtime.InteropServices;

namespace CoEvolve.Actors;

/// <summary>Little-endian reading and writing for all binary forms: doubles bit for bit, lengths checked before memory is taken.</summary>
internal static class Binary
{
    public static byte[] Write(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
            write(writer);
        return stream.ToArray();
    }

    /// <summary>Reads a whole array of bytes.</summary>
    /// <exception cref="FormatException">The bytes end early, go on after the end, or hold an impossible value.</exception>
    public static T Read<T>(byte[] bytes, string what, Func<BinaryReader, T> read)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes, writable: false));
        try
        {
            T result = read(reader);
            if (reader.BaseStream.Position != bytes.Length)
                throw new FormatException($"The {what} has {bytes.Length - reader.BaseStream.Position} bytes too many.");
            return result;
        }
        catch (Exception e) when (e is EndOfStreamException or ArgumentException or OverflowException)
        {
            throw new FormatException($"The {what} of {bytes.Length} bytes is damaged: {e.Message}", e);
        }
    }

    public static void WriteDoubles(this BinaryWriter writer, ReadOnlySpan<double> values)
    {
        foreach (double value in values)
            writer.Write(value);
    }

    public static void WriteIntegers(this BinaryWriter writer, ReadOnlySpan<int> values)
    {
        foreach (int value in values)
            writer.Write(value);
    }

    /// <summary>An optional number: a flag, then the number if there is one.</summary>
    public static void WriteOptional(this BinaryWriter writer, double? value)
    {
        writer.Write(value.HasValue);
        if (value is double number)
            writer.Write(number);
    }

    public static void WriteOptional(this BinaryWriter writer, int? value) => writer.Write(value ?? -1);

    public static double? ReadOptionalDouble(this BinaryReader reader) => reader.ReadBoolean() ? reader.ReadDouble() : null;

    /// <summary>An optional number ≥ 0.</summary>
    public static int? ReadOptionalInteger(this BinaryReader reader)
    {
        int value = reader.ReadInt32();
        return value < 0 ? null : value;
    }

    /// <summary>A length or number that must not be negative.</summary>
    public static int ReadCount(this BinaryReader reader)
    {
        int value = reader.ReadInt32();
        return value >= 0 ? value : throw new FormatException($"A count of {value} is not possible.");
    }

    public static double[] ReadDoubles(this BinaryReader reader, long count)
    {
        var values = new double[Affordable(reader, count, sizeof(double))];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    public static int[] ReadIntegers(this BinaryReader reader, long count)
    {
        var values = new int[Affordable(reader, count, sizeof(int))];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    // A damaged length must not make us ask for more memory than there are bytes to fill it.
    private static long Affordable(BinaryReader reader, long count, int size)
    {
        long left = reader.BaseStream.Length - reader.BaseStream.Position;
        return count <= left / size ? count : throw new EndOfStreamException($"{count} values announced, {left} bytes left.");
    }
}
