namespace CoEvolve.Charts;

/// <summary>Chooses as many ticks as have room: their labels never touch.</summary>
internal static class TickFit
{
    private const double HorizontalGap = 10;
    private const double VerticalGap = 4;
    // The longer the axis, the further its ticks are apart: a small chart must not be left with two.

    /// <summary>How many ticks a vertical axis of that length has at most.</summary>
    public static int MostOnVertical(double length) => Math.Clamp((int)(length / (22 + length / 25)), 2, 10);

    /// <summary>How many ticks a horizontal axis of that length has at most.</summary>
    public static int MostOnHorizontal(double length) => Math.Clamp((int)(length / (44 + length / 35)), 2, 14);

    /// <summary>Ticks along a horizontal axis; labels are centred, but kept within [0, <paramref name="width"/>].</summary>
    public static IReadOnlyList<PlacedTick> Horizontal(Scale scale, double width)
    {
        int most = scale is CategoryScale ? int.MaxValue / 2 : MostOnHorizontal(Math.Abs(scale.End - scale.Start));
        int previous = -1;
        while (true)
        {
            var ticks = scale.Ticks(most);
            if (ticks.Count != previous)
            {
                var placed = Placed(ticks, scale, width);
                if (ticks.Count <= 1 || Apart(placed))
                    return placed;
            }

            previous = ticks.Count;
            most = Math.Min(most, ticks.Count) - 1;
            if (most < 1)
                return [];
        }
    }

    /// <summary>Ticks along a vertical axis; the label's centre is at the tick.</summary>
    public static IReadOnlyList<PlacedTick> Vertical(Scale scale)
    {
        double length = Math.Abs(scale.End - scale.Start);
        int roomy = scale is CategoryScale ? int.MaxValue / 2 : MostOnVertical(length);
        int most = Math.Min(roomy, Math.Max(1, (int)(length / (Typography.Size + VerticalGap)) + 1));
        IReadOnlyList<Tick> ticks;
        while (true)
        {
            ticks = scale.Ticks(most);
            if (ticks.Count <= 1 || MinimalDistance(ticks, scale) >= Typography.Size + VerticalGap)
                break;
            most = Math.Min(most, ticks.Count) - 1;
        }

        return [.. ticks.Select(t => new PlacedTick(scale.Project(t.Value), scale.Project(t.Value), t.Label))];
    }

    private static double MinimalDistance(IReadOnlyList<Tick> ticks, Scale scale) =>
        Enumerable.Range(1, ticks.Count - 1).Min(i => Math.Abs(scale.Project(ticks[i].Value) - scale.Project(ticks[i - 1].Value)));

    private static PlacedTick[] Placed(IReadOnlyList<Tick> ticks, Scale scale, double width)
    {
        var placed = new PlacedTick[ticks.Count];
        for (int i = 0; i < placed.Length; i++)
        {
            double position = scale.Project(ticks[i].Value), half = TextWidth.Of(ticks[i].Label, Typography.Size) / 2;
            placed[i] = new(position, half * 2 > width ? width / 2 : Math.Clamp(position, half, width - half), ticks[i].Label);
        }

        return placed;
    }

    private static bool Apart(PlacedTick[] ticks)
    {
        for (int i = 1; i < ticks.Length; i++)
        {
            double halves = (TextWidth.Of(ticks[i].Label, Typography.Size) + TextWidth.Of(ticks[i - 1].Label, Typography.Size)) / 2;
            if (ticks[i].LabelCentre - ticks[i - 1].LabelCentre < halves + HorizontalGap)
                return false;
        }

        return true;
    }
}
