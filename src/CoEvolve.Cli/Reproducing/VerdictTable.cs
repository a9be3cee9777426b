using System.Globalization;
using CoEvolve.Findings;
using Spectre.Console;

namespace CoEvolve.Cli;

/// <summary>Verdicts as a table: a finding's claim and verdict, then what stands for it, and whatever spoke against it.</summary>
internal static class VerdictTable
{
    private const int Width = 136;
    private const int WidthOfText = 68;

    /// <summary>Prints verdicts.</summary>
    /// <param name="rows">For each verdict what is claimed, or why it must fail.</param>
    /// <param name="output">Where to.</param>
    public static void Print(IEnumerable<(string Claim, Verdict Verdict)> rows, TextWriter output)
    {
        Table table = Tables.New("finding", "", "predicted", "measured", "99% interval", "verdict");
        table.Columns[0].Alignment = Justify.Left;
        table.Columns[1].Alignment = Justify.Left;
        table.Columns[1].NoWrap = false;
        table.Columns[1].Width = WidthOfText;
        table.Columns[5].Alignment = Justify.Left;
        foreach ((string claim, Verdict verdict) in rows)
        {
            table.AddRow(Markup.Escape(verdict.Finding.Id), Markup.Escape(claim), "", "", "", verdict.Reproduced ? "reproduced" : "not reproduced");
            table.AddRow("", Markup.Escape("by " + verdict.Finding.Theorem), "", "", "", "");
            foreach (CheckedCheck check in verdict.Checks.Where(c => c.Check.Headline || !c.Passed))
            {
                table.AddRow(
                    "",
                    Markup.Escape($"  {check.Check.Setting}: {check.Check.Name}"),
                    Markup.Escape(Predicted(check.Check)),
                    Tables.Number(check.Check.Measured),
                    $"{Tables.Number(check.Check.Lower)} to {Tables.Number(check.Check.Upper)}",
                    check.Passed ? "" : string.Create(CultureInfo.InvariantCulture, $"failed (p = {check.Check.PValue:0.0e0})"));
            }
        }

        Tables.Write(table, output, Width);
    }

    private static string Predicted(Check check) => check.Relation.StartsWith('±')
        ? $"{Tables.Number(check.Predicted)} {check.Relation}"
        : $"{check.Relation} {Tables.Number(check.Predicted)}";
}
