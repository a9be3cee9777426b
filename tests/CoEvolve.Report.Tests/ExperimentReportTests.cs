using CoEvolve.Engines;
using CoEvolve.Store;

namespace CoEvolve.Report.Tests;

/// <summary>Reports on runs of every shape.</summary>
public sealed class ExperimentReportTests : IDisposable
{
    private const string Small =
        """
        name: small
        replicates: 3
        generations: 12
        vocabulary: { captions: 4 }
        textModel: { captionsPerGeneration: 40 }

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_single_point_has_courses_captions_and_ellipses()
    {
        ParsedPage page = Report(Small + "record: { snapshots: [0, 6, 12] }\n");

        Assert.Equal(["text-diversity", "image-diversity", "image-contraction", "reader-resolution", "shares", "ranks", "matthew-index", "ellipses"], page.Figures);
        Assert.Equal(3, ParsedPage.Drawings(page.Figure("ellipses")).Count());
        Assert.Contains("Solid: mean over 3 ecosystems with its 99% interval. Dashed: predicted from the reader's measured resolution.", page.Words, StringComparison.Ordinal);
        Assert.Contains("Of 3 finished ecosystems", page.Words, StringComparison.Ordinal);
        Assert.Contains("Both models evolve. Injected: no corpus, no user content.", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_theory_is_exact_the_page_says_predicted()
    {
        ParsedPage page = Report(Small.Replace("captionsPerGeneration: 40", "captionsPerGeneration: 40, reader: sampled", StringComparison.Ordinal) + "imageModel: { frozen: true }\n");

        Assert.Contains("Solid: mean over 3 ecosystems with its 99% interval. Dashed: predicted.", page.Words, StringComparison.Ordinal);
        Assert.Contains("The image model is frozen.", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sweep_over_numbers_is_a_curve()
    {
        ParsedPage page = Report(Small + "sweep: { corpus.captionsPerGeneration: [8, 0, 2] }\n");

        Assert.Equal(["final-text", "final-images", "courses"], page.Figures);
        Assert.Equal(["8", "0", "2"], page.Table("predicted G").Select(r => r[0]));
        Assert.Contains("captionsPerGeneration = 8", page.Words, StringComparison.Ordinal);
        Assert.Equal(3, ParsedPage.Drawings(page.Figure("courses")).Count());
    }

    [Fact]
    public void A_sweep_over_words_is_a_plot_of_intervals()
    {
        ParsedPage page = Report(Small + "sweep: { textModel.reader: [soft, sampled, perfect] }\n");

        Assert.Contains("final-values", page.Figures);
        Assert.Equal(["soft", "sampled", "perfect"], page.Table("predicted G").Select(r => r[0]));
    }

    [Fact]
    public void A_sweep_over_two_numbers_is_a_phase_diagram()
    {
        ParsedPage page = Report(Small + "sweep: { corpus.captionsPerGeneration: [0, 4, 40], userContent.imagesPerCaption: [0, 2, 8] }\n");

        Assert.Contains("map-text", page.Figures);
        Assert.Contains("map-images", page.Figures);
        Assert.Contains("predicted: D = ", page.Words, StringComparison.Ordinal);
        Assert.Equal(9, page.Table("predicted G").Count);
    }

    [Fact]
    public void A_sweep_over_more_is_a_table_and_its_seeds_are_pooled()
    {
        ParsedPage page = Report(Small + "sweep: { corpus.captionsPerGeneration: [0, 4], textModel.reader: [soft, perfect], seed: [1, 2, 3, 4] }\n");

        Assert.Equal(["courses"], page.Figures);
        Assert.Equal(4, page.Table("predicted G").Count);
        Assert.Contains("4 points of a sweep, each of 12 ecosystems", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sweep_over_seeds_alone_is_one_point()
    {
        ParsedPage page = Report(Small + "sweep: { seed: [1, 2] }\n");

        Assert.Contains("from the means of 2 seeds", page.Words, StringComparison.Ordinal);
        Assert.Contains("text-diversity", page.Figures);
    }

    [Fact]
    public void Of_many_points_some_courses_are_shown_and_the_page_says_so()
    {
        ParsedPage page = Report(Small + $"sweep: {{ corpus.captionsPerGeneration: [{string.Join(", ", Enumerable.Range(0, 30))}] }}\n");

        Assert.Equal(24, ParsedPage.Drawings(page.Figure("courses")).Count());
        Assert.Contains("24 of 30 points are shown.", page.Words, StringComparison.Ordinal);
        Assert.Contains("captionsPerGeneration = 29", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Digits_are_shown_as_pictures()
    {
        ParsedPage page = Report(
            """
            name: digits
            replicates: 2
            generations: 4
            vocabulary: { captions: [zero, one, two, three, four, five, six, seven, eight, nine] }
            imageSpace: { data: ../data/digits.csv.gz, principalComponents: 8, heldOut: 0.5 }
            textModel: { captionsPerGeneration: 50 }
            record: { snapshots: [0, 4] }
            """);

        Assert.Equal(10 * 2 * 2, page.Figure("pictures").Descendants("img").Count());
        Assert.DoesNotContain("ellipses", page.Figures);
    }

    [Fact]
    public void A_run_that_is_not_finished_is_drawn_as_far_as_it_came()
    {
        string file = Runs.Of(_folder, Small);
        TemporaryFolder.Execute(file, """
            UPDATE experiment SET finished_at = NULL;
            UPDATE ecosystem SET status = 'running', generation = 7 WHERE id = 2;
            UPDATE ecosystem SET status = 'waiting', generation = 0 WHERE id = 3;
            DELETE FROM text_metric_row WHERE ecosystem_id = 3 OR (ecosystem_id = 2 AND generation > 6);
            DELETE FROM image_metric_row WHERE ecosystem_id = 3 OR (ecosystem_id = 2 AND generation > 6);
            DELETE FROM caption_metric_row WHERE ecosystem_id = 3 OR (ecosystem_id = 2 AND generation > 6);
            """);
        var page = new ParsedPage(ReportWriter.Render(file, null));

        Assert.Contains("This run is not finished: 1 waiting, 1 running, 1 finished.", page.Words, StringComparison.Ordinal);
        Assert.Contains("text-diversity", page.Figures);
        Assert.Contains("not yet", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_recorded_nothing_yet_says_so()
    {
        string file = Runs.Of(_folder, Small);
        TemporaryFolder.Execute(file, """
            UPDATE experiment SET finished_at = NULL; UPDATE ecosystem SET status = 'waiting', generation = 0;
            DELETE FROM text_metric_row; DELETE FROM image_metric_row; DELETE FROM caption_metric_row
            """);
        var page = new ParsedPage(ReportWriter.Render(file, null));

        Assert.Empty(page.Figures);
        Assert.Contains("Nothing is recorded yet.", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Failed_ecosystems_are_listed()
    {
        string file = Runs.Of(_folder, Small);
        TemporaryFolder.Execute(file, "UPDATE ecosystem SET status = 'failed', generation = 5, error = 'boom <script>alert(1)</script>' WHERE id = 2");
        var page = new ParsedPage(ReportWriter.Render(file, null));

        Assert.Contains("1 ecosystem failed", page.Headings);
        Assert.Equal(["2", "{}", "2", "5", "boom <script>alert(1)</script>"], page.Table("error").Single());
        Assert.Contains("Not every ecosystem reached its last generation: 2 finished, 1 failed.", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_look_like_markup_stay_text()
    {
        ParsedPage page = Report(
            """
            name: "</title><script>alert(1)</script> & \"x\" ]]> --"
            replicates: 2
            generations: 5
            vocabulary: { captions: ["</svg><img src=x>", "a&b", "'q'", "]]>"] }
            textModel: { captionsPerGeneration: 30 }
            record: { snapshots: [0, 5] }
            """);

        Assert.Equal("</title><script>alert(1)</script> & \"x\" ]]> --", page.All("h1").Single().Value);
        Assert.Equal(page.All("h1").Single().Value, page.All("title").First().Value);
        Assert.Contains("</svg><img src=x>", page.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vocabulary: { captions: 1 }\ngenerations: 3")]
    [InlineData("vocabulary: { captions: 3 }\ngenerations: 0")]
    [InlineData("vocabulary: { captions: 3 }\ngenerations: 1\nreplicates: 1")]
    [InlineData("vocabulary: { captions: 3 }\ngenerations: 4\nrecord: { every: 0, captions: false }")]
    [InlineData("vocabulary: { captions: 40 }\ngenerations: 4\nimageSpace: { dimension: 1 }\nrecord: { snapshots: [0] }")]
    [InlineData("vocabulary: { captions: 3 }\ngenerations: 400\ntextModel: { captionsPerGeneration: 4, frozen: true }\nrecord: { every: 1, snapshots: [0, 400] }")]
    [InlineData("vocabulary: { captions: 3 }\ngenerations: 4\nimageModel: { frozen: true }\ntextModel: { frozen: true }")]
    public void Extremes_give_a_page(string yaml) => Report(yaml + "\n");

    [Fact]
    public void Of_several_experiments_without_findings_one_must_be_named()
    {
        string file = Runs.Of(_folder, Small);
        using (ResultsReader results = ResultsReader.Open(file))
            SqliteRunStore.Add(file, results.Experiment().Definition with { Name = "again" }).Dispose();

        Assert.Contains("it has 2 experiments: 1 (small), 2 (again). Name one with --experiment", Assert.Throws<StoreException>(() => ReportWriter.Render(file, null)).Message, StringComparison.Ordinal);
        Assert.Equal("again", new ParsedPage(ReportWriter.Render(file, 2)).All("h1").Single().Value);
    }

    [Theory]
    [InlineData("UPDATE ecosystem SET point = 'nonsense'")]
    [InlineData("UPDATE snapshot_row SET parameters = x'00ff'")]
    [InlineData("DELETE FROM model WHERE kind = 'image'")]
    [InlineData("DELETE FROM ecosystem")]
    public void A_file_that_was_changed_by_hand_is_refused(string sql)
    {
        string file = Runs.Of(_folder, Small + "record: { snapshots: [0, 6] }\n");
        TemporaryFolder.Execute(file, sql);

        Assert.Throws<StoreException>(() => ReportWriter.Render(file, null));
    }

    [Fact]
    public void A_scenario_that_cannot_be_read_leaves_out_predictions_alone()
    {
        string file = Runs.Of(_folder, Small);
        TemporaryFolder.Execute(file, "UPDATE experiment SET scenario = 'future: true'");
        var page = new ParsedPage(ReportWriter.Render(file, null));

        Assert.Contains("does not read the scenario any more", page.Words, StringComparison.Ordinal);
        Assert.Contains("text-diversity", page.Figures);
    }

    [Fact]
    public void A_page_is_written_whole_or_not_at_all()
    {
        string page = _folder.File("report.html");
        ReportWriter.Write("first", page);
        ReportWriter.Write("second", page);
        Assert.Equal("second", File.ReadAllText(page));
        Assert.ThrowsAny<IOException>(() => ReportWriter.Write("third", _folder.File("no/such/folder.html")));
        Assert.Equal([page], Directory.GetFileSystemEntries(_folder.Path));
    }

    private ParsedPage Report(string yaml) => new(ReportWriter.Render(Runs.Of(_folder, yaml), null));
}
