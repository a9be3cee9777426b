namespace CoEvolve.Engines;

/// <summary>What the slices of one claim come to. Immutable.</summary>
public sealed record SliceTotals
{
    /// <summary>Of no slices.</summary>
    public static SliceTotals None { get; } = new();

    /// <summary>Generations that were computed, over all ecosystems.</summary>
    public long Generations { get; private init; }

    /// <summary>Ecosystems that are finished.</summary>
    public int Finished { get; private init; }

    /// <summary>Ecosystems that failed, in order of id.</summary>
    public IReadOnlyList<SliceFailure> Failures { get; private init; } = [];

    /// <summary>All rows.</summary>
    public long Rows => Texts + Images + Captions + Snapshots;

    /// <summary>Rows by the table, or view, in which they are read.</summary>
    internal ReadOnlySpan<(string Table, long Rows)> RowsByTable => new[]
    {
        ("text_metric", Texts), ("image_metric", Images), ("caption_metric", Captions), ("snapshot", Snapshots),
    };

    private long Texts { get; init; }

    private long Images { get; init; }

    private long Captions { get; init; }

    private long Snapshots { get; init; }

    /// <summary>Adds up. To be called before a store has the slices: it may empty them.</summary>
    internal static SliceTotals Of(IReadOnlyList<SliceCommit> slices)
    {
        (long generations, long texts, long images, long captions, long snapshots, int finished) = (0, 0, 0, 0, 0, 0);
        List<SliceFailure>? failures = null;
        foreach (SliceCommit slice in slices)
        {
            generations += slice.Generation - slice.ExpectedGeneration;
            texts += slice.Rows.Texts.Count;
            images += slice.Rows.Images.Count;
            captions += slice.Rows.Captions.Count;
            snapshots += slice.Rows.Snapshots.Count;
            finished += slice.Status == EcosystemStatus.Finished ? 1 : 0;
            if (slice.Status == EcosystemStatus.Failed)
                (failures ??= []).Add(new SliceFailure(slice.EcosystemId, slice.Generation, slice.Error ?? ""));
        }

        return new SliceTotals
        {
            Generations = generations,
            Texts = texts,
            Images = images,
            Captions = captions,
            Snapshots = snapshots,
            Finished = finished,
            Failures = failures ?? (IReadOnlyList<SliceFailure>)[],
        };
    }
}
