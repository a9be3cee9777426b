namespace CoEvolve.Charts;

/// <summary>Lines along which a gridded quantity equals a level.</summary>
/// <remarks>
/// Marching squares (Lorensen and Cline's idea in the plane) with linear interpolation on edges. Where a square has two
/// opposite corners above the level, the mean of all four decides which of them are joined.
/// </remarks>
internal static class MarchingSquares
{
    /// <summary>Traces all lines of a level.</summary>
    /// <param name="x">Positions of the columns, length C.</param>
    /// <param name="y">Positions of the rows, length R.</param>
    /// <param name="values">Row-major R×C. Squares with a value that is not finite have no line.</param>
    /// <param name="level">The level; a value equal to it counts as above.</param>
    /// <returns>Lines, each with at least 2 points; a closed one ends where it began.</returns>
    public static List<List<Pixel>> Trace(double[] x, double[] y, IReadOnlyList<double> values, double level)
    {
        var points = new Dictionary<int, Pixel>();
        var links = new Dictionary<int, List<int>>();
        int columns = x.Length, rows = y.Length;
        for (int r = 0; r + 1 < rows; r++)
        {
            for (int c = 0; c + 1 < columns; c++)
                Square(x, y, values, level, r, c, points, links);
        }

        return Joined(points, links);
    }

    // Edges are numbered: 2·node for the one to the next column, 2·node + 1 for the one to the next row.
    private static void Square(
        double[] x,
        double[] y,
        IReadOnlyList<double> values,
        double level,
        int r,
        int c,
        Dictionary<int, Pixel> points,
        Dictionary<int, List<int>> links)
    {
        int node = r * x.Length + c, above = node + x.Length;
        double v00 = values[node], v01 = values[node + 1], v11 = values[above + 1], v10 = values[above];
        if (!double.IsFinite(v00) || !double.IsFinite(v01) || !double.IsFinite(v11) || !double.IsFinite(v10))
            return;
        var crossed = new List<int>(4);
        Cross(2 * node, v00, v01, new(x[c], y[r]), new(x[c + 1], y[r]));
        Cross(2 * (node + 1) + 1, v01, v11, new(x[c + 1], y[r]), new(x[c + 1], y[r + 1]));
        Cross(2 * above, v10, v11, new(x[c], y[r + 1]), new(x[c + 1], y[r + 1]));
        Cross(2 * node + 1, v00, v10, new(x[c], y[r]), new(x[c], y[r + 1]));
        if (crossed.Count == 2)
        {
            Link(crossed[0], crossed[1]);
        }
        else if (crossed.Count == 4)
        {
            // In order around the square: bottom, right, top, left.
            bool meanAbove = v00 / 4 + v01 / 4 + v11 / 4 + v10 / 4 >= level, cornerAbove = v00 >= level;
            int first = meanAbove == cornerAbove ? 1 : 3;
            Link(crossed[0], crossed[first]);
            Link(crossed[2], crossed[4 - first]);
        }

        void Cross(int edge, double a, double b, Pixel from, Pixel to)
        {
            if (a >= level == b >= level)
                return;
            double t = (level / 2 - a / 2) / (b / 2 - a / 2);
            points[edge] = new(from.X + t * (to.X - from.X), from.Y + t * (to.Y - from.Y));
            crossed.Add(edge);
        }

        void Link(int a, int b)
        {
            Neighbours(a).Add(b);
            Neighbours(b).Add(a);
        }

        List<int> Neighbours(int edge) => links.TryGetValue(edge, out var list) ? list : links[edge] = new List<int>(2);
    }

    private static List<List<Pixel>> Joined(Dictionary<int, Pixel> points, Dictionary<int, List<int>> links)
    {
        var lines = new List<List<Pixel>>();
        var seen = new HashSet<int>();
        // Open lines from their ends first, then what is left is closed.
        foreach (int start in links.Keys.Where(e => links[e].Count == 1).Order().Concat(links.Keys.Order()))
        {
            if (!seen.Add(start))
                continue;
            var line = new List<Pixel> { points[start] };
            int at = start;
            while (links[at].Find(e => !seen.Contains(e)) is var next && links[at].Exists(e => !seen.Contains(e)))
            {
                seen.Add(next);
                line.Add(points[next]);
                at = next;
            }

            if (links[start].Count == 2 && line.Count > 2)
                line.Add(line[0]);
            lines.Add(line);
        }

        return lines;
    }
}
