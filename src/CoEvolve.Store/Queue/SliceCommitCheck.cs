using System.Globalization;
using System.Runtime.InteropServices;
using CoEvolve.Engines;

namespace CoEvolve.Store;

/// <summary>
/// Guards against bugs before a slice is queued, on the worker's thread: no NaN or infinity, no model or caption that
/// the experiment does not have, no row that a continued run would write again. Immutable.
/// </summary>
internal sealed class SliceCommitCheck(ExperimentDefinition experiment)
{
    private readonly ModelKind[] _kinds = [.. experiment.Models.Select(model => model.Kind)];

    /// <summary>Returns if the slice may be stored.</summary>
    /// <exception cref="StoreException">It may not; table, column, ecosystem, generation and value are named.</exception>
    public void Check(SliceCommit commit)
    {
        CheckProgress(commit);
        foreach (ref readonly TextMetricRow row in CollectionsMarshal.AsSpan(commit.Rows.Texts))
        {
            var at = new Place(commit, "text_metric", row.Generation);
            CheckKey(at, row.Model, ModelKind.Text);
            CheckFinite(at, NotFinite.In(row.Metrics));
        }

        foreach (ref readonly ImageMetricRow row in CollectionsMarshal.AsSpan(commit.Rows.Images))
        {
            var at = new Place(commit, "image_metric", row.Generation);
            CheckKey(at, row.Model, ModelKind.Image);
            CheckFinite(at, NotFinite.In(row.Metrics));
        }

        foreach (ref readonly CaptionMetricRow row in CollectionsMarshal.AsSpan(commit.Rows.Captions))
        {
            var at = new Place(commit, "caption_metric", row.Generation);
            CheckKey(at, row.Model, ModelKind.Image);
            if ((uint)row.Caption >= (uint)experiment.Captions.Count)
                throw at.Refuse("caption", row.Caption, "the index of a caption of the experiment");
            CheckFinite(at, NotFinite.In(row.Metrics));
        }

        foreach (ref readonly SnapshotRow row in CollectionsMarshal.AsSpan(commit.Rows.Snapshots))
            CheckKey(new Place(commit, "snapshot", row.Generation), row.Model, null);
    }

    private static void CheckProgress(SliceCommit commit)
    {
        var at = new Place(commit, "ecosystem", commit.Generation);
        if (commit.Generation < commit.ExpectedGeneration)
            throw at.Refuse("generation", commit.Generation, "the generation that the slice started from, or a later one");
        if (commit.Status == EcosystemStatus.Waiting)
            throw at.Refuse("status", commit.Status, "a status that a slice can end with");
        if (commit.Status is EcosystemStatus.Running or EcosystemStatus.Paused && commit.Checkpoint is null)
            throw at.Refuse("checkpoint", "missing", "the state that a later slice starts from");
    }

    private void CheckKey(in Place at, int model, ModelKind? kind)
    {
        // An ecosystem goes on at its stored generation and writes that generation's rows when it leaves it.
        SliceCommit commit = at.Commit;
        bool goesOn = commit.Status is EcosystemStatus.Running or EcosystemStatus.Paused;
        int last = goesOn ? commit.Generation - 1 : commit.Generation;
        if (at.Generation < commit.ExpectedGeneration || at.Generation > last)
            throw at.Refuse("generation", at.Generation, "a generation that the slice left, or the last one");
        if ((uint)model >= (uint)_kinds.Length || (kind is not null && _kinds[model] != kind))
            throw at.Refuse("model", model, "the index of a model of that kind in the experiment");
    }

    private static void CheckFinite(in Place at, (string Column, double Value)? found)
    {
        if (found is var (column, value))
            throw at.Refuse(column, value, "a finite number, or NULL where there is none");
    }

    private readonly record struct Place(SliceCommit Commit, string Table, int Generation)
    {
        public StoreException Refuse(string column, object value, string allowed) => new(string.Create(
            CultureInfo.InvariantCulture,
            $"{Table}.{column} of ecosystem {Commit.EcosystemId} at generation {Generation} is {value}; "
            + $"allowed is {allowed}. The slice was not stored. This is an error in the program: please report it with the "
            + $"scenario and the seed."));
    }
}
