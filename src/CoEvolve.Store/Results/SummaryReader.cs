using System.Globalization;
using System.Runtime.InteropServices;
using CoEvolve.Core;
using Microsoft.Data.Sqlite;

namespace CoEvolve.Store;

/// <summary>
/// Sums up an experiment's rows over its ecosystems, one after the other in order of id, so that equal runs give equal
/// bits. Memory grows with what comes out, not with the rows.
/// </summary>
/// <param name="connection">To the file.</param>
/// <param name="offsets">Of the experiment.</param>
/// <param name="groups">The group of each ecosystem, in order of id.</param>
/// <remarks>A file that was changed by hand makes it throw one of the exceptions that <see cref="SqliteErrors.Reading"/> explains.</remarks>
internal sealed class SummaryReader(SqliteConnection connection, IdOffsets offsets, int[] groups)
{
    private const double LeastDiversity = 1e-300;

    private readonly List<string> _models = Names(connection, "SELECT name FROM model WHERE experiment_id = $experiment ORDER BY id", offsets);

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
        List<string> words = Names(connection, "SELECT word FROM caption WHERE experiment_id = $experiment ORDER BY id", offsets);
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

    private static IEnumerable<KeyValuePair<Cell, T>> InOrder<T>(Dictionary<Cell, T> all) =>
        all.OrderBy(pair => pair.Key.Group).ThenBy(pair => pair.Key.Model).ThenBy(pair => pair.Key.Generation);

    private static List<string> Names(SqliteConnection connection, string sql, IdOffsets offsets)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$experiment", offsets.Experiment);
        using SqliteDataReader row = command.ExecuteReader();
        var names = new List<string>();
        while (row.Read())
            names.Add(row.GetString(0));
        return names;
    }

    private static int Index(SqliteDataReader row, int column, long offset, int count, string what)
    {
        long index = row.GetInt64(column) - offset - 1;
        return index >= 0 && index < count
            ? (int)index
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"a row is of {what} {index + 1}, and there are {count}"));
    }

    // In order of the keys: with the indexes of a finished file no row is sorted, and rows lie about as they are read.
    private void Read(string table, string keys, string columns, Action<SqliteDataReader> take)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT ecosystem_id, generation, model_id, {columns} FROM {table}
            WHERE ecosystem_id > $offset AND ecosystem_id <= $last ORDER BY ecosystem_id, generation, {keys}
            """;
        command.Parameters.AddWithValue("$offset", offsets.Ecosystem);
        command.Parameters.AddWithValue("$last", offsets.LastEcosystem);
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
            take(row);
    }

    private Cell CellOf(SqliteDataReader row) => new(
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

    private struct CaptionSums
    {
        public SampleAccumulator Share;
        public SampleAccumulator Diversity;
        public SampleAccumulator LogDiversity;
        public SampleAccumulator FidelityError;
        public SampleAccumulator LogDet;
    }
}
