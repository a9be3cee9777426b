namespace CoEvolve.Scenarios;

/// <summary>A piece of YAML that knows where it stands. Immutable.</summary>
internal abstract class Node(Origin origin)
{
    public Origin Origin { get; } = origin;

    /// <summary>How a message names the value.</summary>
    public abstract string Describe();
}
