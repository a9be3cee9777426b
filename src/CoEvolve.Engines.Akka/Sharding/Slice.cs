using System.Diagnostics;
using CoEvolve.Actors;

namespace CoEvolve.Engines.Akka;

/// <summary>What an ecosystem does between a claim and a commit. For its coordinator's thread, but for <see cref="Beat"/>.</summary>
internal sealed class Slice
{
    private readonly ClusterNodeOptions _options;
    private readonly long _end;
    private readonly Action _beat;
    private volatile bool _isAbandoned;
    private long _lastCommand;

    /// <param name="ecosystem">As it was claimed.</param>
    /// <param name="spec">What is fixed.</param>
    /// <param name="options">How long a slice is.</param>
    /// <param name="beat">Hears that it computes.</param>
    public Slice(ClaimedEcosystem ecosystem, EcosystemSpec spec, ClusterNodeOptions options, Action beat)
    {
        _options = options;
        _beat = beat;
        Ecosystem = ecosystem;
        Spec = spec;
        Start = ecosystem.StartOf(spec);
        Last = ecosystem.LastGeneration(spec);
        Generation = Start.Generation;
        Recorded = new RecordedRows(spec, Start.Generation);
        _end = Stopwatch.GetTimestamp() + (long)(options.Slice.TotalSeconds * Stopwatch.Frequency);
        // All up to it came with the claim, or had taken effect before: a message may be late.
        _lastCommand = ecosystem.Commands.Aggregate(ecosystem.LastCommand, (last, command) => Math.Max(last, command.Id));
    }

    /// <summary>As it was claimed.</summary>
    public ClaimedEcosystem Ecosystem { get; }

    /// <summary>What is fixed.</summary>
    public EcosystemSpec Spec { get; }

    /// <summary>Where it starts.</summary>
    public EcosystemCheckpoint Start { get; }

    /// <summary>The generation that it must not go beyond.</summary>
    public int Last { get; }

    /// <summary>What it records.</summary>
    public RecordedRows Recorded { get; }

    /// <summary>The generation that it has reached.</summary>
    public int Generation { get; private set; }

    /// <summary>Why it goes no further, if it does not.</summary>
    public HaltReason Halt { get; private set; }

    /// <summary>Whether the coordinator waits for the next order.</summary>
    public bool IsAtRest { get; set; }

    /// <summary>Whether it is to end with the generation under way.</summary>
    public bool IsCutShort { get; set; }

    /// <summary>Whether it has gone as far as it may.</summary>
    public bool IsOver =>
        Generation >= Last || Halt != HaltReason.None || IsCutShort || Recorded.Rows.Count >= _options.MostRows || Stopwatch.GetTimestamp() >= _end;

    /// <summary>The coordinator has reached a generation.</summary>
    public void Reach(int generation, HaltReason halt)
    {
        Generation = generation;
        Halt = halt;
        IsAtRest = true;
    }

    /// <summary>Of the commands that wait for the ecosystem, those that the slice has not got yet, in order.</summary>
    public IEnumerable<PendingCommand> News(IEnumerable<PendingCommand> all)
    {
        foreach (PendingCommand command in all.Where(command => command.Id > _lastCommand))
        {
            _lastCommand = command.Id;
            yield return command;
        }
    }

    /// <summary>One of the ecosystem's actors computes. On any thread.</summary>
    /// <exception cref="AbandonedException">Nobody needs what it computes any more.</exception>
    public void Beat()
    {
        if (_isAbandoned)
            throw new AbandonedException();
        _beat();
    }

    /// <summary>Whoever is in the middle of something gives it up at the next part of it.</summary>
    public void Abandon() => _isAbandoned = true;
}
