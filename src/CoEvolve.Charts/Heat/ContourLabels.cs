namespace CoEvolve.Charts;

/// <summary>Finds the place on a contour where a label can be read best: straight, level, away from the edges and from other labels.</summary>
internal static class ContourLabels
{
    private const double Step = 4;
    private const double LeastStraightness = 0.9;
    private const double Inset = 3;

    /// <summary>Centre and slope in degrees, or null if there is no good place.</summary>
    public static (Pixel Centre, double Degrees)? Place(
        IEnumerable<IReadOnlyList<Pixel>> lines,
        double width,
        Box plot,
        IReadOnlyList<(Pixel Centre, double Radius)> taken)
    {
        (Pixel, double)? best = null;
        double bestScore = double.NegativeInfinity;
        foreach (var line in lines)
        {
            var even = Resampled(line);
            int half = (int)Math.Ceiling(width / 2 / Step);
            for (int i = half; i + half < even.Count; i++)
            {
                Pixel a = even[i - half], b = even[i + half], middle = even[i];
                double dx = b.X - a.X, dy = b.Y - a.Y, chord = Math.Sqrt(dx * dx + dy * dy), straightness = chord / (2 * half * Step);
                if (straightness < LeastStraightness)
                    continue;
                double degrees = Math.Atan2(dy, dx) * 180 / Math.PI;
                degrees = degrees > 90 ? degrees - 180 : degrees < -90 ? degrees + 180 : degrees;
                var centre = new Pixel((a.X + b.X + 2 * middle.X) / 4, (a.Y + b.Y + 2 * middle.Y) / 4);
                if (!Fits(centre, degrees, width, plot) || taken.Any(t => Distance(t.Centre, centre) < t.Radius + width / 2 + Inset))
                    continue;
                double score = 4 * straightness - Math.Abs(degrees) / 90 - 0.5 * Math.Abs(i / (double)even.Count - 0.5);
                if (score > bestScore)
                    (bestScore, best) = (score, (centre, degrees));
            }
        }

        return best;
    }

    private static bool Fits(Pixel centre, double degrees, double width, Box plot)
    {
        double angle = degrees * Math.PI / 180, c = Math.Abs(Math.Cos(angle)), s = Math.Abs(Math.Sin(angle));
        double halfWidth = (width * c + Typography.Size * s) / 2 + Inset, halfHeight = (width * s + Typography.Size * c) / 2 + Inset;
        return centre.X - halfWidth >= plot.Left && centre.X + halfWidth <= plot.Right
            && centre.Y - halfHeight >= plot.Top && centre.Y + halfHeight <= plot.Bottom;
    }

    private static List<Pixel> Resampled(IReadOnlyList<Pixel> line)
    {
        var even = new List<Pixel> { line[0] };
        double left = Step;
        for (int i = 1; i < line.Count; i++)
        {
            Pixel a = line[i - 1], b = line[i];
            double length = Distance(a, b), at = left;
            for (; at <= length; at += Step)
                even.Add(new(a.X + at / length * (b.X - a.X), a.Y + at / length * (b.Y - a.Y)));
            left = at - length;
        }

        return even;
    }

    private static double Distance(Pixel a, Pixel b) => Math.Sqrt((a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y));
}
