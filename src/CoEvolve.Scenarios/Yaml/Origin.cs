using System.Globalization;

namespace CoEvolve.Scenarios;

/// <summary>Where something stands: a file with line and column (from 1), or an argument of the command (line 0).</summary>
internal readonly record struct Origin(string Source, long Line, long Column)
{
    public static Origin Argument(string text) => new(text, 0, 0);

    public override string ToString() =>
        Line == 0 ? Source : string.Create(CultureInfo.InvariantCulture, $"{Source}({Line},{Column})");
}
