namespace CoEvolve.Report;

/// <summary>Figures side by side where the page is wide enough, otherwise one below the other.</summary>
/// <param name="Figures">At least one.</param>
internal sealed record FigureRow(IReadOnlyList<Figure> Figures) : Block
{
    /// <summary>One figure.</summary>
    public static FigureRow Of(params Figure[] figures) => new(figures);
}
