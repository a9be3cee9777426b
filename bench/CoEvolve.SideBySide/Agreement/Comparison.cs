namespace CoEvolve.SideBySide;

/// <summary>One metric at one generation, ours against a peer's.</summary>
/// <param name="Row">Name of the row.</param>
/// <param name="Peer">Name of the peer's program and how it uses the cores.</param>
/// <param name="Metric">Its name.</param>
/// <param name="Generation">t.</param>
/// <param name="Ours">Mean over our replicates.</param>
/// <param name="Theirs">Mean over the peer's replicates.</param>
/// <param name="PValue">Two-sided, of equal means.</param>
internal sealed record Comparison(string Row, string Peer, string Metric, int Generation, double Ours, double Theirs, double PValue)
{
    /// <summary>Compares all metrics at all generations.</summary>
    public static IEnumerable<Comparison> Of(WorkRow row, ObservedRun ours, string peer, PeerResult theirs) =>
        from g in Enumerable.Range(0, row.Compared.Length)
        from name in ReplicateObserver.Names
        let own = ours.Metrics[g][name]
        let other = theirs.Metrics[g][name]
        select new Comparison(row.Name, peer, name, row.Compared[g], own.Average(), other.Average(), WelchTest.PValue(own, other));
}
