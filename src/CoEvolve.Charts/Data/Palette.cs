namespace CoEvolve.Charts;

/// <summary>The series colours. Their values stand in the stylesheet alone, in one set for light and one for dark pages.</summary>
public static class Palette
{
    /// <summary>How many colours there are: 10. Index 10 has the colour of index 0 again, but another marker.</summary>
    public const int Count = 10;

    private const int Shapes = 6;

    /// <summary>The marker that goes with a colour index; negative indexes have a circle.</summary>
    public static MarkerShape Shape(int colour) => (MarkerShape)(Math.Max(colour, 0) % Shapes);

    /// <summary>CSS class that sets the colour of a series: <c>cc-c0</c> to <c>cc-c9</c>, or <c>cc-ink</c> for a negative index.</summary>
    internal static string Class(int colour) => colour < 0 ? "cc-ink" : Classes[colour % Count];

    private static readonly string[] Classes = [.. Enumerable.Range(0, Count).Select(i => $"cc-c{i}")];
}
