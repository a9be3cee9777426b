using System.Globalization;
using CoEvolve.Actors;
using CoEvolve.Core;
using CoEvolve.Engines;
using FsCheck;
using FsCheck.Fluent;

namespace CoEvolve.Store.Tests;

public sealed class RoundTripTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_row_comes_back_bit_for_bit()
    {
        SliceRows rows = AwkwardRows.Make(200);
        Store(rows, 200);

        Assert.Equal(
            rows.Texts.Select(r => Line(1, r.Generation, "text", r.Metrics.GiniSimpson, r.Metrics.Entropy, r.Metrics.EffectiveCaptions, r.Metrics.CaptionsAlive, r.Metrics.TotalVariation, r.Metrics.ReaderResolution)),
            Lines("SELECT ecosystem_id, generation, model, gini_simpson, entropy, effective_captions, captions_alive, total_variation, reader_resolution FROM text_metric ORDER BY 1, 2"));
        Assert.Equal(
            rows.Images.Select(r => Line(1, r.Generation, "image", r.Metrics.Diversity, r.Metrics.FidelityError, r.Metrics.LogDet, r.Metrics.WithinVariance, r.Metrics.BetweenVariance, r.Metrics.FrechetDistance, r.Metrics.MatthewIndex)),
            Lines("SELECT ecosystem_id, generation, model, diversity, fidelity_error, log_det, within_variance, between_variance, frechet_distance, matthew_index FROM image_metric ORDER BY 1, 2"));
        string[] words = ["chat", "chien", "naïve"];
        Assert.Equal(
            rows.Captions.Select(r => Line(1, r.Generation, "image", words[r.Caption], r.Metrics.Share, r.Metrics.Diversity, r.Metrics.LogDet, r.Metrics.FidelityError, r.Caption)),
            Lines("SELECT ecosystem_id, generation, model, caption, share, diversity, log_det, fidelity_error, position FROM caption_metric ORDER BY 1, 2, position"));
        List<object?[]> snapshots = _folder.Query("SELECT ecosystem_id, generation, model, format_version, parameters FROM snapshot ORDER BY generation");
        Assert.Equal([1L, 3L, "text", 1L, rows.Snapshots[0].Parameters], snapshots[0]);
        Assert.Equal([1L, 200L, "image", 2L, Array.Empty<byte>()], snapshots[1]);
    }

    [Fact]
    public void Any_finite_double_is_stored_as_it_is_and_no_other_is_stored()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<double>(), value =>
        {
            using var folder = new TemporaryFolder();
            using var store = SqliteRunStore.Create(folder.Results, Samples.Experiment(replicates: 1), false);
            ClaimedEcosystem ecosystem = Assert.Single(store.Claim(1));
            var rows = new SliceRows();
            rows.Captions.Add(new CaptionMetricRow(0, 1, 0, new CaptionMetrics(0, 0, value, 0)));
            SliceCommit commit = Samples.Slice(ecosystem, 1, 10) with { Rows = rows };
            if (double.IsFinite(value))
            {
                store.Commit(commit);
                store.Flush();
                Assert.Equal(Bits(value), Bits((double)folder.Query("SELECT log_det FROM caption_metric")[0][0]!));
            }
            else
            {
                Assert.Throws<StoreException>(() => store.Commit(commit));
                store.Flush();
                Assert.Empty(folder.Query("SELECT log_det FROM caption_metric"));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25).WithReplay(11, 15));
    }

    [Fact]
    public void The_experiment_its_models_captions_and_data_come_back()
    {
        ExperimentDefinition experiment = Samples.Experiment(points: 3, replicates: 2) with { Seed = ulong.MaxValue };
        using (SqliteRunStore.Create(_folder.Results, experiment, false))
        {
        }

        using var reader = ResultsReader.Open(_folder.Results);
        StoredExperiment stored = reader.Experiment();
        Assert.Null(stored.FinishedAt);
        Assert.Equal(experiment.Name, stored.Definition.Name);
        Assert.Equal(experiment.Scenario, stored.Definition.Scenario);
        Assert.Equal(experiment.Seed, stored.Definition.Seed);
        Assert.Equal(experiment.Version, stored.Definition.Version);
        Assert.Equal(experiment.Processor, stored.Definition.Processor);
        Assert.Equal(experiment.StartedAt, stored.Definition.StartedAt);
        Assert.Equal(TimeSpan.Zero, stored.Definition.StartedAt.Offset);
        Assert.Equal(experiment.Generations, stored.Definition.Generations);
        Assert.Equal(experiment.Points, stored.Definition.Points);
        Assert.Equal(experiment.Replicates, stored.Definition.Replicates);
        Assert.Equal(experiment.Models, stored.Definition.Models);
        Assert.Equal(experiment.Captions, stored.Definition.Captions);
        Assert.Equal(experiment.Datasets.Select(data => (data.Name, data.Sha256)), stored.Definition.Datasets.Select(data => (data.Name, data.Sha256)));
    }

    [Fact]
    public void A_seed_is_an_integer_where_SQLite_has_one_and_decimal_text_beyond()
    {
        foreach ((ulong seed, object stored) in new (ulong, object)[] { (1, 1L), (long.MaxValue, long.MaxValue), (1UL << 63, "9223372036854775808") })
        {
            SqliteRunStore.Create(_folder.Results, Samples.Experiment() with { Seed = seed }, true).Dispose();
            Assert.Equal(stored, _folder.Query("SELECT seed FROM experiment")[0][0]);
            using var store = SqliteRunStore.Open(_folder.Results);
            Assert.Equal(seed, store.Experiment.Seed);
        }
    }

    private void Store(SliceRows rows, int generations)
    {
        using var store = SqliteRunStore.Create(_folder.Results, Samples.Experiment(replicates: 1, generations: generations), false);
        ClaimedEcosystem ecosystem = Assert.Single(store.Claim(1));
        store.Commit(new SliceCommit(ecosystem.Id, 0, generations, EcosystemStatus.Finished, null, null, new CollapseTimes(12, null), rows));
        store.Flush();
    }

    private IEnumerable<string> Lines(string sql) => _folder.Query(sql).Select(Line);

    private static string Line(params object?[] values) => string.Join('|', values.Select(value => value switch
    {
        null => "NULL",
        double number => Bits(number).ToString("x16", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    }));

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
