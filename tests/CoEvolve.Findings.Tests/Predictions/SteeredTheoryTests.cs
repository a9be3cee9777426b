using CoEvolve.Actors;

namespace CoEvolve.Findings.Tests;

/// <summary>What is known of ecosystems that commands change on the way.</summary>
public sealed class SteeredTheoryTests
{
    private const string Frozen = "textModel.frozen=true";
    private const string Sampled = "textModel.reader=sampled";
    private const string Perfect = "textModel.reader=perfect";
    private const string Unbiased = "imageModel.covariance=unbiased";

    // Settings, commands with their generations, and what is predicted of a caption's images, the model and the text at the end.
    public static TheoryData<string[], string[], string[]> Courses => new()
    {
        { [Sampled], ["3 set corpus.captionsPerGeneration=5", "6 inject captions=40", "8 set textModel.learningRate=0.5"], ["gini_simpson exact", "share exact", "diversity_plus_fidelity exact"] },
        { [Sampled, "corpus.captionsPerGeneration=5"], ["4 set corpus.captionsPerGeneration=0", "8 set textModel.learningRate=0.6"], ["gini_simpson exact", "share exact", "diversity_plus_fidelity exact"] },
        { [], ["3 set textModel.frozen=true", "6 set corpus.captionsPerGeneration=9", "8 set textModel.frozen=false"], ["gini_simpson lowerBound", "gini_simpson upperBound", "share exact", "diversity_plus_fidelity exact"] },
        { [Frozen], ["3 set userContent.imagesPerCaption=3", "7 set userContent.imagesPerCaption=0", "9 set imageModel.learningRate=0.4"], ["gini_simpson exact", "share exact", "diversity exact", "fidelity_error exact", "model diversity exact", "model fidelity_error exact"] },
        { [Frozen], ["3 set imageModel.frozen=true", "6 set imageModel.frozen=false"], ["gini_simpson exact", "share exact", "diversity exact", "fidelity_error exact", "log_det exact", "model diversity exact", "model fidelity_error exact"] },
        { [Frozen, "userContent.imagesPerCaption=2"], ["5 inject imagesPerCaption=20", "8 set textModel.frozen=false", "8 set userContent.imagesPerCaption=0"], ["gini_simpson lowerBound", "gini_simpson upperBound", "share exact", "diversity_plus_fidelity exact"] },
        { [Frozen, Unbiased, "userContent.imagesPerCaption=3"], ["5 set imageModel.learningRate=0.4"], ["gini_simpson exact", "share exact", "diversity exact", "fidelity_error exact", "model diversity exact", "model fidelity_error exact"] },
        { [Frozen, Unbiased, "imageModel.learningRate=0.5"], ["5 set imageModel.learningRate=1", "5 set textModel.frozen=false"], ["gini_simpson lowerBound", "gini_simpson upperBound", "share exact", "diversity exact"] },
        { ["imageModel.frozen=true", Sampled], ["5 set imageModel.frozen=false"], ["gini_simpson exact", "share exact", "diversity_plus_fidelity exact"] },
        { [Frozen], ["4 set imageModel.frozen=true", "4 set textModel.frozen=false"], ["gini_simpson lowerBound", "gini_simpson upperBound", "share exact", "diversity exact", "fidelity_error exact", "log_det exact"] },
        { [Perfect], ["3 set userContent.imagesPerCaption=2", "6 inject imagesPerCaption=9", "9 set textModel.frozen=true"], ["gini_simpson exact", "share exact", "diversity_plus_fidelity exact"] },
        { [], ["5 set userContent.imagesPerCaption=2", "7 set userContent.imagesPerCaption=0"], ["gini_simpson lowerBound", "gini_simpson upperBound", "share exact"] },
        { [Sampled, Unbiased], ["4 set textModel.frozen=true", "7 set imageModel.learningRate=0.5"], ["gini_simpson exact", "share exact"] },
    };

    [Theory]
    [MemberData(nameof(Courses))]
    public void What_is_predicted_after_changes_is_what_still_holds(string[] sets, string[] commands, string[] expected)
    {
        string[] found = [.. Small.Predictions(Spec(sets, commands))
            .Where(p => p.Generation is 12 && p.Caption is null or "dog")
            .Select(p => (p.Caption is null && p.Model == "image" ? "model " : "") + p.Quantity + " " + char.ToLowerInvariant(p.Kind.ToString()[0]) + p.Kind.ToString()[1..])];
        Assert.Equal(expected.Order(), found.Order());
    }

    [Theory]
    [MemberData(nameof(Courses))]
    public void Simulated_means_agree_before_and_after_every_change(string[] sets, string[] commands, string[] expected) =>
        Agreement.Assert(Spec([.. sets, "corpus.source=uniform"], commands), 1500, least: 12 * (expected.Length - 1));

    [Fact]
    public void Users_who_come_later_may_draw_from_a_pool()
    {
        EcosystemSpec spec = Small.Steered(Small.WithPool(Small.Spec(Frozen, "generations=8"), 5000), (3, "set userContent.imagesPerCaption=3"), (6, "set userContent.imagesPerCaption=0"));
        Assert.Equal([PredictionKind.Exact, PredictionKind.Approximate], Small.Predictions(spec).Where(p => p.Quantity == "diversity" && p.Generation is 3 or 8).Select(p => p.Kind).Distinct());
        Agreement.Assert(spec, 1500, least: 60);
    }

    [Fact]
    public void The_long_run_is_that_of_the_last_settings()
    {
        EcosystemSpec late = Spec([Frozen], ["3 set userContent.imagesPerCaption=3"]), always = Small.Spec(Frozen, "userContent.imagesPerCaption=3");
        Assert.Equal(LongRun(always), LongRun(late));
        late = Spec([Sampled], ["3 set corpus.captionsPerGeneration=5"]);
        Assert.Equal(LongRun(Small.Spec(Sampled, "corpus.captionsPerGeneration=5")), LongRun(late));
        Assert.Empty(LongRun(Spec([Sampled], ["3 set textModel.frozen=true"])));
        Assert.Empty(LongRun(Spec([Frozen], ["3 set userContent.imagesPerCaption=3", "5 stop"])));
    }

    [Fact]
    public void Commands_that_change_nothing_do_not_touch_a_digit()
    {
        string[] plain = Texts(Small.Spec(Frozen, "generations=12", "corpus.captionsPerGeneration=2"));
        Assert.Equal(plain, Texts(Spec([Frozen, "corpus.captionsPerGeneration=2"], ["3 pause", "3 resume", "5 set textModel.frozen=true", "7 step 2", "7 resume"])));
        Assert.Equal(
            Texts(Small.Spec(Frozen, "generations=12", "userContent.imagesPerCaption=2")),
            Texts(Spec([Frozen], ["0 set userContent.imagesPerCaption=2"])));
    }

    [Fact]
    public void They_end_where_it_stops_and_where_only_some_are_told()
    {
        EcosystemSpec plain = Small.Spec(Sampled), stopped = Small.Steered(plain, (3, "pause"), (3, "set textModel.learningRate=0.5"), (4, "stop"));
        Assert.Equal(plain.Generations, ScenarioTheory.EndOf(Small.Steered(plain, (2, "step 5"))));
        Assert.Equal(4, ScenarioTheory.EndOf(stopped));
        var theory = new ScenarioTheory(stopped);
        Assert.Equal("predictions end at generation 4, where 'stop' ends it.", theory.Notes[^1]);
        Assert.Equal(4, theory.Predict().Max(prediction => prediction.Generation));

        EcosystemSpec some = Small.Steered(plain, [new ScheduledCommand(2, SteeringCommand.Parse("set textModel.frozen=true"), replicates: [1, 3])]);
        Assert.Equal("predictions end at generation 2, where 'set textModel.frozen=true' is for some of the ecosystems alone.", new ScenarioTheory(some).Notes[^1]);
        Assert.Equal(2, Small.Predictions(some).Max(prediction => prediction.Generation));
        Assert.Equal(Texts(plain).TakeWhile(text => !text.Contains("Generation = 3,", StringComparison.Ordinal)), Texts(some));
    }

    [Fact]
    public void A_burst_in_the_last_step_is_not_the_long_run()
    {
        Assert.Equal(LongRun(Small.Spec(Sampled)), LongRun(Spec([Sampled], ["11 inject captions=40"])));
        Assert.Equal(LongRun(Small.Spec(Frozen)), LongRun(Spec([Frozen], ["11 inject imagesPerCaption=5"])));
    }

    [Fact]
    public void Where_an_ecosystem_stops_it_is_predicted_because_it_is_recorded()
    {
        EcosystemSpec spec = Small.Steered(Small.Spec(Sampled, "generations=60", "record.every=20"), (50, "stop"));
        Assert.Equal([0, 20, 40, 50], Small.Predictions(spec).Select(p => p.Generation).Distinct());
        Assert.NotNull(Course.Of(spec, 1).Value(Small.Only(spec, 50, "gini_simpson"), 50));
    }

    public static TheoryData<string[], string[], string[]> Notes => new()
    {
        { [Frozen], ["4 set textModel.frozen=false"], ["after generation 4 only the sum of diversity and fidelity_error is known", "log_det is known up to generation 4 only"] },
        { [Frozen, Unbiased], ["4 set textModel.frozen=false"], ["after generation 4 only diversity is known, not fidelity_error", "log_det is known up to generation 4 only"] },
        { [], ["5 set userContent.imagesPerCaption=2", "7 set userContent.imagesPerCaption=0"], ["after generation 5 nothing is known of diversity and fidelity_error any more"] },
        { [Sampled], ["4 set textModel.frozen=true", "4 set userContent.imagesPerCaption=2"], ["after generation 4 nothing is known of diversity and fidelity_error any more"] },
        { [Sampled, Unbiased], ["4 set textModel.frozen=true"], [] },
        { [Frozen], ["4 set imageModel.learningRate=0.5"], ["log_det is known up to generation 4 only"] },
        { [Frozen], ["4 set imageModel.frozen=true"], [] },
    };

    [Theory]
    [MemberData(nameof(Notes))]
    public void What_is_lost_on_the_way_is_said_with_its_generation(string[] sets, string[] commands, string[] expected)
    {
        EcosystemSpec steered = Spec(sets, commands);
        string[] notes = [.. new ScenarioTheory(steered).Notes.Except(new ScenarioTheory(steered.WithoutCommands()).Notes).Where(note => !note.StartsWith("gini_simpson", StringComparison.Ordinal))];
        Assert.Equal(expected, notes.Select(note => note.Split(':')[0]));
    }

    [Fact]
    public void What_all_were_told_alike_is_told_to_all_up_to_where_they_part()
    {
        ScheduledCommand[] one = Commands((2, "pause"), (3, "set textModel.frozen=true"), (5, "inject captions=3"), (9, "stop"));
        ScheduledCommand[] alike = Commands((3, "set textModel.frozen=true"), (5, "inject captions=3"), (8, "step 1"), (9, "stop"));
        Assert.Equal(["3 set textModel.frozen=true for all", "5 inject captions=3 for all", "9 stop for all"], Told(one, alike));
        Assert.Equal(["3 set textModel.frozen=true for all", "5 inject captions=3 for some"], Told(one, alike, Commands((3, "set textModel.frozen=true"))));
        Assert.Equal(["3 set textModel.frozen=true for all", "5 inject captions=3 for some"], Told(one, Commands((3, "set textModel.frozen=true"), (6, "inject captions=3"))));
        Assert.Equal(["3 set textModel.frozen=true for some"], Told(one, []));
        Assert.Empty(Told([], []));

        static IEnumerable<string> Told(params ScheduledCommand[][] all) =>
            SharedCommands.Of(all).Select(command => FormattableString.Invariant($"{command.Generation} {command.Command} for {(command.Replicates is null ? "all" : "some")}"));

        static ScheduledCommand[] Commands(params (int At, string Command)[] commands) =>
            [.. commands.Select(command => new ScheduledCommand(command.At, SteeringCommand.Parse(command.Command)))];
    }

    private static EcosystemSpec Spec(string[] sets, string[] commands) => Small.Steered(
        Small.Spec([.. sets, "generations=12"]),
        [.. commands.Select(command => (int.Parse(command.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture), command.Split(' ', 2)[1]))]);

    private static string[] LongRun(EcosystemSpec spec) => [.. Small.Predictions(spec).Where(p => p.Generation == Prediction.LongRun).Select(p => p.ToString())];

    private static string[] Texts(EcosystemSpec spec) => [.. Small.Predictions(spec).Select(p => p.ToString())];
}
