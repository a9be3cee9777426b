using System.Globalization;
using System.Text.Json;
using CoEvolve.Core;
using CoEvolve.Findings;
using CoEvolve.Scenarios;

namespace CoEvolve.Cli;

/// <summary>What `coevolve plan` prints: the injections, what they should keep, what they kept, and the lines to paste.</summary>
internal sealed class PlanReport
{
    private readonly ResolvedExperiment _experiment;
    private readonly InjectionPlan _plan;
    private readonly double _textFloor;
    private readonly double _imageFloor;

    public PlanReport(ResolvedExperiment experiment, InjectionPlan plan, double textFloor, double imageFloor)
    {
        _experiment = experiment;
        _plan = plan;
        _textFloor = textFloor;
        _imageFloor = imageFloor;
    }

    // Of a soft reader the text's figure is a lower bound.
    private bool Soft => _experiment.Scenario.TextModel.Reader == ReaderKind.Soft;

    public void PrintDesign(TextWriter output)
    {
        (double diversity, double fidelityError) = _plan.Images;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_experiment.Scenario.Name}: text diversity {_textFloor:R} and image diversity {_imageFloor:R} need"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  M = {_plan.CorpusCaptions:N0} {(_plan.CorpusCaptions == 1 ? "caption" : "captions")} of corpus in a generation"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  U = {_plan.UserImages:N0} {(_plan.UserImages == 1 ? "image" : "images")} of users for each caption and generation"));
        output.WriteLine();
        output.WriteLine("predicted for the long run");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  text diversity   {(Soft ? "at least " : "")}{_plan.TextDiversity:0.0000}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  image diversity  {diversity:0.0000}, of {Worst()}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  fidelity error   {fidelityError:0.0000}, of the same"));
        output.WriteLine();
    }

    public void PrintCheck(StationaryMeans means, int replicates, TextWriter output)
    {
        StationaryMeasurement measured = means.Measure();
        string worst = _experiment.Vocabulary[measured.WorstCaption];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"measured in {replicates:N0} replicates, generations {means.FirstGeneration:N0} to {means.Generations:N0}"));
        output.WriteLine($"  text diversity   {Text(measured.TextDiversity)}: {Verdict(measured.TextDiversity, _textFloor)}");
        output.WriteLine($"  image diversity  {Text(measured.ImageDiversity)}, of '{worst}', which kept least: {Verdict(measured.ImageDiversity, _imageFloor)}");
        output.WriteLine($"  fidelity error   {Text(measured.FidelityError)}, of the same");
        if (!Holds(measured.TextDiversity, _textFloor) || !Holds(measured.ImageDiversity, _imageFloor))
            output.WriteLine("Shares vary around those of the corpus, which the prediction takes as fixed: plan for a floor somewhat higher.");
        output.WriteLine();
    }

    public void PrintLines(TextWriter output)
    {
        CorpusSettings corpus = _experiment.Scenario.Corpus;
        string source = corpus.SourceIsFile ? JsonSerializer.Serialize(corpus.Source) : corpus.Source;
        output.WriteLine("lines for the scenario");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"corpus: {{ captionsPerGeneration: {_plan.CorpusCaptions}, source: {source} }}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"userContent: {{ imagesPerCaption: {_plan.UserImages}, source: initial }}"));
    }

    private string Worst() => _plan.WorstShare > 0
        ? string.Create(CultureInfo.InvariantCulture, $"the caption written least (a share of {_plan.WorstShare:0.####})")
        : "a caption that is not written any more";

    private static string Text(Estimate estimate) => estimate.StandardError is double error
        ? string.Create(CultureInfo.InvariantCulture, $"{estimate.Mean:0.0000} (standard error {error:0.0000})")
        : string.Create(CultureInfo.InvariantCulture, $"{estimate.Mean:0.0000} (one replicate, no standard error)");

    private static string Verdict(Estimate estimate, double floor) => string.Create(
        CultureInfo.InvariantCulture,
        $"floor {floor:R} {(estimate.Mean >= floor ? "held" : Holds(estimate, floor) ? "held within two standard errors" : "not held")}");

    // Two standard errors: what chance alone would hide in about one of forty cases.
    private static bool Holds(Estimate estimate, double floor) => estimate.Mean + (2 * (estimate.StandardError ?? 0)) >= floor;
}
