namespace CoEvolve.Charts;

/// <summary>Leaves out points of a line that nobody could see.</summary>
internal static class Thinning
{
    // Paths are written to a tenth of a pixel, so this is what rounding does anyway.
    private const double Tolerance = 0.1;

    /// <summary>At most four points a pixel column (its first, least, greatest and last), and none on a straight stretch.</summary>
    public static List<Pixel> Line(IReadOnlyList<Pixel> line) => Straight(Columns(line));

    private static List<Pixel> Columns(IReadOnlyList<Pixel> line)
    {
        var kept = new List<Pixel>(line.Count);
        for (int start = 0, next; start < line.Count; start = next)
        {
            double column = Math.Floor(line[start].X);
            int least = start, greatest = start;
            for (next = start + 1; next < line.Count && Math.Floor(line[next].X) == column; next++)
            {
                if (line[next].Y < line[least].Y)
                    least = next;
                if (line[next].Y > line[greatest].Y)
                    greatest = next;
            }

            int last = start - 1;
            foreach (int i in (ReadOnlySpan<int>)[start, Math.Min(least, greatest), Math.Max(least, greatest), next - 1])
            {
                if (i > last)
                    kept.Add(line[last = i]);
            }
        }

        return kept;
    }

    // Goes as far as one straight stroke stays within the tolerance of every point on the way, then begins anew.
    private static List<Pixel> Straight(List<Pixel> line)
    {
        if (line.Count <= 2)
            return line;
        var kept = new List<Pixel>(line.Count) { line[0] };
        int anchor = 0;
        for (int i = 2; i < line.Count; i++)
        {
            // A bound on the look back keeps long lines linear in time.
            if (i - anchor > 64 || !StraightBetween(line, anchor, i))
                kept.Add(line[anchor = i - 1]);
        }

        kept.Add(line[^1]);
        return kept;
    }

    private static bool StraightBetween(List<Pixel> line, int from, int to)
    {
        Pixel a = line[from], b = line[to];
        double dx = b.X - a.X, dy = b.Y - a.Y, length = Math.Sqrt(dx * dx + dy * dy);
        for (int i = from + 1; i < to; i++)
        {
            double x = line[i].X - a.X, y = line[i].Y - a.Y, along = x * dx + y * dy;
            if (Math.Abs(x * dy - y * dx) > Tolerance * length || along < 0 || along > length * length)
                return false;
        }

        return true;
    }
}
