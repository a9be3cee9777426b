using CoEvolve.Store;

namespace CoEvolve.Report;

/// <summary>Checks as tables.</summary>
internal static class CheckTables
{
    /// <summary>All findings with what stands for them, and whatever spoke against one.</summary>
    /// <param name="findings">In order: the finding's name, its claim, its section's anchor and its checks.</param>
    public static DataTable Summary(IEnumerable<(string Id, string Claim, string Anchor, IReadOnlyList<StoredCheck> Checks)> findings)
    {
        var rows = new List<DataRow>();
        foreach ((string id, string claim, string anchor, IReadOnlyList<StoredCheck> checks) in findings)
        {
            bool reproduced = checks.All(c => c.Passed);
            rows.Add(new DataRow([id, claim, "", "", "", reproduced ? "reproduced" : "not reproduced"]) { Link = anchor, Head = true, Good = reproduced });
            rows.AddRange(checks.Where(c => c.Headline || !c.Passed).Select(c =>
                new DataRow(["", $"{c.Setting}: {c.Name}", Predicted(c), Numbers.Text(c.Measured), Interval(c), c.Passed ? "" : "failed"]) { Good = c.Passed }));
        }

        return new DataTable([new("finding", ColumnKind.Prose), new("what was checked", ColumnKind.Prose), new("predicted", ColumnKind.Number), new("measured", ColumnKind.Number), new("99% interval", ColumnKind.Number), new("verdict")], rows);
    }

    /// <summary>Every check of a finding with all its numbers.</summary>
    public static DataTable Everything(IReadOnlyList<StoredCheck> checks) => new(
        [
            new("setting"), new("check", ColumnKind.Prose), new("kind"), new("predicted", ColumnKind.Number), new("measured", ColumnKind.Number), new("99% interval", ColumnKind.Number), new("effect", ColumnKind.Number), new("p-value", ColumnKind.Number), new("level", ColumnKind.Number),
            new("passed"),
        ],
        [
            .. checks.Select(c => new DataRow(
                [
                    c.Setting, c.Name, c.Kind == Store.CheckKind.Agreement ? "agreement" : "demonstration", Predicted(c), Numbers.Text(c.Measured), Interval(c), Numbers.Text(c.Effect),
                    Numbers.Probability(c.PValue), Numbers.Probability(c.Level), c.Passed ? "yes" : "no",
                ]) { Good = c.Passed }),
        ])
    {
        Caption = $"{Numbers.Count(checks.Count, "check")}, {checks.Count(c => c.Passed)} passed",
    };

    private static string Predicted(StoredCheck check) => check.Relation switch
    {
        null => Numbers.Text(check.Predicted),
        ['±', .. var margin] => $"{Numbers.Text(check.Predicted)} ± {margin}",
        { } relation => $"{relation} {Numbers.Text(check.Predicted)}",
    };

    private static string Interval(StoredCheck check) => Numbers.Interval(check.Lower, check.Upper);
}
