using System.Data.Common;
using System.Globalization;
using System.Runtime.InteropServices;
using CoEvolve.Core;

namespace CoEvolve.Store;

/// <summary>
/// Sums up an experiment's rows over its ecosystems, one after the other in order of id, so that equal runs give equal
/// bits. Memory grows with what comes out, not with the rows.
/// </summary>
/// <param name="connection">To the store.</param>
/// <param name="offsets">Of the experiment.</param>
/// <param name="groups">The group of each ecosystem, in order of id.</param>
/// <remarks>A store that was changed by hand makes it throw one of the exceptions that <see cref="DamagedValue"/> lists.</remarks>
internal sealed class SummaryReader(DbConnection connection, IdOffsets offsets, int[] groups)
{
    private const double LeastDiversity = 1e-300;

    private readonly List<string> _models = Names(connection, "SELECT name FROM model WHERE experiment_id = @experiment ORDER BY id", offsets);

    public IReadOnlyList<TextSummary> Texts()
    {
        var all = new Dictionary<Cell, TextSums>();
        Read("text_metric_row", "model_id", "gini_simpson, effective_captions, reader_resolution", row =>
        {
            ref TextSums sums = ref CollectionsMarshal.GetValueRefOrAddDefault(all, CellOf(row), out _);
            double gini = row.GetDouble(3);
            sums.GiniSimpson.Add(gini);
            sums.EffectiveCaptions.Add(row.GetDouble(4));
            if (row.IsDBNull(5))
                return;
            sums.Resolution += row.GetDouble(5) * gini;
            sums.Weight += gini;
            sums.Resolutions++;
        });
        return
        [
            .. InOrder(all).Select(pair => new TextSummary(
                pair.Key.Group,
                _models[pair.Key.Model],
                pair.Key.Generation,
                pair.Value.GiniSimpson.ToSample(),
                pair.Value.EffectiveCaptions.ToSample(),
                pair.Value.Weight > 0 ? pair.Value.Resolution / pair.Value.Weight : null,
                pair.Value.Resolutions)),
        ];
    }

    public IReadOnlyList<ImageSummary> Images()
    {
        var all = new Dictionary<Cell, ImageSums>();
        Read("image_metric_row", "model_id", "diversity, fidelity_error, matthew_index", row =>
        {
            ref ImageSums sums = ref CollectionsMarshal.GetValueRefOrAddDefault(all, CellOf(row), out _);
            sums.Diversity.Add(row.GetDouble(3));
            sums.FidelityError.Add(row.GetDouble(4));
            if (!row.IsDBNull(5))
                sums.MatthewIndex.Add(row.GetDouble(5));
        });
        return
        [
            .. InOrder(all).Select(pair => new ImageSummary(
                pair.Key.Group,
                _models[pair.Key.Model],
                pair.Key.Generation,
                pair.Value.Diversity.ToSample(),
                pair.Value.FidelityError.ToSample(),
                pair.Value.MatthewIndex.ToSampleOrNull())),
        ];
    }

    public IReadOnlyList<CaptionSummary> Captions()
    {
        List<string> words = Names(connection, "SELECT word FROM caption WHERE experiment_id = @experiment ORDER BY id", offsets);
        var all = new Dictionary<Cell, CaptionSums[]>();
        Cell last = default;
        CaptionSums[]? captions = null;
        Read("caption_metric_row", "model_id, caption_id", "caption_id, share, diversity, fidelity_error, log_det", row =>
        {
            // The captions of a model at a generation come together, so that hardly any row needs the dictionary.
            Cell cell = CellOf(row);
            if (captions is null || cell != last)
            {
                ref CaptionSums[]? found = ref CollectionsMarshal.GetValueRefOrAddDefault(all, cell, out _);
                (last, captions) = (cell, found ??= new CaptionSums[words.Count]);
            }

            ref CaptionSums sums = ref captions[Index(row, 3, offsets.Caption, words.Count, "caption")];
            double diversity = row.GetDouble(5);
            sums.Share.Add(row.GetDouble(4));
            sums.Diversity.Add(diversity);
            sums.LogDiversity.Add(StableMath.Log(Math.Max(diversity, LeastDiversity)));
            sums.FidelityError.Add(row.GetDouble(6));
            if (!row.IsDBNull(7))
                sums.LogDet.Add(row.GetDouble(7));
        });
        var summaries = new List<CaptionSummary>(all.Count * words.Count);
        foreach ((Cell cell, CaptionSums[] sums) in InOrder(all))
        {
            for (int k = 0; k < sums.Length; k++)
            {
                if (sums[k].Share.ToSampleOrNull() is { } share)
                {
                    summaries.Add(new CaptionSummary(
                        cell.Group,
                        _models[cell.Model],
                        cell.Generation,
                        k,
                        words[k],
                        share,
                        sums[k].Diversity.ToSample(),
                        sums[k].LogDiversity.ToSample(),
                        sums[k].FidelityError.ToSample(),
                        sums[k].LogDet.ToSampleOrNull()));
                }
            }
        }

        return summaries;
    }

    public IReadOnlyList<RankSummary> Ranks()
    {
        var all = new Dictionary<Cell, RankSums[]>();
        var captions = new List<(double Share, double LogDiversity)>();
        (long Ecosystem, Cell Cell) last = default;
        Read("caption_metric_row", "model_id, caption_id", "share, diversity", row =>
        {
            (long, Cell) key = (row.GetInt64(0), CellOf(row));
            if (key != last)
                Take();
            last = key;
            captions.Add((row.GetDouble(3), StableMath.Log(Math.Max(row.GetDouble(4), LeastDiversity))));
        });
        Take();
        return
        [
            .. InOrder(all).SelectMany(pair => pair.Value.Select((sums, rank) => new RankSummary(
                pair.Key.Group, _models[pair.Key.Model], pair.Key.Generation, rank + 1, sums.Share.ToSample(), sums.LogDiversity.ToSample()))),
        ];

        // All captions of one model at one generation of one ecosystem have been read.
        void Take()
        {
            if (captions.Count == 0)
                return;
            ref RankSums[]? sums = ref CollectionsMarshal.GetValueRefOrAddDefault(all, last.Cell, out _);
            sums ??= new RankSums[captions.Count];
            if (sums.Length != captions.Count)
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"an ecosystem has {captions.Count} captions where others have {sums.Length}"));
            int rank = 0;
            foreach (IGrouping<double, (double Share, double LogDiversity)> tied in captions.GroupBy(c => c.Share).OrderByDescending(g => g.Key))
            {
                double mean = tied.Average(c => c.LogDiversity);
                for (int i = tied.Count(); i > 0; i--, rank++)
                {
                    sums[rank].Share.Add(tied.Key);
                    sums[rank].LogDiversity.Add(mean);
                }
            }

            captions.Clear();
        }
    }

    private static IEnumerable<KeyValuePair<Cell, T>> InOrder<T>(Dictionary<Cell, T> all) =>
        all.OrderBy(pair => pair.Key.Group).ThenBy(pair => pair.Key.Model).ThenBy(pair => pair.Key.Generation);

    private static List<string> Names(DbConnection connection, string sql, IdOffsets offsets) =>
        connection.List(sql, row => row.GetString(0), ("@experiment", offsets.Experiment));

    private static int Index(DbDataReader row, int column, long offset, int count, string what)
    {
        long index = row.GetInt64(column) - offset - 1;
        return index >= 0 && index < count
            ? (int)index
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"a row is of {what} {index + 1}, and there are {count}"));
    }

    // In order of the keys: with the indexes of a finished file no row is sorted, and rows lie about as they are read.
    private void Read(string table, string keys, string columns, Action<DbDataReader> take)
    {
        using DbCommand command = connection.Command(
            $"""
            SELECT ecosystem_id, generation, model_id, {columns} FROM {table}
            WHERE ecosystem_id > @offset AND ecosystem_id <= @last ORDER BY ecosystem_id, generation, {keys}
            """,
            ("@offset", offsets.Ecosystem),
            ("@last", offsets.LastEcosystem));
        using DbDataReader row = command.ExecuteReader();
        while (row.Read())
            take(row);
    }

    private Cell CellOf(DbDataReader row) => new(
        groups[Index(row, 0, offsets.Ecosystem, groups.Length, "ecosystem")],
        Index(row, 2, offsets.Model, _models.Count, "model"),
        row.GetInt32(1));

    private readonly record struct Cell(int Group, int Model, int Generation);

    private struct TextSums
    {
        public SampleAccumulator GiniSimpson;
        public SampleAccumulator EffectiveCaptions;
        public double Resolution;
        public double Weight;
        public int Resolutions;
    }

    private struct ImageSums
    {
        public SampleAccumulator Diversity;
        public SampleAccumulator FidelityError;
        public SampleAccumulator MatthewIndex;
    }

    private struct RankSums
    {
        public SampleAccumulator Share;
        public SampleAccumulator LogDiversity;
    }

    private struct CaptionSums
    {
        public SampleAccumulator Share;
        public SampleAccumulator Diversity;
        public SampleAccumulator LogDiversity;
        public SampleAccumulator FidelityError;
        public SampleAccumulator LogDet;
    }
}
