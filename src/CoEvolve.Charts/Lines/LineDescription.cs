using System.Text;

namespace CoEvolve.Charts;

/// <summary>Says what a line chart shows.</summary>
internal static class LineDescription
{
    // Replicates come by the hundred; their names say nothing new.
    private const int MostNamed = 12;

    public static string Of(LineData data, Scale x, Scale y)
    {
        var text = new StringBuilder("Line chart. ")
            .Append(Describing.AxisRange("Horizontal", data.XAxis, x)).Append(' ')
            .Append(Describing.AxisRange("Vertical", data.YAxis, y)).Append(' ')
            .Append(Describing.Count(data.Series.Count, "line"));
        var named = data.Series.Where(s => s.ShowInLegend).DistinctBy(s => s.Name).Take(MostNamed).ToList();
        text.Append(named.Count > 0 ? ": " : "").AppendJoin("; ", named.Select(s => s.Name + Ends(s, data.YAxis, y))).Append('.');
        foreach (var reference in data.References.Where(r => r.Label is not null))
            text.Append(" Line across: ").Append(reference.Label).Append('.');
        return text.ToString();
    }

    private static string Ends(LineSeries series, Axis axis, Scale y)
    {
        int first = -1, last = -1;
        for (int i = 0; i < series.Y.Count; i++)
        {
            if (y.CanShow(series.Y[i]))
            {
                first = first < 0 ? i : first;
                last = i;
            }
        }

        return first < 0 ? ", no values" : $", from {Describing.Value(axis, series.Y[first])} to {Describing.Value(axis, series.Y[last])}";
    }
}
