using System.Collections.Immutable;
using CoEvolve.Core;

namespace CoEvolve.Actors;

/// <summary>A command that stands in the scenario, with the generation at which it takes effect. Immutable.</summary>
public sealed class ScheduledCommand
{
    /// <summary>Checks and keeps the parts.</summary>
    /// <param name="generation">It is applied before the step from this generation; ≥ 0.</param>
    /// <param name="command">What to do.</param>
    /// <param name="replicates">The replicates that it is for; null for all.</param>
    public ScheduledCommand(int generation, SteeringCommand command, IEnumerable<int>? replicates = null)
    {
        ArgumentNullException.ThrowIfNull(command);
        Generation = Preconditions.InRange(generation, 0, int.MaxValue);
        Command = command;
        Replicates = replicates?.ToImmutableHashSet();
    }

    /// <summary>It is applied before the step from this generation.</summary>
    public int Generation { get; }

    /// <summary>What to do.</summary>
    public SteeringCommand Command { get; }

    /// <summary>The replicates that it is for; null for all.</summary>
    public ImmutableHashSet<int>? Replicates { get; }

    /// <summary>Whether it is for a replicate.</summary>
    public bool IsFor(int replicate) => Replicates is null || Replicates.Contains(replicate);
}
