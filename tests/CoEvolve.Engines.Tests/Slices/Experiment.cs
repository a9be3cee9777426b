using System.Globalization;
using CoEvolve.Actors;
using CoEvolve.Actors.Tests;

namespace CoEvolve.Engines.Tests;

/// <summary>A sweep of three points with two replicates each, for the runner.</summary>
internal static class Experiment
{
    public const int Points = 3, Replicates = 2, Ecosystems = Points * Replicates, Generations = 8;

    public static readonly TimeSpan NoTime = TimeSpan.Zero, LongTime = TimeSpan.FromHours(1);

    /// <summary>Points differ in their corpus.</summary>
    public static EcosystemSpec SpecOf(int point) => Plan(point).ToSpec();

    public static EcosystemPlan Plan(int point) => new()
    {
        Generations = Generations,
        Texts = [new TextPlan { Corpus = point }],
        Images = [new ImagePlan { Users = 2, RealUsers = true }],
        Recording = new RecordingSpec(every: 1, captions: true, snapshots: [0, 3, Generations]),
    };

    public static MemoryRunStore NewStore() => new(Points, Replicates);

    public static SliceRunner Runner(
        IRunStore store, TimeSpan slice, int parallel = 1, IEngine? engine = null, Func<int, EcosystemSpec>? specOf = null) =>
        new(engine ?? new LocalEngine(), store, ecosystem => (specOf ?? SpecOf)(ecosystem.Point), new SliceOptions { Parallel = parallel, Slice = slice });

    /// <summary>Runs all to the end.</summary>
    public static MemoryRunStore Run(TimeSpan slice, int parallel = 1, IEngine? engine = null)
    {
        MemoryRunStore store = NewStore();
        Runner(store, slice, parallel, engine).Run(CancellationToken.None);
        return store;
    }

    /// <summary>Everything that a store has of every ecosystem, a line a number, ecosystem by ecosystem.</summary>
    public static string[] Lines(MemoryRunStore store) =>
    [
        .. from id in Enumerable.Range(1, Ecosystems)
           let slices = store.Of(id).ToList()
           let rows = slices.Select(slice => slice.Rows).ToList()
           from line in Anatomy.Of(slices[^1].Collapse, "collapse")
               .Concat(Anatomy.Of(rows.SelectMany(r => r.Texts), "text"))
               .Concat(Anatomy.Of(rows.SelectMany(r => r.Images), "image"))
               .Concat(Anatomy.Of(rows.SelectMany(r => r.Captions), "caption"))
               .Concat(Anatomy.Of(rows.SelectMany(r => r.Snapshots), "snapshot"))
           select string.Create(CultureInfo.InvariantCulture, $"{id} {slices[^1].Status} {slices[^1].Generation} {line}"),
    ];
}
