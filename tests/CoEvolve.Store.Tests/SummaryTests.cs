using CoEvolve.Core;
using CoEvolve.Engines;

namespace CoEvolve.Store.Tests;

/// <summary>Statistics of the reader against those of the numbers that were stored, computed in two passes.</summary>
public sealed class SummaryTests : IDisposable
{
    private const int Points = 3, Replicates = 5, Generations = 2;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<bool, bool> Ways => new() { { false, false }, { true, false }, { false, true }, { true, true } };

    [Theory]
    [MemberData(nameof(Ways))]
    public void Means_and_deviations_are_those_of_the_stored_numbers(bool pooled, bool second)
    {
        // Points 0 and 2 become group 1, point 1 becomes group 0.
        Func<int, int>? groupOf = pooled ? point => point == 1 ? 0 : 1 : null;
        Store(1, second);
        ExperimentDefinition shape = Shape(second);
        int texts = 0, images = 0, captions = 0;
        using ResultsReader reader = ResultsReader.Open(_folder.Results);
        long experiment = second ? 2 : 1;
        foreach (TextSummary summary in reader.Texts(experiment, groupOf))
        {
            TextMetrics[] rows = [.. Ecosystems(summary.Point).Select(id => Text(id, summary.Generation, Model(summary.Model)))];
            Check([.. rows.Select(r => r.GiniSimpson)], summary.GiniSimpson);
            Check([.. rows.Select(r => r.EffectiveCaptions)], summary.EffectiveCaptions);
            TextMetrics[] read = [.. rows.Where(r => r.ReaderResolution is not null)];
            Assert.Equal(read.Length, summary.ReaderResolutions);
            if (read.Length == 0)
                Assert.Null(summary.ReaderResolution);
            else
                Assert.Equal(read.Sum(r => r.ReaderResolution!.Value * r.GiniSimpson) / read.Sum(r => r.GiniSimpson), summary.ReaderResolution!.Value, 1e-12);
            texts++;
        }

        foreach (ImageSummary summary in reader.Images(experiment, groupOf))
        {
            ImageMetrics[] rows = [.. Ecosystems(summary.Point).Select(id => Image(id, summary.Generation, Model(summary.Model)))];
            Check([.. rows.Select(r => r.Diversity)], summary.Diversity);
            Check([.. rows.Select(r => r.FidelityError)], summary.FidelityError);
            Check([.. rows.Where(r => r.MatthewIndex is not null).Select(r => r.MatthewIndex!.Value)], summary.MatthewIndex);
            images++;
        }

        foreach (CaptionSummary summary in reader.Captions(experiment, groupOf))
        {
            Assert.Equal(shape.Captions[summary.Caption], summary.Word);
            CaptionMetrics[] rows = [.. Ecosystems(summary.Point).Select(id => Caption(id, summary.Generation, Model(summary.Model), summary.Caption))];
            Check([.. rows.Select(r => r.Share)], summary.Share);
            Check([.. rows.Select(r => r.Diversity)], summary.Diversity);
            Check([.. rows.Select(r => Math.Log(Math.Max(r.Diversity, 1e-300)))], summary.LogDiversity);
            Check([.. rows.Select(r => r.FidelityError)], summary.FidelityError);
            Check([.. rows.Where(r => r.LogDet is not null).Select(r => r.LogDet!.Value)], summary.LogDet);
            captions++;
        }

        foreach (IGrouping<(int Point, string Model, int Generation), RankSummary> ranks in reader.Ranks(experiment, groupOf).GroupBy(r => (r.Point, r.Model, r.Generation)))
        {
            Assert.Equal(Enumerable.Range(1, shape.Captions.Count), ranks.Select(r => r.Rank));
            CaptionMetrics[][] sorted =
            [
                .. Ecosystems(ranks.Key.Point).Select(id => Enumerable.Range(0, shape.Captions.Count)
                    .Select(k => Caption(id, ranks.Key.Generation, Model(ranks.Key.Model), k)).OrderByDescending(c => c.Share).ToArray()),
            ];
            foreach (RankSummary rank in ranks)
            {
                Check([.. sorted.Select(c => c[rank.Rank - 1].Share)], rank.Share);
                Check([.. sorted.Select(c => Math.Log(Math.Max(c[rank.Rank - 1].Diversity, 1e-300)))], rank.LogDiversity);
            }
        }

        int cells = (pooled ? 2 : Points) * (Generations + 1), models = shape.Models.Count / 2;
        Assert.Equal((cells * models, cells * models, cells * models * shape.Captions.Count), (texts, images, captions));
        Assert.Equal(reader.Texts(experiment, groupOf).OrderBy(t => t.Point).ThenBy(t => Model(t.Model)).ThenBy(t => t.Generation), reader.Texts(experiment, groupOf));
        Assert.Equal(
            reader.Captions(experiment, groupOf).OrderBy(c => c.Point).ThenBy(c => Model(c.Model)).ThenBy(c => c.Generation).ThenBy(c => c.Caption),
            reader.Captions(experiment, groupOf));

        int Model(string name) => shape.Models.Select(model => model.Name).ToList().IndexOf(name);

        IEnumerable<long> Ecosystems(int group) => Enumerable.Range(1, Points * Replicates).Select(id => (long)id)
            .Where(id => (groupOf?.Invoke((int)(id - 1) / Replicates) ?? (id - 1) / Replicates) == group);
    }

    [Fact]
    public void Summaries_do_not_depend_on_the_order_of_storing_nor_on_indexes()
    {
        Store(1, false);
        string[] before = Everything();
        File.Delete(_folder.Results);
        Store(20, false);
        Assert.Equal(before, Everything());
        _folder.Execute("DROP INDEX text_metric_key; DROP INDEX image_metric_key; DROP INDEX caption_metric_key");
        Assert.Equal(before, Everything());

        string[] Everything()
        {
            using ResultsReader reader = ResultsReader.Open(_folder.Results);
            return [.. reader.Texts(1).Select(Line), .. reader.Images(1).Select(Line), .. reader.Captions(1, _ => 0).Select(Line)];
        }

        // A record prints its numbers so that they read back alike.
        static string Line(object summary) => summary.ToString()!;
    }

    [Fact]
    public void Captions_of_equal_share_have_the_mean_of_their_ranks()
    {
        Store(1, false);
        _folder.Execute("UPDATE caption_metric_row SET share = 0.25, diversity = CASE caption_id WHEN 1 THEN 1.0 ELSE 0.5 END; UPDATE caption_metric_row SET share = 0.5, diversity = 0.125 WHERE caption_id = 2");
        using ResultsReader reader = ResultsReader.Open(_folder.Results);
        RankSummary[] first = [.. reader.Ranks(1).Take(3)];

        Assert.Equal([0.5, 0.25, 0.25], first.Select(r => r.Share.Mean));
        Assert.Equal(Math.Log(0.125), first[0].LogDiversity.Mean, 1e-12);
        Assert.All(first[1..], r => Assert.Equal(Math.Log(0.5) / 2, r.LogDiversity.Mean, 1e-12));
    }

    [Fact]
    public void Captions_of_one_ecosystem_come_as_they_are_stored()
    {
        Store(1, second: true);
        ExperimentDefinition shape = Shape(second: true);
        using ResultsReader reader = ResultsReader.Open(_folder.Results);
        IReadOnlyList<CaptionEntry> entries = reader.CaptionsOf(4, 2);

        Assert.Equal((Generations + 1) * shape.Captions.Count * shape.Models.Count(m => m.Kind == ModelKind.Image), entries.Count);
        Assert.All(entries, e =>
        {
            CaptionMetrics stored = Caption(4, e.Generation, shape.Models.Select(m => m.Name).ToList().IndexOf(e.Model), e.Caption);
            Assert.Equal((shape.Captions[e.Caption], stored.Share, stored.Diversity), (e.Word, e.Share, e.Diversity));
        });
    }

    [Fact]
    public void Deviations_of_numbers_far_from_zero_keep_their_digits()
    {
        var sums = new SampleAccumulator();
        Assert.Null(sums.ToSampleOrNull());
        double[] values = [1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16];
        foreach (double value in values)
            sums.Add(value);
        Assert.Equal(1e9 + 10, sums.ToSample().Mean);
        Assert.Equal(Math.Sqrt(30), sums.ToSample().StandardDeviation!.Value, 1e-12);
    }

    [Fact]
    public void One_number_has_no_deviation()
    {
        var sums = new SampleAccumulator();
        sums.Add(-2.5);
        Assert.Equal(new Sample(1, -2.5, null), sums.ToSample());
    }

    [Fact]
    public void What_the_caller_throws_while_points_are_pooled_is_the_callers()
    {
        Store(1, false);
        using ResultsReader reader = ResultsReader.Open(_folder.Results);
        Assert.Equal("mine", Assert.Throws<FormatException>(() => reader.Texts(1, _ => throw new FormatException("mine"))).Message);
    }

    [Theory]
    [InlineData("UPDATE caption_metric_row SET caption_id = 4 WHERE caption_id = 3", "a row is of caption 4, and there are 3")]
    [InlineData("UPDATE caption_metric_row SET model_id = 0", "a row is of model 0, and there are 2")]
    [InlineData("DELETE FROM ecosystem WHERE id = 2", "ids of ecosystems do not follow each other")]
    public void A_file_that_was_changed_by_hand_is_refused(string sql, string expected)
    {
        Store(1, false);
        _folder.Execute(sql);
        using ResultsReader reader = ResultsReader.Open(_folder.Results);
        Assert.Contains(expected, Assert.Throws<StoreException>(() => reader.Captions(1)).Message, StringComparison.Ordinal);
    }

    private static void Check(double[] expected, Sample? measured)
    {
        Assert.Equal(expected.Length, measured?.Count ?? 0);
        if (measured is not { } sample)
            return;
        double mean = expected.Average(), scale = expected.Max(Math.Abs);
        Assert.Equal(mean, sample.Mean, 1e-12 * scale);
        if (expected.Length > 1)
            Assert.Equal(Math.Sqrt(expected.Sum(x => (x - mean) * (x - mean)) / (expected.Length - 1)), sample.StandardDeviation!.Value, 1e-12 * scale);
        else
            Assert.Null(sample.StandardDeviation);
    }

    private static ExperimentDefinition Shape(bool second) =>
        second ? Samples.Other(Points, Replicates, Generations) : Samples.Experiment(Points, Replicates, Generations);

    // The first experiment, and after it the second; ecosystems are stored in steps through their ids.
    private void Store(int step, bool second)
    {
        foreach (bool which in second ? new[] { false, true } : [false])
        {
            ExperimentDefinition experiment = Shape(which);
            using SqliteRunStore store = SqliteRunStore.Add(_folder.Results, experiment);
            foreach (ClaimedEcosystem ecosystem in store.Claim(Points * Replicates).OrderBy(e => e.Id * step % 17))
                store.Commit(new SliceCommit(ecosystem.Id, 0, Generations, EcosystemStatus.Finished, null, null, default, Rows(ecosystem.Id, experiment)));
            store.Flush();
        }
    }

    private static SliceRows Rows(long id, ExperimentDefinition experiment)
    {
        var rows = new SliceRows();
        for (int t = 0; t <= Generations; t++)
        {
            for (int model = 0; model < experiment.Models.Count; model++)
            {
                if (experiment.Models[model].Kind == ModelKind.Text)
                {
                    rows.Texts.Add(new TextMetricRow(t, model, Text(id, t, model)));
                    continue;
                }

                rows.Images.Add(new ImageMetricRow(t, model, Image(id, t, model)));
                for (int k = 0; k < experiment.Captions.Count; k++)
                    rows.Captions.Add(new CaptionMetricRow(t, model, k, Caption(id, t, model, k)));
            }
        }

        return rows;
    }

    // Numbers without a pattern, of different sizes; every kind of NULL, also where all of a group are NULL.
    private static TextMetrics Text(long id, int t, int model) =>
        new(Noise(id, t, model, 1), 0, 1 + (7 * Noise(id, t, model, 2)), 3, 0, t == Generations || id % 4 == 0 ? null : Noise(id, t, model, 3) - 0.2);

    private static ImageMetrics Image(long id, int t, int model) =>
        new(1e-9 * Noise(id, t, model, 4), 1e6 + Noise(id, t, model, 5), null, 0, 0, 0, t == 0 || (t == 1 && id != 7) ? null : (2 * Noise(id, t, model, 6)) - 1);

    private static CaptionMetrics Caption(long id, int t, int model, int k) => new(
        Noise(id, t, model, 10 + k),
        k == 1 && id % 3 == 0 ? 0 : Noise(id, t, model, 20 + k) * Math.Pow(10, -20 * t),
        k == 2 || id == 1 ? null : -50 * Noise(id, t, model, 30 + k),
        Noise(id, t, model, 40 + k));

    private static double Noise(long id, int t, int model, int what) => new Random(Key(id, t, model, what)).NextDouble() + 0.01;

    private static int Key(long id, int t, int model, int what) => (int)(((((id * 31) + t) * 31) + model) * 101) + what;
}
