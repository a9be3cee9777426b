using CoEvolve.Core;

namespace CoEvolve.Actors;

/// <summary>Binary form of a <see cref="GenerationRecord"/>: what it does not have does not travel, and is empty on arrival.</summary>
internal static class RecordParts
{
    public static void WriteRecord(this BinaryWriter writer, GenerationRecord record)
    {
        writer.Write(record.Generation);
        writer.Write(record.HasMetrics);
        writer.Write(record.HasCaptions);
        writer.Write(record.IsLast);
        if (record.HasMetrics)
            WriteMetrics(writer, record);
        writer.Write(record.Snapshots.Count);
        foreach (byte[] snapshot in record.Snapshots)
            writer.WriteBytes(snapshot);
    }

    public static GenerationRecord ReadRecord(this BinaryReader reader)
    {
        int generation = reader.ReadCount();
        bool hasMetrics = reader.ReadBoolean(), hasCaptions = reader.ReadBoolean(), isLast = reader.ReadBoolean();
        GenerationRecord record = hasMetrics ? ReadMetrics(reader, hasCaptions) : new GenerationRecord(0, 0, 0);
        record.Generation = generation;
        record.HasMetrics = hasMetrics;
        record.HasCaptions = hasCaptions;
        record.IsLast = isLast;
        record.Snapshots = ReadSnapshots(reader);
        return record;
    }

    private static void WriteMetrics(BinaryWriter writer, GenerationRecord record)
    {
        writer.Write(record.Texts.Length);
        writer.Write(record.Images.Length);
        foreach (TextMetrics text in record.Texts)
            Write(writer, text);
        foreach (ImageMetrics image in record.Images)
            Write(writer, image);
        if (!record.HasCaptions)
            return;
        writer.Write(record.Captions[0].Length);
        foreach (CaptionMetrics[] captions in record.Captions)
        {
            foreach (CaptionMetrics caption in captions)
                Write(writer, caption);
        }
    }

    // Everything is read before the record is made, so that no announced number takes more memory than there are bytes.
    private static GenerationRecord ReadMetrics(BinaryReader reader, bool hasCaptions)
    {
        int textModels = reader.ReadCount(), imageModels = reader.ReadCount();
        TextMetrics[] texts = ReadMany(reader, textModels, ReadText);
        ImageMetrics[] images = ReadMany(reader, imageModels, ReadImage);
        int captions = hasCaptions ? reader.ReadCount() : 0;
        CaptionMetrics[] all = ReadMany(reader, (long)imageModels * captions, ReadCaption);
        if (imageModels == 0 && captions > 0)
            throw new FormatException($"A record of {captions} captions without an image model is not possible.");
        var record = new GenerationRecord(textModels, imageModels, captions);
        texts.CopyTo(record.Texts, 0);
        images.CopyTo(record.Images, 0);
        for (int j = 0; j < imageModels; j++)
            Array.Copy(all, j * captions, record.Captions[j], 0, captions);
        return record;
    }

    private static List<byte[]> ReadSnapshots(BinaryReader reader)
    {
        int count = reader.ReadCount();
        var snapshots = new List<byte[]>();
        for (int i = 0; i < count; i++)
            snapshots.Add(reader.ReadBytesOfLength());
        return snapshots;
    }

    // Grows with what is really there: every element takes bytes, so a damaged count soon runs out of them.
    private static T[] ReadMany<T>(BinaryReader reader, long count, Func<BinaryReader, T> read)
    {
        var values = new List<T>();
        for (long i = 0; i < count; i++)
            values.Add(read(reader));
        return [.. values];
    }

    private static void Write(BinaryWriter writer, TextMetrics text)
    {
        writer.Write(text.GiniSimpson);
        writer.Write(text.Entropy);
        writer.Write(text.EffectiveCaptions);
        writer.Write(text.CaptionsAlive);
        writer.Write(text.TotalVariation);
        writer.WriteOptional(text.ReaderResolution);
    }

    private static TextMetrics ReadText(BinaryReader reader) => new(
        reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadCount(), reader.ReadDouble(), reader.ReadOptionalDouble());

    private static void Write(BinaryWriter writer, ImageMetrics image)
    {
        writer.Write(image.Diversity);
        writer.Write(image.FidelityError);
        writer.WriteOptional(image.LogDet);
        writer.Write(image.WithinVariance);
        writer.Write(image.BetweenVariance);
        writer.Write(image.FrechetDistance);
        writer.WriteOptional(image.MatthewIndex);
    }

    private static ImageMetrics ReadImage(BinaryReader reader) => new(
        reader.ReadDouble(),
        reader.ReadDouble(),
        reader.ReadOptionalDouble(),
        reader.ReadDouble(),
        reader.ReadDouble(),
        reader.ReadDouble(),
        reader.ReadOptionalDouble());

    private static void Write(BinaryWriter writer, CaptionMetrics caption)
    {
        writer.Write(caption.Share);
        writer.Write(caption.Diversity);
        writer.WriteOptional(caption.LogDet);
        writer.Write(caption.FidelityError);
    }

    private static CaptionMetrics ReadCaption(BinaryReader reader) =>
        new(reader.ReadDouble(), reader.ReadDouble(), reader.ReadOptionalDouble(), reader.ReadDouble());
}
