namespace CoEvolve.Findings;

/// <summary>One claim about co-evolving models, and the checks that decide whether a simulation bears it out.</summary>
public abstract class Finding
{
    /// <summary>Short name, as in "C1".</summary>
    public abstract string Id { get; }

    /// <summary>The claim in one sentence.</summary>
    public abstract string Claim { get; }

    /// <summary>The exact result that the measured values are held against, in a line of mathematics.</summary>
    public abstract string Theorem { get; }

    /// <summary>Where it is put to the test.</summary>
    public virtual IReadOnlyList<Setting> Settings => [Setting.Reference, Setting.Source];

    /// <summary>The arms that it looks at.</summary>
    public abstract IReadOnlyList<Arm> Arms { get; }

    /// <summary>Worlds in which it is false, so that the same checks must not all pass.</summary>
    public abstract IReadOnlyList<CounterTest> Counters { get; }

    /// <summary>Makes the checks of one setting.</summary>
    /// <param name="cast">The traces of its arms.</param>
    public abstract IEnumerable<Check> Examine(Cast cast);
}
