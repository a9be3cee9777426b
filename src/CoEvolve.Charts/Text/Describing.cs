namespace CoEvolve.Charts;

/// <summary>Sentences for those who cannot see a chart.</summary>
internal static class Describing
{
    /// <summary>"Horizontal: generation, from 0 to 200."</summary>
    public static string AxisRange(string direction, Axis axis, Scale scale)
    {
        string title = axis.Title is null ? direction : $"{direction}: {axis.Title}";
        string kind = axis.Scale is AxisScale.Log or AxisScale.Exponent ? ", logarithmic" : "";
        return $"{title}{kind}, from {Value(axis, scale.Minimum)} to {Value(axis, scale.Maximum)}.";
    }

    /// <summary>A value as the axis would label it.</summary>
    public static string Value(Axis axis, double value)
    {
        if (axis.Percent)
            return Numbers.Significant(value * 100) + "%";
        return axis.Scale == AxisScale.Exponent ? "10^" + Numbers.Significant(value, 4) : Numbers.Significant(value).ToString();
    }

    /// <summary>"3 lines", "1 line".</summary>
    public static string Count(int count, string noun) => Numbers.Integer(count) + " " + noun + (count == 1 ? "" : "s");
}
