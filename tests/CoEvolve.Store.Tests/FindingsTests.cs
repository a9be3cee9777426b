using CoEvolve.Engines;

namespace CoEvolve.Store.Tests;

public sealed class FindingsTests : IDisposable
{
    private static readonly StoredCheck Full = new()
    {
        Finding = "C2",
        Setting = "textModel.frozen=true",
        Name = "D + F = 1, \"im Mittel\"",
        Kind = CheckKind.Agreement,
        Predicted = 1,
        Measured = 0.1 + 0.2,
        Lower = -0.0,
        Upper = 1e-300,
        Effect = double.MaxValue,
        PValue = double.Epsilon,
        Level = 1e-4,
        Passed = true,
        Relation = "±0.02",
        Headline = true,
    };

    private static readonly StoredCheck Bare = new() { Finding = "C1", Setting = "", Name = "effect", Kind = CheckKind.Demonstration, Passed = false };

    private readonly TemporaryFolder _folder = new();

    public FindingsTests()
    {
        using SqliteRunStore store = SqliteRunStore.Create(_folder.Results, Samples.Experiment(), false);
        Samples.Finish(store, 10);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Checks_come_back_in_their_order_bit_for_bit_and_replace_the_earlier_ones()
    {
        FindingsTable.Write(_folder.Results, [Bare, Bare, Bare]);
        FindingsTable.Write(_folder.Results, [Full, Bare]);

        using (ResultsReader reader = ResultsReader.Open(_folder.Results))
        {
            Assert.Equal([Full, Bare], reader.Findings());
            Assert.Equal(BitConverter.DoubleToInt64Bits(-0.0), BitConverter.DoubleToInt64Bits(reader.Findings()[0].Lower!.Value));
        }

        Assert.Equal(
            ["1|C2|agreement|1|±0.02|1", "2|C1|demonstration|0||0"],
            _folder.Query("SELECT position, finding, kind, passed, relation, headline FROM finding ORDER BY position").Select(row => string.Join('|', row)));
        Assert.Equal(["real", "real", "null"], _folder.Query("SELECT typeof(f.predicted), typeof(f.level), typeof(g.p_value) FROM finding f, finding g WHERE f.position = 1 AND g.position = 2")[0]);
        FindingsTable.Write(_folder.Results, []);
        Assert.Equal(0, _folder.Count("SELECT count(*) FROM finding"));
        Assert.Equal(["results.db"], _folder.Names);
        Assert.Equal(1, File.ReadAllBytes(_folder.Results)[18]);
    }

    [Theory]
    [InlineData("predicted", double.NaN)]
    [InlineData("measured", double.PositiveInfinity)]
    [InlineData("lower", double.NegativeInfinity)]
    [InlineData("upper", double.NaN)]
    [InlineData("effect", double.NaN)]
    [InlineData("p_value", double.NaN)]
    [InlineData("level", double.PositiveInfinity)]
    public void What_is_no_finite_number_is_refused_and_the_earlier_checks_stay(string column, double value)
    {
        FindingsTable.Write(_folder.Results, [Full]);
        StoredCheck spoilt = column switch
        {
            "predicted" => Full with { Predicted = value },
            "measured" => Full with { Measured = value },
            "lower" => Full with { Lower = value },
            "upper" => Full with { Upper = value },
            "effect" => Full with { Effect = value },
            "p_value" => Full with { PValue = value },
            _ => Full with { Level = value },
        };

        string message = Assert.Throws<StoreException>(() => FindingsTable.Write(_folder.Results, [Bare, spoilt])).Message;
        Assert.StartsWith($"finding.{column} of C2, {Full.Name}, is ", message, StringComparison.Ordinal);
        using ResultsReader reader = ResultsReader.Open(_folder.Results);
        Assert.Equal([Full], reader.Findings());
    }

    [Fact]
    public void A_check_that_the_table_refuses_leaves_the_earlier_ones()
    {
        FindingsTable.Write(_folder.Results, [Full]);
        Assert.Throws<StoreException>(() => FindingsTable.Write(_folder.Results, [Bare, Bare with { Name = null! }]));
        Assert.Equal(1, _folder.Count("SELECT count(*) FROM finding"));
    }

    [Fact]
    public void A_file_that_a_run_writes_is_refused()
    {
        using SqliteRunStore running = SqliteRunStore.Open(_folder.Results);
        Assert.Contains("another run is writing this file", Assert.Throws<StoreException>(() => FindingsTable.Write(_folder.Results, [Full])).Message, StringComparison.Ordinal);
        Assert.Contains("no such file", Assert.Throws<StoreException>(() => FindingsTable.Write(Path.Combine(_folder.Folder, "x.db"), [Full])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_export_has_the_findings_of_the_whole_file()
    {
        SqliteRunStore.Add(_folder.Results, Samples.Other()).Dispose();
        FindingsTable.Write(_folder.Results, [Full, Bare]);
        foreach (long experiment in new[] { 1, 2 })
        {
            string folder = Path.Combine(_folder.Folder, $"export-{experiment}");
            ResultsExport.Write(_folder.Results, experiment, ExportFormat.Csv, folder, false);
            Assert.Equal(
                "position,finding,setting,name,kind,predicted,measured,lower,upper,effect,p_value,level,passed,relation,headline\n"
                + "1,C2,textModel.frozen=true,\"D + F = 1, \"\"im Mittel\"\"\",agreement,1,0.30000000000000004,-0,1E-300,1.7976931348623157E+308,5E-324,0.0001,1,±0.02,1\n"
                + "2,C1,,effect,demonstration,,,,,,,,0,,0\n",
                File.ReadAllText(Path.Combine(folder, "finding.csv")));
        }
    }
}
