using System.Runtime.InteropServices;
using CoEvolve.Engines;
using SQLitePCL;

namespace CoEvolve.Store;

/// <summary>Writes the rows of a slice under the ids of its file; allocates nothing a row. Not thread-safe.</summary>
internal sealed class SliceInserter(sqlite3 database, IdOffsets offsets) : IDisposable
{
    private readonly RawStatement _text = new(database, "INSERT INTO text_metric_row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    private readonly RawStatement _image = new(database, "INSERT INTO image_metric_row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    private readonly RawStatement _caption = new(database, "INSERT INTO caption_metric_row VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    private readonly RawStatement _snapshot = new(database, "INSERT INTO snapshot_row VALUES (?, ?, ?, ?, ?)");

    private readonly long _firstModel = offsets.Model + 1;
    private readonly long _firstCaption = offsets.Caption + 1;

    /// <summary>Inserts all rows, within the caller's transaction.</summary>
    /// <param name="ecosystemId">Id in the file.</param>
    /// <param name="rows">Models and captions by their index in the experiment.</param>
    public void Insert(long ecosystemId, SliceRows rows)
    {
        Insert(ecosystemId, CollectionsMarshal.AsSpan(rows.Texts));
        Insert(ecosystemId, CollectionsMarshal.AsSpan(rows.Images));
        Insert(ecosystemId, CollectionsMarshal.AsSpan(rows.Captions));
        Insert(ecosystemId, CollectionsMarshal.AsSpan(rows.Snapshots));
    }

    public void Dispose()
    {
        _text.Dispose();
        _image.Dispose();
        _caption.Dispose();
        _snapshot.Dispose();
    }

    private void Insert(long ecosystemId, ReadOnlySpan<TextMetricRow> rows)
    {
        _text.Bind(1, ecosystemId);
        foreach (ref readonly TextMetricRow row in rows)
        {
            _text.Bind(2, (long)row.Generation);
            _text.Bind(3, _firstModel + row.Model);
            _text.Bind(4, row.Metrics.GiniSimpson);
            _text.Bind(5, row.Metrics.Entropy);
            _text.Bind(6, row.Metrics.EffectiveCaptions);
            _text.Bind(7, (long)row.Metrics.CaptionsAlive);
            _text.Bind(8, row.Metrics.TotalVariation);
            _text.Bind(9, row.Metrics.ReaderResolution);
            _text.Run();
        }
    }

    private void Insert(long ecosystemId, ReadOnlySpan<ImageMetricRow> rows)
    {
        _image.Bind(1, ecosystemId);
        foreach (ref readonly ImageMetricRow row in rows)
        {
            _image.Bind(2, (long)row.Generation);
            _image.Bind(3, _firstModel + row.Model);
            _image.Bind(4, row.Metrics.Diversity);
            _image.Bind(5, row.Metrics.FidelityError);
            _image.Bind(6, row.Metrics.LogDet);
            _image.Bind(7, row.Metrics.WithinVariance);
            _image.Bind(8, row.Metrics.BetweenVariance);
            _image.Bind(9, row.Metrics.FrechetDistance);
            _image.Bind(10, row.Metrics.MatthewIndex);
            _image.Run();
        }
    }

    private void Insert(long ecosystemId, ReadOnlySpan<CaptionMetricRow> rows)
    {
        // By far the most rows: captions of one model and generation stand together, so these two are bound when they change.
        _caption.Bind(1, ecosystemId);
        int generation = -1;
        int model = -1;
        foreach (ref readonly CaptionMetricRow row in rows)
        {
            if (row.Generation != generation)
                _caption.Bind(2, (long)(generation = row.Generation));
            if (row.Model != model)
                _caption.Bind(3, _firstModel + (model = row.Model));
            _caption.Bind(4, _firstCaption + row.Caption);
            _caption.Bind(5, row.Metrics.Share);
            _caption.Bind(6, row.Metrics.Diversity);
            _caption.Bind(7, row.Metrics.LogDet);
            _caption.Bind(8, row.Metrics.FidelityError);
            _caption.Run();
        }
    }

    private void Insert(long ecosystemId, ReadOnlySpan<SnapshotRow> rows)
    {
        _snapshot.Bind(1, ecosystemId);
        foreach (ref readonly SnapshotRow row in rows)
        {
            _snapshot.Bind(2, (long)row.Generation);
            _snapshot.Bind(3, _firstModel + row.Model);
            _snapshot.Bind(4, (long)row.FormatVersion);
            _snapshot.Bind(5, row.Parameters);
            _snapshot.Run();
        }
    }
}
