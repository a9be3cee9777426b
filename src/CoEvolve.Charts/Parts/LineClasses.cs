namespace CoEvolve.Charts.Parts;

/// <summary>CSS classes of strokes and markers.</summary>
internal static class LineClasses
{
    private static readonly string[] Styles = ["", " cc-dashed", " cc-dotted"];
    private static readonly string[] Weights = ["", " cc-faint", " cc-strong"];

    public static string Of(LineStyle style, LineWeight weight) => "cc-line" + Styles[(int)style] + Weights[(int)weight];

    public static string Reference(LineStyle style) => "cc-reference" + Styles[(int)style];

    public static string Marker(bool hollow) => hollow ? "cc-marker cc-hollow" : "cc-marker";
}
