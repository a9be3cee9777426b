using System.Text;
using CoEvolve.Actors;
using CoEvolve.Engines;

namespace CoEvolve.Store.Tests;

public abstract partial class RunStoreContract
{
    private static readonly string[] Words = ["chat", "chien", "naïve"];

    [StoreFact]
    public void Every_row_leaves_as_it_came_to_the_bit()
    {
        SliceRows rows = AwkwardRows.Make(200);
        using (IRunStore store = OpenNew(Samples.Experiment(replicates: 1, generations: 200)))
        {
            using (IClaim claim = store.Claim(1)!)
                claim.Commit([new SliceCommit(1, 0, 200, EcosystemStatus.Finished, Error: null, Checkpoint: null, new CollapseTimes(12, null), rows)]);
            Settle(store);
        }

        Export("text_metric").AssertHas(
            ["ecosystem_id", "generation", "model", "gini_simpson", "entropy", "effective_captions", "captions_alive", "total_variation", "reader_resolution"],
            rows.Texts.Select(r => new object?[] { 1, r.Generation, "text", r.Metrics.GiniSimpson, r.Metrics.Entropy, r.Metrics.EffectiveCaptions, r.Metrics.CaptionsAlive, r.Metrics.TotalVariation, r.Metrics.ReaderResolution }));
        Export("image_metric").AssertHas(
            ["ecosystem_id", "generation", "model", "diversity", "fidelity_error", "log_det", "within_variance", "between_variance", "frechet_distance", "matthew_index"],
            rows.Images.Select(r => new object?[] { 1, r.Generation, "image", r.Metrics.Diversity, r.Metrics.FidelityError, r.Metrics.LogDet, r.Metrics.WithinVariance, r.Metrics.BetweenVariance, r.Metrics.FrechetDistance, r.Metrics.MatthewIndex }));
        Export("caption_metric").AssertHas(
            ["ecosystem_id", "generation", "model", "caption", "share", "diversity", "log_det", "fidelity_error", "position"],
            rows.Captions.Select(r => new object?[] { 1, r.Generation, "image", Words[r.Caption], r.Metrics.Share, r.Metrics.Diversity, r.Metrics.LogDet, r.Metrics.FidelityError, r.Caption }));
        Export("snapshot").AssertHas(
            ["ecosystem_id", "generation", "model", "format_version", "parameters", "kind"],
            rows.Snapshots.Select(r => new object?[] { 1, r.Generation, r.Model == Samples.Text ? "text" : "image", r.FormatVersion, r.Parameters, r.Model == Samples.Text ? "text" : "image" }));
        using ResultsReader reader = Read();
        Assert.Equal(
            rows.Captions.Select(r => ("image", r.Generation, r.Caption, Words[r.Caption], Bits(r.Metrics.Share), Bits(r.Metrics.Diversity))),
            reader.CaptionsOf(1).Select(c => (c.Model, c.Generation, c.Caption, c.Word, Bits(c.Share), Bits(c.Diversity))));
        Assert.All(rows.Snapshots, r => Assert.Equal(r.Parameters, reader.Snapshot(1, r.Generation, r.Model == Samples.Text ? "text" : "image")));
        Assert.Equal(Enumerable.Range(0, 201), reader.Generations());
    }

    [StoreFact]
    public void Checkpoints_come_back_whatever_they_are_and_the_last_one_counts()
    {
        byte[] noise = new byte[100_000];
        new Random(5).NextBytes(noise);
        byte[][] states = [[0], [.. Enumerable.Range(0, 256).Select(i => (byte)i)], new byte[10_000], noise];
        long id = Add(Samples.Experiment(replicates: states.Length, generations: 10));
        for (int generation = 0; generation < 3; generation++)
        {
            using IRunStore store = Open(id);
            foreach (IClaim claim in TakeAll(store))
            {
                using (claim)
                {
                    ClaimedEcosystem ecosystem = Assert.Single(claim.Ecosystems);
                    Assert.Equal(generation, ecosystem.Generation);
                    Assert.Equal(generation == 0 ? null : State(ecosystem.Id, generation), ecosystem.Checkpoint);
                    claim.Commit([Samples.Slice(ecosystem, generation + 1, 10) with { Checkpoint = State(ecosystem.Id, generation + 1) }]);
                }
            }

            Settle(store);
        }

        byte[] State(long ecosystem, int generation) => states[(int)(ecosystem + generation) % states.Length];
    }

    [StoreFact]
    public void A_failure_keeps_its_generation_its_rows_and_its_error_whatever_the_text()
    {
        string[] errors = ["it broke", "", "naïve \U0001F600", "a\0b", "\0", "half \uD83D and \uDE00", "\uDE00\uD83D", "\"x\",\r\n\t'y' \\ $1 {0}", new string('x', 100_000)];
        using IRunStore store = OpenNew(Samples.Experiment(points: 1, replicates: errors.Length));
        foreach (IClaim claim in TakeAll(store))
        {
            using (claim)
                claim.Commit([Samples.Slice(claim.Ecosystems[0], 5, 10)]);
        }

        foreach (IClaim claim in TakeAll(store))
        {
            using (claim)
                claim.Commit([Samples.Failure(claim.Ecosystems[0], errors[claim.Ecosystems[0].Id - 1])]);
        }

        Settle(store);
        using ResultsReader reader = Read();
        Assert.Equal(
            errors.Select((error, i) => new FailedEcosystem(i + 1, "{}", i + 1, 5, Storable(error))),
            reader.Failed());
        Assert.Equal(5 * errors.Length, Export("text_metric").Count);
    }

    [StoreFact]
    public void Times_of_collapse_come_back()
    {
        using IRunStore store = OpenNew(Samples.Experiment(points: 2, replicates: 1));
        foreach (IClaim claim in TakeAll(store))
        {
            using (claim)
            {
                SliceCommit slice = Samples.Slice(claim.Ecosystems[0], 10, 10);
                claim.Commit([slice with { Collapse = slice.EcosystemId == 1 ? new CollapseTimes(7, null) : new CollapseTimes(null, 0) }]);
            }
        }

        Settle(store);
        Assert.Equal(["1|finished|10|7|", "2|finished|10||0"], Export("ecosystem").Lines("id", "status", "generation", "text_collapse", "image_collapse"));
    }

    [StoreFact]
    public void An_experiment_is_closed_once_all_is_finished_or_failed_and_not_before()
    {
        ExperimentDefinition experiment = Samples.Experiment();
        using IRunStore store = OpenNew(experiment);
        foreach (IClaim claim in TakeAll(store))
        {
            Settle(store);
            Assert.Null(FinishedAt());
            using (claim)
                claim.Commit([claim.Ecosystems[0].Id == 2 ? Samples.Failure(claim.Ecosystems[0], "it broke") : Slice(claim.Ecosystems[0], experiment, claim.Ecosystems[0].Id == 1 ? 5 : 10)]);
        }

        Settle(store);
        Assert.Null(FinishedAt());
        Finish(store, _ => experiment, 5);
        Settle(store);
        Assert.Equal(End, FinishedAt());
        Assert.Null(store.Claim(1));
    }

    private DateTimeOffset? FinishedAt()
    {
        using ResultsReader reader = Read();
        return reader.Experiment().FinishedAt;
    }

    private string Storable(string text)
    {
        var stored = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
            stored.Append(rune.Value == 0 ? StoredForNull.ToString() : rune.ToString());
        return stored.ToString();
    }

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
