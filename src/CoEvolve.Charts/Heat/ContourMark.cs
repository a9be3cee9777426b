namespace CoEvolve.Charts;

/// <summary>One contour, ready to be written: its path, and its label with place and slope.</summary>
internal sealed record ContourMark(string Path, LineStyle Style, string? Label, Pixel LabelCentre, double LabelDegrees);
