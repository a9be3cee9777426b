using System.Runtime.InteropServices;
using CoEvolve.Core;

namespace CoEvolve.Actors;

/// <summary>Binary form of an <see cref="ImagesMade"/>: writer, content, shape, counts, then what the content says.</summary>
internal static class ImageParts
{
    public static void WriteImages(this BinaryWriter writer, ImagesMade made)
    {
        ImageBatch images = made.Images;
        writer.Write(made.Writer.Index);
        writer.Write((byte)made.Content);
        writer.Write(images.Captions);
        writer.Write(images.Dimension);
        writer.WriteIntegers(images.Counts);
        switch (made.Content)
        {
            case ImageContent.Captions:
                break;
            case ImageContent.Statistics:
                WriteStatistics(writer, made.Statistics ?? throw new ArgumentException("The images have no statistics.", nameof(made)));
                break;
            default:
                WriteVectors(writer, images);
                break;
        }
    }

    public static ImagesMade ReadImages(this BinaryReader reader, ActorId sender)
    {
        var writer = new ActorId(reader.ReadCount());
        var content = (ImageContent)reader.ReadByte();
        if (content > ImageContent.Statistics)
            throw new FormatException($"Images with content {(byte)content} are not known.");
        (int captions, int dimension) = reader.ReadShape();
        int[] counts = MessageParts.NotNegative(reader.ReadIntegers(captions));
        var images = new ImageBatch(captions, dimension);
        if (content is ImageContent.Captions or ImageContent.Statistics)
            images.LayoutWithoutValues(counts);
        else
            ReadVectors(reader, images, counts);
        InnovationStatistics? statistics = content == ImageContent.Statistics ? ReadStatistics(reader, dimension, counts) : null;
        return new ImagesMade { Sender = sender, Writer = writer, Content = content, Images = images, Statistics = statistics };
    }

    private static void WriteStatistics(BinaryWriter writer, InnovationStatistics statistics)
    {
        for (int k = 0; k < statistics.Captions; k++)
        {
            for (int i = 0; i < statistics.NumbersPerCaption; i++)
                writer.Write(statistics[k, i]);
        }
    }

    private static InnovationStatistics ReadStatistics(BinaryReader reader, int dimension, int[] counts)
    {
        long numbers = dimension + (dimension * (dimension + 1L) / 2);
        if (numbers > reader.Left() / sizeof(double) / counts.Length)
            throw new EndOfStreamException($"{numbers} numbers announced for each of {counts.Length} captions, {reader.Left()} bytes left.");
        var statistics = new InnovationStatistics(counts.Length, dimension);
        counts.CopyTo(statistics.Counts, 0);
        for (int k = 0; k < counts.Length; k++)
        {
            for (int i = 0; i < statistics.NumbersPerCaption; i++)
                statistics[k, i] = reader.ReadDouble();
        }

        return statistics;
    }

    private static void WriteVectors(BinaryWriter writer, ImageBatch images)
    {
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

    private static void ReadVectors(BinaryReader reader, ImageBatch images, int[] counts)
    {
        long total = counts.Sum(count => (long)count);
        if (total > reader.Left() / sizeof(double) / images.Dimension)
            throw new EndOfStreamException($"{total} images of {images.Dimension} values announced, {reader.Left()} bytes left.");
        images.Layout(counts);
        for (int k = 0; k < images.Captions; k++)
        {
            int row = 0;
            for (int left = counts[k]; left > 0; left -= RandomStream.Lanes)
            {
                for (int a = 0; a < images.Dimension; a++, row++)
                    reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(Row(images, k, row)[..Math.Min(left, RandomStream.Lanes)]));
            }
        }
    }

    // One dimension of the images of one block.
    private static Span<double> Row(ImageBatch images, int caption, int row) =>
        images.OfCaption(caption).Slice(row * RandomStream.Lanes, RandomStream.Lanes);
}
