using System.Runtime.InteropServices;
using CoEvolve.Core;

namespace CoEvolve.Actors;

/// <summary>Binary forms of what messages are made of; each form carries its own shape.</summary>
internal static class MessageParts
{
    public static void WriteShares(this BinaryWriter writer, double[] shares)
    {
        writer.Write(shares.Length);
        writer.WriteDoubles(shares);
    }

    public static double[] ReadShares(this BinaryReader reader) => reader.ReadDoubles(reader.ReadCount());

    public static void WriteCounts(this BinaryWriter writer, int[] counts)
    {
        writer.Write(counts.Length);
        writer.WriteIntegers(counts);
    }

    public static int[] ReadCounts(this BinaryReader reader) => NotNegative(reader.ReadIntegers(reader.ReadCount()));

    public static void WriteBytes(this BinaryWriter writer, byte[] bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    public static byte[] ReadBytesOfLength(this BinaryReader reader)
    {
        int length = reader.ReadCount();
        byte[] bytes = reader.ReadBytes((int)Math.Min(length, Left(reader)));
        return bytes.Length == length ? bytes : throw new EndOfStreamException($"{length} bytes announced, {bytes.Length} left.");
    }

    public static void WriteGaussians(this BinaryWriter writer, CaptionGaussians gaussians)
    {
        writer.Write(gaussians.Captions);
        writer.Write(gaussians.Dimension);
        writer.WriteDoubles(gaussians.Means);
        writer.WriteDoubles(gaussians.Factors);
    }

    public static CaptionGaussians ReadGaussians(this BinaryReader reader)
    {
        (int captions, int dimension) = reader.ReadShape();
        double[] means = reader.ReadDoubles((long)captions * dimension);
        double[] factors = reader.ReadDoubles((long)captions * dimension * dimension);

        // Filled afterwards, not given to the constructor: that a number is finite is not for the post to say.
        var gaussians = new CaptionGaussians(captions, dimension);
        means.CopyTo(gaussians.Means, 0);
        factors.CopyTo(gaussians.Factors, 0);
        return gaussians;
    }

    public static void WriteState(this BinaryWriter writer, ImageModelState state)
    {
        writer.WriteGaussians(state.Gaussians);
        writer.WriteIntegers(state.PoolSizes);
        writer.WriteIntegers(state.Ranks);
    }

    public static ImageModelState ReadState(this BinaryReader reader)
    {
        CaptionGaussians gaussians = reader.ReadGaussians();
        return new ImageModelState(
            gaussians, NotNegative(reader.ReadIntegers(gaussians.Captions)), NotNegative(reader.ReadIntegers(gaussians.Captions)));
    }

    public static void WriteCursor(this BinaryWriter writer, PoolCursor cursor)
    {
        writer.Write(cursor.Epochs.Length);
        writer.WriteIntegers(cursor.Epochs);
        writer.WriteIntegers(cursor.Positions);
    }

    public static PoolCursor ReadCursor(this BinaryReader reader)
    {
        int captions = reader.ReadCount();
        return new PoolCursor(NotNegative(reader.ReadIntegers(captions)), NotNegative(reader.ReadIntegers(captions)));
    }

    public static void WriteImages(this BinaryWriter writer, ImageContent content, ImageBatch images)
    {
        writer.Write((byte)content);
        writer.Write(images.Captions);
        writer.Write(images.Dimension);
        writer.WriteIntegers(images.Counts);
        if (content == ImageContent.Captions)
            return;
        for (int k = 0; k < images.Captions; k++)
        {
            int row = 0;
            for (int left = images.Counts[k]; left > 0; left -= RandomStream.Lanes)
            {
                for (int a = 0; a < images.Dimension; a++, row++)
                    writer.WriteDoubles(Row(images, k, row)[..Math.Min(left, RandomStream.Lanes)]);
            }
        }
    }

    public static (ImageContent Content, ImageBatch Images) ReadImages(this BinaryReader reader)
    {
        var content = (ImageContent)reader.ReadByte();
        if (content > ImageContent.Innovations)
            throw new FormatException($"Images with content {(byte)content} are not known.");
        (int captions, int dimension) = reader.ReadShape();
        int[] counts = NotNegative(reader.ReadIntegers(captions));
        var images = new ImageBatch(captions, dimension);
        if (content == ImageContent.Captions)
        {
            images.LayoutWithoutValues(counts);
            return (content, images);
        }

        long total = counts.Sum(count => (long)count);
        if (total > Left(reader) / sizeof(double) / dimension)
            throw new EndOfStreamException($"{total} images of {dimension} values announced, {Left(reader)} bytes left.");
        images.Layout(counts);
        for (int k = 0; k < captions; k++)
        {
            int row = 0;
            for (int left = counts[k]; left > 0; left -= RandomStream.Lanes)
            {
                for (int a = 0; a < dimension; a++, row++)
                    reader.ReadInto(Row(images, k, row)[..Math.Min(left, RandomStream.Lanes)]);
            }
        }

        return (content, images);
    }

    public static void WriteUserImages(this BinaryWriter writer, UserImageBatch images)
    {
        writer.Write(images.Captions);
        writer.Write(images.Dimension);
        writer.Write(images.ImagesPerCaption);
        writer.WriteDoubles(images.Means);
        writer.WriteDoubles(images.Displacements);
    }

    public static UserImageBatch ReadUserImages(this BinaryReader reader)
    {
        (int captions, int dimension) = reader.ReadShape();
        int perCaption = reader.ReadCount();
        double[] means = reader.ReadDoubles((long)captions * dimension);
        double[] displacements = reader.ReadDoubles((long)captions * dimension * perCaption);
        var images = new UserImageBatch(captions, dimension);
        means.CopyTo(images.Means, 0);
        images.Layout(perCaption);
        displacements.CopyTo(images.Displacements);
        return images;
    }

    private static (int Captions, int Dimension) ReadShape(this BinaryReader reader) =>
        (AtLeastOne(reader, "captions"), AtLeastOne(reader, "dimension"));

    private static int AtLeastOne(BinaryReader reader, string name) => Preconditions.InRange(reader.ReadInt32(), 1, int.MaxValue, name);

    // One dimension of the images of one block.
    private static Span<double> Row(ImageBatch images, int caption, int row) =>
        images.OfCaption(caption).Slice(row * RandomStream.Lanes, RandomStream.Lanes);

    private static void ReadInto(this BinaryReader reader, Span<double> values) =>
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values));

    private static long Left(BinaryReader reader) => reader.BaseStream.Length - reader.BaseStream.Position;

    private static int[] NotNegative(int[] values)
    {
        foreach (int value in values)
            Preconditions.InRange(value, 0, int.MaxValue, "count");
        return values;
    }
}
