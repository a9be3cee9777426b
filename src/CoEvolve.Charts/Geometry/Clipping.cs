namespace CoEvolve.Charts;

/// <summary>Cuts lines and polygons off at the edge of the plot. Done here, because SVG's own clipping needs an id each.</summary>
internal static class Clipping
{
    /// <summary>Cuts a line into the pieces that lie within the box (Liang and Barsky, 1984).</summary>
    public static List<List<Pixel>> Line(IReadOnlyList<Pixel> line, Box box)
    {
        var pieces = new List<List<Pixel>>();
        List<Pixel>? piece = null;
        if (line.Count == 1 && Inside(line[0], box))
            pieces.Add([line[0]]);
        for (int i = 1; i < line.Count; i++)
        {
            if (!Segment(line[i - 1], line[i], box, out var from, out var to))
            {
                piece = null;
                continue;
            }

            if (piece is null || piece[^1] != from)
                pieces.Add(piece = [from]);
            piece.Add(to);
        }

        return pieces;
    }

    /// <summary>Cuts a polygon off at the edges of the box (Sutherland and Hodgman, 1974).</summary>
    public static List<Pixel> Polygon(List<Pixel> polygon, Box box)
    {
        polygon = HalfPlane(polygon, p => p.X - box.Left);
        polygon = HalfPlane(polygon, p => box.Right - p.X);
        polygon = HalfPlane(polygon, p => p.Y - box.Top);
        return HalfPlane(polygon, p => box.Bottom - p.Y);
    }

    public static bool Inside(Pixel p, Box box) => p.X >= box.Left - 1e-6 && p.X <= box.Right + 1e-6 && p.Y >= box.Top - 1e-6 && p.Y <= box.Bottom + 1e-6;

    private static bool Segment(Pixel a, Pixel b, Box box, out Pixel from, out Pixel to)
    {
        double dx = b.X - a.X, dy = b.Y - a.Y, enter = 0, leave = 1;
        (from, to) = (a, b);
        if (!Edge(-dx, a.X - box.Left, ref enter, ref leave) || !Edge(dx, box.Right - a.X, ref enter, ref leave)
            || !Edge(-dy, a.Y - box.Top, ref enter, ref leave) || !Edge(dy, box.Bottom - a.Y, ref enter, ref leave))
            return false;
        // Untouched ends stay the same bits, so that pieces join.
        if (enter > 0)
            from = new(a.X + enter * dx, a.Y + enter * dy);
        if (leave < 1)
            to = new(a.X + leave * dx, a.Y + leave * dy);
        return true;
    }

    private static bool Edge(double direction, double distance, ref double enter, ref double leave)
    {
        const double Touching = -1e-6;
        if (direction == 0)
            return distance >= Touching;
        double t = distance / direction;
        if (direction < 0)
            enter = Math.Max(enter, t);
        else
            leave = Math.Min(leave, t);
        return enter <= leave;
    }

    private static List<Pixel> HalfPlane(List<Pixel> polygon, Func<Pixel, double> distance)
    {
        var kept = new List<Pixel>(polygon.Count + 4);
        for (int i = 0; i < polygon.Count; i++)
        {
            Pixel a = polygon[i], b = polygon[(i + 1) % polygon.Count];
            double da = distance(a), db = distance(b);
            if (da >= 0)
                kept.Add(a);
            if (da >= 0 != db >= 0)
            {
                double t = da / (da - db);
                kept.Add(new(a.X + t * (b.X - a.X), a.Y + t * (b.Y - a.Y)));
            }
        }

        return kept;
    }
}
