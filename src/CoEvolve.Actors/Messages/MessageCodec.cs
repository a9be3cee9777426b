namespace CoEvolve.Actors;

/// <summary>
/// The binary form in which messages cross from one process to another. Every concrete <see cref="Message"/> has one; what
/// comes out shares no memory with what went in.
/// </summary>
/// <remarks>
/// Little-endian: <see cref="FormatVersion"/> (byte), kind of message (byte), sender (int32), generation (int32), then what
/// the kind carries: arrays as their length and elements, doubles bit for bit, an optional number as a flag and the number.
/// Of a batch of images only the images travel, never the padding; of <see cref="ImageContent.Captions"/> only the counts; of
/// <see cref="ImageContent.Statistics"/> the numbers of each caption; of a record only what it says it has. Thread-safe.
/// </remarks>
public static class MessageCodec
{
    /// <summary>The version that <see cref="ToBytes"/> writes, and the only one that <see cref="FromBytes"/> reads.</summary>
    public const byte FormatVersion = 2;

    /// <summary>Writes a message. O(its size).</summary>
    /// <exception cref="ArgumentException">The message is of a type that has no binary form.</exception>
    public static byte[] ToBytes(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Binary.Write(writer =>
        {
            writer.Write(FormatVersion);
            writer.Write((byte)TagOf(message));
            writer.Write(message.Sender.Index);
            writer.Write(message.Generation);
            WriteBody(writer, message);
        });
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote. Takes no more memory than a small multiple of the bytes' own.</summary>
    /// <exception cref="FormatException">The bytes are damaged, or of another version or an unknown kind, which is named.</exception>
    public static Message FromBytes(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return Binary.Read(bytes, "message", Read);
    }

    private static Message Read(BinaryReader reader)
    {
        byte version = reader.ReadByte();
        if (version != FormatVersion)
        {
            throw new FormatException(
                $"The message has version {version}; this program reads version {FormatVersion}. Run the same program everywhere.");
        }

        var tag = (MessageTag)reader.ReadByte();
        var sender = new ActorId(reader.ReadCount());
        int generation = reader.ReadCount();
        Message message = ReadBody(tag, sender, reader);
        message.Generation = generation;
        return message;
    }

    private static MessageTag TagOf(Message message) => message switch
    {
        RunUntil => MessageTag.RunUntil,
        GetCheckpoint => MessageTag.GetCheckpoint,
        RestoreTextModel => MessageTag.RestoreTextModel,
        RestoreImageModel => MessageTag.RestoreImageModel,
        RestoreCorpus => MessageTag.RestoreCorpus,
        RestoreUserContent => MessageTag.RestoreUserContent,
        AdvanceGeneration => MessageTag.AdvanceGeneration,
        CaptionsWritten => MessageTag.CaptionsWritten,
        ImageModelPublished => MessageTag.ImageModelPublished,
        ImagesMade => MessageTag.ImagesMade,
        CorpusCounted => MessageTag.CorpusCounted,
        UserImagesArrived => MessageTag.UserImagesArrived,
        InjectorAdvanced => MessageTag.InjectorAdvanced,
        TextModelRetrained => MessageTag.TextModelRetrained,
        ImageModelRetrained => MessageTag.ImageModelRetrained,
        GenerationCompleted => MessageTag.GenerationCompleted,
        GenerationRecorded => MessageTag.GenerationRecorded,
        TargetReached => MessageTag.TargetReached,
        CheckpointTaken => MessageTag.CheckpointTaken,
        ApplyCommand => MessageTag.ApplyCommand,
        SettingsChanged => MessageTag.SettingsChanged,
        SettingsAdopted => MessageTag.SettingsAdopted,
        CommandApplied => MessageTag.CommandApplied,
        _ => throw new ArgumentException($"{message.GetType().Name} has no binary form; give it one in {nameof(MessageCodec)}.", nameof(message)),
    };

    private static void WriteBody(BinaryWriter writer, Message message)
    {
        switch (message)
        {
            case RestoreTextModel restore:
                writer.Write(restore.Replicate);
                writer.WriteShares(restore.Shares);
                break;
            case RestoreImageModel restore:
                writer.Write(restore.Replicate);
                writer.WriteState(restore.State);
                break;
            case RestoreCorpus restore:
                writer.Write(restore.Replicate);
                break;
            case RestoreUserContent restore:
                writer.Write(restore.Replicate);
                writer.WriteCursor(restore.Cursor);
                break;
            case CaptionsWritten written:
                writer.WriteCounts(written.Counts);
                break;
            case ImageModelPublished published:
                writer.WriteGaussians(published.Gaussians);
                break;
            case ImagesMade made:
                writer.WriteImages(made);
                break;
            case CorpusCounted counted:
                writer.WriteCounts(counted.Counts);
                break;
            case UserImagesArrived arrived:
                writer.WriteUserImages(arrived.Images);
                break;
            case InjectorAdvanced advanced:
                writer.WriteCursor(advanced.Cursor);
                break;
            case TextModelRetrained retrained:
                writer.WriteShares(retrained.Shares);
                writer.WriteOptional(retrained.ReaderResolution);
                break;
            case ImageModelRetrained retrained:
                writer.WriteState(retrained.State);
                break;
            case GenerationRecorded recorded:
                writer.WriteRecord(recorded.Record);
                break;
            case CheckpointTaken taken:
                writer.WriteBytes(taken.Checkpoint.ToBytes());
                break;
            case TargetReached reached:
                writer.Write((byte)reached.Halt);
                break;
            case ApplyCommand apply:
                writer.WriteCommand(apply.Command);
                writer.Write(apply.Id);
                break;
            case SettingsChanged changed:
                writer.WriteSettings(changed.Settings);
                break;
            case CommandApplied applied:
                writer.WriteCommand(applied.Command);
                writer.Write(applied.Id);
                break;
        }
    }

    private static Message ReadBody(MessageTag tag, ActorId sender, BinaryReader reader) => tag switch
    {
        MessageTag.RunUntil => new RunUntil { Sender = sender },
        MessageTag.GetCheckpoint => new GetCheckpoint { Sender = sender },
        MessageTag.RestoreTextModel => new RestoreTextModel
        {
            Sender = sender,
            Replicate = reader.ReadCount(),
            Shares = reader.ReadShares(),
        },
        MessageTag.RestoreImageModel => new RestoreImageModel
        {
            Sender = sender,
            Replicate = reader.ReadCount(),
            State = reader.ReadState(),
        },
        MessageTag.RestoreCorpus => new RestoreCorpus { Sender = sender, Replicate = reader.ReadCount() },
        MessageTag.RestoreUserContent => new RestoreUserContent
        {
            Sender = sender,
            Replicate = reader.ReadCount(),
            Cursor = reader.ReadCursor(),
        },
        MessageTag.AdvanceGeneration => new AdvanceGeneration { Sender = sender },
        MessageTag.CaptionsWritten => new CaptionsWritten { Sender = sender, Counts = reader.ReadCounts() },
        MessageTag.ImageModelPublished => new ImageModelPublished { Sender = sender, Gaussians = reader.ReadGaussians() },
        MessageTag.ImagesMade => reader.ReadImages(sender),
        MessageTag.CorpusCounted => new CorpusCounted { Sender = sender, Counts = reader.ReadCounts() },
        MessageTag.UserImagesArrived => new UserImagesArrived { Sender = sender, Images = reader.ReadUserImages() },
        MessageTag.InjectorAdvanced => new InjectorAdvanced { Sender = sender, Cursor = reader.ReadCursor() },
        MessageTag.TextModelRetrained => new TextModelRetrained
        {
            Sender = sender,
            Shares = reader.ReadShares(),
            ReaderResolution = reader.ReadOptionalDouble(),
        },
        MessageTag.ImageModelRetrained => new ImageModelRetrained { Sender = sender, State = reader.ReadState() },
        MessageTag.GenerationCompleted => new GenerationCompleted { Sender = sender },
        MessageTag.GenerationRecorded => new GenerationRecorded { Sender = sender, Record = reader.ReadRecord() },
        MessageTag.TargetReached => new TargetReached { Sender = sender, Halt = reader.ReadHalt() },
        MessageTag.ApplyCommand => new ApplyCommand { Sender = sender, Command = reader.ReadCommand(), Id = reader.ReadInt64() },
        MessageTag.SettingsChanged => new SettingsChanged { Sender = sender, Settings = reader.ReadSettings() },
        MessageTag.SettingsAdopted => new SettingsAdopted { Sender = sender },
        MessageTag.CommandApplied => new CommandApplied { Sender = sender, Command = reader.ReadCommand(), Id = reader.ReadInt64() },
        MessageTag.CheckpointTaken => new CheckpointTaken
        {
            Sender = sender,
            Checkpoint = EcosystemCheckpoint.FromBytes(reader.ReadBytesOfLength()),
        },
        _ => throw new FormatException($"The message is of kind {(byte)tag}, which version {FormatVersion} does not have."),
    };
}
