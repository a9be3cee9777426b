using CoEvolve.Actors;
using CoEvolve.Charts;
using CoEvolve.Core;
using CoEvolve.Engines;
using CoEvolve.Findings;
using CoEvolve.Store;

namespace CoEvolve.Report;

/// <summary>The courses of a group of points.</summary>
/// <param name="experiment">The experiment.</param>
/// <param name="points">The group.</param>
internal sealed class GroupData(ExperimentData experiment, PointGroup points)
{
    /// <summary>ln 10: logarithms are shown to base 10.</summary>
    private static readonly double LogOfTen = Math.Log(10);

    /// <summary>The experiment.</summary>
    public ExperimentData Experiment { get; } = experiment;

    /// <summary>Which points, and what sets them apart from other groups.</summary>
    public PointGroup Points { get; } = points;

    /// <summary>
    /// What the ecosystems of its first point start from, told what all of the group were told; those of other seeds differ in
    /// their means alone. Null if unknown.
    /// </summary>
    public EcosystemSpec? Spec => field ??= Find();

    /// <summary>Name of the first text model.</summary>
    public string Text => Models(ModelKind.Text).First();

    /// <summary>Name of the first image model.</summary>
    public string Image => Models(ModelKind.Image).First();

    /// <summary>Ecosystems of the group.</summary>
    public int Ecosystems => Points.Points.Count * Experiment.Definition.Replicates;

    /// <summary>Id of its first ecosystem.</summary>
    public long FirstEcosystem => ((long)Points.Points[0] * Experiment.Definition.Replicates) + 1;

    /// <summary>The generations from the first to the last, whatever was recorded.</summary>
    public Axis Generations => Spec is { Generations: > 0 } spec ? Draw.Generations with { Minimum = 0, Maximum = spec.Generations } : Draw.Generations;

    /// <summary>Whether a model has nothing recorded yet.</summary>
    public bool IsEmpty(ModelDefinition model) => model.Kind == ModelKind.Text ? !Texts(model.Name).Any() : !Images(model.Name).Any();

    /// <summary>Names of the models of a kind.</summary>
    public IEnumerable<string> Models(ModelKind kind) => Experiment.Definition.Models.Where(m => m.Kind == kind).Select(m => m.Name);

    /// <summary>Words for what the intervals are made of.</summary>
    public string Basis => Points.Points.Count > 1
        ? $"mean over {Numbers.Count(Ecosystems)} ecosystems with its 99% interval, from the means of {Points.Points.Count} seeds"
        : Ecosystems > 1 ? $"mean over {Numbers.Count(Ecosystems)} ecosystems with its 99% interval" : "one ecosystem";

    /// <summary>Gini–Simpson diversity of a text model.</summary>
    public Course TextDiversity(string model) => Course.Of(Texts(model), t => t.Generation, t => t.GiniSimpson);

    /// <summary>Σρ̂G/ΣG of a text model, point by point.</summary>
    public Course ReaderResolution(string model) => Course.OfNumbers(Texts(model), t => t.Generation, t => t.ReaderResolution);

    /// <summary>Σρ̂G/ΣG of a text model over all ecosystems; without intervals.</summary>
    public Course PooledResolution(string model)
    {
        (int Generation, double Mean)[] pooled =
        [
            .. Texts(model)
                .Where(t => t.ReaderResolution is not null)
                .GroupBy(t => t.Generation)
                .OrderBy(g => g.Key)
                .Select(g => (g.Key, Weight: g.Sum(Weight), Sum: g.Sum(t => Weight(t) * t.ReaderResolution!.Value)))
                .Where(g => g.Weight > 0)
                .Select(g => (g.Key, g.Sum / g.Weight)),
        ];
        return new Course([.. pooled.Select(p => p.Generation)], [.. pooled.Select(p => Estimate.Alone(p.Mean))]);

        static double Weight(TextSummary text) => text.GiniSimpson.Mean * text.GiniSimpson.Count;
    }

    /// <summary>Diversity of an image model, captions weighted by share.</summary>
    public Course ImageDiversity(string model) => Course.Of(Images(model), i => i.Generation, i => i.Diversity);

    /// <summary>Fidelity error of an image model, captions weighted by share.</summary>
    public Course FidelityError(string model) => Course.Of(Images(model), i => i.Generation, i => i.FidelityError);

    /// <summary>Matthew index of an image model, over the ecosystems that have one.</summary>
    public Course MatthewIndex(string model) => Course.Of(Images(model), i => i.Generation, i => i.MatthewIndex);

    /// <summary>A measure of one caption.</summary>
    public Course OfCaption(string model, int caption, Func<CaptionSummary, Sample?> measure) =>
        Course.Of(Captions(model).Where(c => c.Caption == caption), c => c.Generation, measure);

    /// <summary>A measure's mean over captions, each as much as the other.</summary>
    public Course OverCaptions(string model, Func<CaptionSummary, double> measure) => Course.OfNumbers(
        Captions(model).GroupBy(c => (c.Point, c.Generation)).Select(g => (g.Key.Generation, Mean: g.Average(measure))), g => g.Generation, g => g.Mean);

    /// <summary>log₁₀ of the images' diversity, in the mean over captions.</summary>
    public Course LogDiversity(string model) => OverCaptions(model, c => c.LogDiversity.Mean / LogOfTen);

    /// <summary>log₁₀ of the diversity of whichever caption has a rank of frequency; by rank, from the first.</summary>
    public IReadOnlyList<Course> LogDiversityByRank(string model) =>
    [
        .. Points.Points.SelectMany(p => Experiment.Ranks[p]).Where(r => r.Model == model).GroupBy(r => r.Rank).OrderBy(g => g.Key)
            .Select(g => Course.Of(g, r => r.Generation, r => r.LogDiversity).Times(1 / LogOfTen)),
    ];

    /// <summary>log₁₀ det Σ of a caption, as long as at least this part of the ecosystems has one.</summary>
    public Course LogDeterminant(string model, int caption, double leastPart) =>
        OfCaption(model, caption, c => c.LogDet is { } log && log.Count >= leastPart * c.Share.Count ? log : null).Times(1 / LogOfTen);

    /// <summary>The first ecosystem's image model at a generation of which it was stored whole; null if it was not.</summary>
    public CaptionGaussians? Gaussians(string model, int generation) =>
        Experiment.Results.Snapshot(FirstEcosystem, generation, model, Experiment.Id) is { } bytes ? ModelSnapshot.ReadGaussians(bytes) : null;

    /// <summary>The first ecosystem's text model at such a generation.</summary>
    public double[]? Shares(string model, int generation) =>
        Experiment.Results.Snapshot(FirstEcosystem, generation, model, Experiment.Id) is { } bytes ? ModelSnapshot.ReadShares(bytes) : null;

    /// <summary>The generations of which the first ecosystem was stored whole.</summary>
    public IReadOnlyList<int> SnapshotGenerations => Experiment.Results.SnapshotGenerations(FirstEcosystem, Experiment.Id);

    private EcosystemSpec? Find()
    {
        if (Experiment.Resolved is not { } resolved || Points.Points.Any(point => point >= resolved.Points.Count))
            return null;
        EcosystemSpec spec = resolved.Points[Points.Points[0]].Spec;
        int replicates = Experiment.Definition.Replicates;
        if (Experiment.Given.Count == 0 && Points.Points.All(point => resolved.Points[point].Spec.Commands.IsEmpty))
            return spec;
        return spec.WithCommands(SharedCommands.Of(Points.Points.SelectMany(point => Enumerable.Range(1, replicates).Select(replicate => Told(point, replicate)))));

        // At one generation the scenario's own come first.
        IEnumerable<ScheduledCommand> Told(int point, int replicate) => resolved.Points[point].Spec.Commands.Where(command => command.IsFor(replicate))
            .Concat(Experiment.Given[((long)point * replicates) + replicate].Select(given => new ScheduledCommand(given.Generation, given.Command)))
            .OrderBy(command => command.Generation);
    }

    private IEnumerable<TextSummary> Texts(string model) => Points.Points.SelectMany(p => Experiment.Texts[p]).Where(t => t.Model == model);

    private IEnumerable<ImageSummary> Images(string model) => Points.Points.SelectMany(p => Experiment.Images[p]).Where(i => i.Model == model);

    private IEnumerable<CaptionSummary> Captions(string model) => Points.Points.SelectMany(p => Experiment.Captions[p]).Where(c => c.Model == model);
}
