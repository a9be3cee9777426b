using CoEvolve.Core;

namespace CoEvolve.Actors;

/// <summary>Text model to image model: make images for these captions.</summary>
public sealed record CaptionsWritten : Message
{
    /// <summary>n_k, length K; sums to the captions that this text model sends this image model.</summary>
    public required int[] Counts { get; init; }
}

/// <summary>Image model to whoever reads its images: what its images look like at generation t.</summary>
public sealed record ImageModelPublished : Message
{
    /// <summary>μ and A.</summary>
    public required CaptionGaussians Gaussians { get; init; }
}

/// <summary>What an <see cref="ImagesMade"/> says of each image, beside the caption that made it.</summary>
public enum ImageContent
{
    /// <summary>Nothing: a perfect reader needs the captions alone.</summary>
    Captions,

    /// <summary>δ = x − μ_k, for a reader.</summary>
    Displacements,

    /// <summary>z with δ = A_k z, for the image model's own training.</summary>
    Innovations,

    /// <summary>Mean and scatter of z, for the image model's own training where no single image is made.</summary>
    Statistics,
}

/// <summary>
/// Image model to its readers, and to itself for training: the images made for one text model's captions. Each side gets
/// what it needs of them.
/// </summary>
public sealed record ImagesMade : Message
{
    /// <summary>The text model whose captions these images illustrate.</summary>
    public required ActorId Writer { get; init; }

    /// <summary>What <see cref="Images"/> holds; its counts are always there.</summary>
    public required ImageContent Content { get; init; }

    /// <summary>Counts n_k and one vector an image; counts alone with <see cref="ImageContent.Captions"/> and <see cref="ImageContent.Statistics"/>.</summary>
    public required ImageBatch Images { get; init; }

    /// <summary>Counts n_k with mean and scatter of their innovations; null but with <see cref="ImageContent.Statistics"/>.</summary>
    public InnovationStatistics? Statistics { get; init; }
}

/// <summary>Corpus injector to its text model: so many captions of each kind came from the corpus.</summary>
public sealed record CorpusCounted : Message
{
    /// <summary>m_k, length K; sums to M.</summary>
    public required int[] Counts { get; init; }
}

/// <summary>User-content injector to its image model: what users contributed.</summary>
public sealed record UserImagesArrived : Message
{
    /// <summary>U images for each caption.</summary>
    public required UserImageBatch Images { get; init; }
}

/// <summary>User-content injector to coordinator: how far it has come, for the checkpoint.</summary>
public sealed record InjectorAdvanced : Message
{
    /// <summary>How far the real images are used up after this generation.</summary>
    public required PoolCursor Cursor { get; init; }
}

/// <summary>A model to the coordinator: it has trained on generation t, or is frozen and will not.</summary>
public abstract record ModelRetrained : Message;

/// <summary>A text model has trained.</summary>
public sealed record TextModelRetrained : ModelRetrained
{
    /// <summary>p at generation t + 1, length K.</summary>
    public required double[] Shares { get; init; }

    /// <summary>ρ̂ of this step; null for a frozen model and where G is next to nothing.</summary>
    public double? ReaderResolution { get; internal set; }
}

/// <summary>An image model has trained.</summary>
public sealed record ImageModelRetrained : ModelRetrained
{
    /// <summary>Gaussians and pool sizes at generation t + 1. Each generation's stands in one of two buffers in turn.</summary>
    public required ImageModelState State { get; init; }
}

/// <summary>Coordinator to everybody: all models have trained; generation t is over, and buffers go back to their senders.</summary>
public sealed record GenerationCompleted : Message;

/// <summary>Coordinator to engine: what there is to record of generation t.</summary>
public sealed record GenerationRecorded : Message
{
    /// <summary>The measurements. To be copied before the message is given back.</summary>
    public required GenerationRecord Record { get; init; }
}

/// <summary>
/// Coordinator to engine: the generation that <see cref="RunUntil"/> named has been reached, or an earlier one at which the
/// ecosystem halts.
/// </summary>
public sealed record TargetReached : Message
{
    /// <summary>Why it goes no further; none where it would.</summary>
    public HaltReason Halt { get; internal set; }
}

/// <summary>A model or injector to the coordinator: it goes by the settings of <see cref="SettingsChanged"/> now.</summary>
public sealed record SettingsAdopted : Message;

/// <summary>Coordinator to engine: a command took effect at this generation.</summary>
public sealed record CommandApplied : Message
{
    /// <summary>What was done.</summary>
    public required SteeringCommand Command { get; init; }

    /// <summary>That of <see cref="ApplyCommand"/>; 0 where the command stands in the scenario.</summary>
    public required long Id { get; init; }
}

/// <summary>Coordinator to engine: answer to <see cref="GetCheckpoint"/>.</summary>
public sealed record CheckpointTaken : Message
{
    /// <summary>A copy of the whole state.</summary>
    public required EcosystemCheckpoint Checkpoint { get; init; }
}
