namespace CoEvolve.Charts;

/// <summary>One series, ready to be written: all its markers in one path, or one each where they have tooltips.</summary>
internal sealed record ScatterMark(string Name, int Colour, string MarkerClass, string ErrorBars, IReadOnlyList<(string Path, string? Tooltip)> Markers);
