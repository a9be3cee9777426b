using CoEvolve.Core;

namespace CoEvolve.Actors;

/// <summary>Engine to coordinator: run until generation <see cref="Message.Generation"/> has been reached, then stop there.</summary>
public sealed record RunUntil : Message;

/// <summary>Engine to coordinator: give a checkpoint as soon as no generation is under way.</summary>
public sealed record GetCheckpoint : Message;

/// <summary>Somebody outside to coordinator, by way of the engine: do this before the next generation begins.</summary>
public sealed record ApplyCommand : Message
{
    /// <summary>What to do.</summary>
    public required SteeringCommand Command { get; init; }

    /// <summary>Tells it from others in <see cref="CommandApplied"/>; above 0.</summary>
    public required long Id { get; init; }
}

/// <summary>Coordinator to everybody: from now on these settings hold. No generation begins before all have answered.</summary>
public sealed record SettingsChanged : Message
{
    /// <summary>Of all models: who needs what of whom depends on all of them.</summary>
    public required EcosystemSettings Settings { get; init; }
}

/// <summary>Coordinator to a text model: take up this state.</summary>
public sealed record RestoreTextModel : Message
{
    /// <summary>Number of the replicate.</summary>
    public int Replicate { get; init; }

    /// <summary>p, length K.</summary>
    public required double[] Shares { get; init; }
}

/// <summary>Coordinator to an image model: take up this state.</summary>
public sealed record RestoreImageModel : Message
{
    /// <summary>Number of the replicate.</summary>
    public int Replicate { get; init; }

    /// <summary>Gaussians and pool sizes.</summary>
    public required ImageModelState State { get; init; }
}

/// <summary>Coordinator to a corpus injector: take up work for this replicate.</summary>
public sealed record RestoreCorpus : Message
{
    /// <summary>Number of the replicate.</summary>
    public int Replicate { get; init; }
}

/// <summary>Coordinator to a user-content injector: go on from here.</summary>
public sealed record RestoreUserContent : Message
{
    /// <summary>Number of the replicate.</summary>
    public int Replicate { get; init; }

    /// <summary>How far the real images are used up.</summary>
    public required PoolCursor Cursor { get; init; }
}

/// <summary>Coordinator to everybody: the step from generation t to t + 1 begins.</summary>
public sealed record AdvanceGeneration : Message;
