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

    public static void WriteCommand(this BinaryWriter writer, SteeringCommand command) => writer.Write(command.ToString());

    public static SteeringCommand ReadCommand(this BinaryReader reader) => SteeringCommand.Parse(reader.ReadString());

    public static HaltReason ReadHalt(this BinaryReader reader) => reader.ReadByte() is byte halt && halt <= (byte)HaltReason.Stopped
        ? (HaltReason)halt
        : throw new FormatException("A reason to halt is unknown.");

    public static (int Captions, int Dimension) ReadShape(this BinaryReader reader) =>
        (AtLeastOne(reader, "captions"), AtLeastOne(reader, "dimension"));

    public static long Left(this BinaryReader reader) => reader.BaseStream.Length - reader.BaseStream.Position;

    public static int[] NotNegative(int[] values)
    {
        foreach (int value in values)
            Preconditions.InRange(value, 0, int.MaxValue, "count");
        return values;
    }

    private static int AtLeastOne(BinaryReader reader, string name) => Preconditions.InRange(reader.ReadInt32(), 1, int.MaxValue, name);
}
