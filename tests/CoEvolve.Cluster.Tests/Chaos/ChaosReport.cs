using System.Globalization;

namespace CoEvolve.Cluster.Tests;

/// <summary>What a chaos round did, all of whose assertions held.</summary>
/// <param name="Seed">Says who was killed, and when what happened.</param>
/// <param name="Kills">Nodes that were killed.</param>
/// <param name="Hits">Kills that hit uncommitted work: a transaction was rolled back.</param>
/// <param name="CutOff">Of these, how many were not taken over before the database was killed.</param>
/// <param name="Duration">From the first node's start to the experiment's end.</param>
/// <param name="Takeovers">How long it took until all that a killed node held was in other hands; shortest first.</param>
/// <param name="Thaw">The same of the frozen node, the timeout included.</param>
/// <param name="Outage">How long the database was away.</param>
internal sealed record ChaosReport(int Seed, int Kills, int Hits, int CutOff, TimeSpan Duration, IReadOnlyList<TimeSpan> Takeovers, TimeSpan Thaw, TimeSpan Outage)
{
    /// <summary>One line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"seed {Seed}: {Kills} kills in {Duration.TotalSeconds:0} s, {Hits} of uncommitted work; taken over in {Seconds(0.5)} s (median), {Seconds(0.9)} s (nine of ten), {Seconds(1)} s (longest), {CutOff} cut off by the database's death of {Outage.TotalSeconds:0.0} s; the frozen node's in {Thaw.TotalSeconds:0.00} s; the same bytes");

    private string Seconds(double quantile) =>
        Takeovers.Count == 0 ? "no" : Takeovers[(int)Math.Ceiling(quantile * Takeovers.Count) - 1].TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
}
