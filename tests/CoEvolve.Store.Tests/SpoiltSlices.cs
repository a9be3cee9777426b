using CoEvolve.Engines;

namespace CoEvolve.Store.Tests;

/// <summary>Slices as only a bug makes them, and how their refusals begin.</summary>
internal static class SpoiltSlices
{
    /// <summary>
    /// Each makes a slice that it is given wrong, which must go from generation 0 of <see cref="Samples.Experiment"/> to 5; the
    /// refusal names the ecosystem in the place of {0}.
    /// </summary>
    public static IReadOnlyList<(string Refusal, Func<SliceCommit, SliceCommit> Spoil)> All { get; } =
    [
        ("text_metric.gini_simpson of ecosystem {0} at generation 2 is NaN", WithRows(rows => rows.Texts[2] = rows.Texts[2] with { Metrics = rows.Texts[2].Metrics with { GiniSimpson = double.NaN } })),
        ("image_metric.matthew_index of ecosystem {0} at generation 2 is -Infinity", WithRows(rows => rows.Images[2] = rows.Images[2] with { Metrics = rows.Images[2].Metrics with { MatthewIndex = double.NegativeInfinity } })),
        ("caption_metric.log_det of ecosystem {0} at generation 2 is Infinity", WithRows(rows => rows.Captions[7] = rows.Captions[7] with { Metrics = rows.Captions[7].Metrics with { LogDet = double.PositiveInfinity } })),
        ("caption_metric.caption of ecosystem {0} at generation 2 is 3", WithRows(rows => rows.Captions[7] = rows.Captions[7] with { Caption = 3 })),
        ("text_metric.model of ecosystem {0} at generation 2 is 1", WithRows(rows => rows.Texts[2] = rows.Texts[2] with { Model = Samples.Image })),
        ("snapshot.model of ecosystem {0} at generation 2 is 2", WithRows(rows => rows.Snapshots.Add(new SnapshotRow(2, 2, 1, [1])))),
        ("image_metric.generation of ecosystem {0} at generation 5 is 5", WithRows(rows => rows.Images.Add(rows.Images[^1] with { Generation = 5 }))),
        ("ecosystem.checkpoint of ecosystem {0} at generation 5 is missing", slice => slice with { Checkpoint = null }),
        ("ecosystem.status of ecosystem {0} at generation 5 is Waiting", slice => slice with { Status = EcosystemStatus.Waiting }),
    ];

    private static Func<SliceCommit, SliceCommit> WithRows(Action<SliceRows> change) => slice =>
    {
        change(slice.Rows);
        return slice;
    };
}
