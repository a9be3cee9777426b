namespace CoEvolve.Scenarios;

/// <summary>A key of the sweep with its values as nodes, normalised, and where they stand.</summary>
internal sealed record SweptKey(string Key, Origin Origin, IReadOnlyList<Node> Values)
{
    public SweepKey ToSettings() => new(Key, [.. Values.Select(SweepValue.ToJson)]);
}
