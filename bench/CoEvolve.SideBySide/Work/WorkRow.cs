using CoEvolve.Actors;
using CoEvolve.Core;
using CoEvolve.Measuring;
using CoEvolve.Scenarios;

namespace CoEvolve.SideBySide;

/// <summary>One row of the comparison: a scenario in bench/work, run by both sides. Immutable.</summary>
internal sealed class WorkRow
{
    private static readonly string[] Files = ["small", "medium", "large", "wide", "small-perfect-reader"];

    private WorkRow(string name, ResolvedExperiment experiment)
    {
        Name = name.Replace("-perfect", ", perfect", StringComparison.Ordinal).Replace('-', ' ');
        File = name;
        Experiment = experiment;
        Unrecorded = Spec.WithRecording(new RecordingSpec(every: 0, captions: false, snapshots: []));
    }

    /// <summary>Names of all rows, as files without their extension.</summary>
    public static IReadOnlyList<string> Names => Files;

    /// <summary>Name for people.</summary>
    public string Name { get; }

    /// <summary>Name of the scenario file, without its extension.</summary>
    public string File { get; }

    /// <summary>The scenario, with the default recording of a single point.</summary>
    public ResolvedExperiment Experiment { get; }

    /// <summary>The same ecosystem, of which only generation 0 and the last are recorded.</summary>
    public EcosystemSpec Unrecorded { get; }

    /// <summary>The ecosystem, with default recording.</summary>
    public EcosystemSpec Spec => Experiment.Points[0].Spec;

    /// <summary>Its one text model.</summary>
    public TextModelSpec Text => Spec.TextModels[0];

    /// <summary>K.</summary>
    public int Captions => Spec.Captions;

    /// <summary>d.</summary>
    public int Dimension => Spec.Dimension;

    /// <summary>N.</summary>
    public int Images => Text.CaptionsPerGeneration;

    /// <summary>Whether images need not be read.</summary>
    public bool IsPerfect => Text.Reader == ReaderKind.Perfect;

    /// <summary>Ecosystems of the run.</summary>
    public int Replicates => Experiment.Replicates;

    /// <summary>Generations of the whole run: replicates × T.</summary>
    public long Generations => (long)Replicates * Spec.Generations;

    /// <summary>Generations whose metrics are compared: the first, some on the way, the last.</summary>
    public int[] Compared => [.. new[] { 1, Spec.Generations / 10, Spec.Generations / 4, Spec.Generations }.Where(t => t > 0).Distinct().Order()];

    /// <summary>Loads a row.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="sets">Settings that differ from the file's, key=value each.</param>
    public static WorkRow Load(string name, params string[] sets) =>
        new(name, ScenarioFile.Load(Tree.Path("bench", "work", name + ".yaml"), sets));
}
