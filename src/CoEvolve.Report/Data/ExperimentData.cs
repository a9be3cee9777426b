using CoEvolve.Engines;
using CoEvolve.Findings;
using CoEvolve.Scenarios;
using CoEvolve.Store;

namespace CoEvolve.Report;

/// <summary>What the report needs of one experiment; rows are read when they are first asked for, once. Not thread-safe.</summary>
internal sealed class ExperimentData
{
    private readonly Lazy<ILookup<int, TextSummary>> _texts;
    private readonly Lazy<ILookup<int, ImageSummary>> _images;
    private readonly Lazy<ILookup<int, CaptionSummary>> _captions;
    private readonly Lazy<ILookup<int, RankSummary>> _ranks;

    /// <summary>Reads what is written down about the experiment, and reads its scenario again.</summary>
    /// <exception cref="StoreException">The file cannot be read, or the experiment is not in it.</exception>
    public ExperimentData(ResultsReader results, long id)
    {
        Results = results;
        Stored = results.Experiment(id);
        if (Definition.Points.Count == 0 || Definition.Models.DistinctBy(m => m.Kind).Count() != 2)
            throw new FormatException($"experiment {Id} has {Definition.Points.Count} points and {Definition.Models.Count} models; it needs points, and models of both kinds");
        Groups = [.. PointGroup.Of(Definition.Points).Select(points => new GroupData(this, points))];
        Resolved = Resolve(Definition);
        Given = results.AppliedCommands(id).ToLookup(command => command.Ecosystem);
        _texts = new(() => results.Texts(id).ToLookup(t => t.Point));
        _images = new(() => results.Images(id).ToLookup(t => t.Point));
        _captions = new(() => results.Captions(id).ToLookup(t => t.Point));
        _ranks = new(() => results.Ranks(id).ToLookup(t => t.Point));
    }

    /// <summary>The file.</summary>
    public ResultsReader Results { get; }

    /// <summary>The experiment as it is stored.</summary>
    public StoredExperiment Stored { get; }

    /// <summary>Its number in the file.</summary>
    public long Id => Stored.Id;

    /// <summary>What was known before it started.</summary>
    public ExperimentDefinition Definition => Stored.Definition;

    /// <summary>Its scenario; null if this version of the program reads it no more, and then nothing can be predicted.</summary>
    public ResolvedExperiment? Resolved { get; }

    /// <summary>What its ecosystems were told from outside, by their ids within it, each in order.</summary>
    public ILookup<long, GivenCommand> Given { get; }

    /// <summary>Its points, those that differ in their seed alone taken together.</summary>
    public IReadOnlyList<GroupData> Groups { get; }

    /// <summary>By index of the point.</summary>
    public ILookup<int, TextSummary> Texts => _texts.Value;

    /// <summary>By index of the point.</summary>
    public ILookup<int, ImageSummary> Images => _images.Value;

    /// <summary>By index of the point.</summary>
    public ILookup<int, CaptionSummary> Captions => _captions.Value;

    /// <summary>By index of the point.</summary>
    public ILookup<int, RankSummary> Ranks => _ranks.Value;

    private static ResolvedExperiment? Resolve(ExperimentDefinition definition)
    {
        try
        {
            return StoredScenario.Read(definition);
        }
        catch (Exception e) when (e is ScenarioException or FormatException)
        {
            return null;
        }
    }
}
