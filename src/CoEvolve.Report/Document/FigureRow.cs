namespace CoEvolve.Report;

/// <summary>Figures side by side where the page is wide enough, otherwise one below the other.</summary>
/// <param name="Figures">At least one.</param>
internal sealed record FigureRow(IReadOnlyList<Figure> Figures) : Block
{
    /// <summary>Whether a figure that stands alone has the whole width of the page; otherwise it has that of the text.</summary>
    public bool Wide { get; init; }

    /// <summary>The figures that there are; null if there is none.</summary>
    public static FigureRow? Of(params ReadOnlySpan<Figure?> figures)
    {
        var found = new List<Figure>();
        foreach (Figure? figure in figures)
        {
            if (figure is not null)
                found.Add(figure);
        }

        return found.Count > 0 ? new FigureRow(found) : null;
    }

    /// <summary>One figure as wide as the page; null if there is none.</summary>
    public static FigureRow? Across(Figure? figure) => figure is null ? null : new FigureRow([figure]) { Wide = true };
}
