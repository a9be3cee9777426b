namespace CoEvolve.Findings;

/// <summary>What a check asks, and so which error its level bounds.</summary>
public enum CheckKind
{
    /// <summary>The theory says an equation or a bound; the check fails if the data refute it. The level bounds false alarms.</summary>
    Agreement,

    /// <summary>The finding says an effect; the check fails unless the data establish it. The level bounds false findings.</summary>
    Demonstration,
}
