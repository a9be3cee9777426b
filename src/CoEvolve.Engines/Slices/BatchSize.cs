namespace CoEvolve.Engines;

/// <summary>
/// How many ecosystems a worker asks for at a time: as many as fill a slice. It starts with one, doubles while they are done in
/// less than half the time, and falls to what was reached where time ran out.
/// </summary>
/// <param name="slice">How long a slice should take.</param>
/// <param name="most">The largest size, 1 or more.</param>
/// <remarks>So a worker never holds much more than a slice's work, and others find some too.</remarks>
internal sealed class BatchSize(TimeSpan slice, int most)
{
    /// <summary>What to ask for next; 1 or more.</summary>
    public int Next { get; private set; } = 1;

    /// <summary>Learns from a slice.</summary>
    /// <param name="claimed">Ecosystems that it held.</param>
    /// <param name="reached">Those of them that ran.</param>
    /// <param name="took">How long they ran.</param>
    public void Learn(int claimed, int reached, TimeSpan took)
    {
        if (reached < claimed)
            Next = Math.Max(1, reached);
        else if (claimed == Next && took < slice / 2)
            Next = Math.Min(most, 2 * claimed);
    }
}
