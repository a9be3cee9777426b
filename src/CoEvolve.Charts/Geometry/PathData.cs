using System.Globalization;
using System.Text;

namespace CoEvolve.Charts;

/// <summary>Writes the <c>d</c> of an SVG path: relative steps in tenths of a pixel, the shortest form there is.</summary>
/// <remarks>Steps are differences of rounded positions, so rounding errors do not add up along a line.</remarks>
internal sealed class PathData
{
    private readonly StringBuilder _text = new();
    private long _x;
    private long _y;

    public bool IsEmpty => _text.Length == 0;

    /// <summary>A line through the points; a single point becomes a stroke of no length, which round caps show as a dot.</summary>
    public PathData Line(IReadOnlyList<Pixel> points)
    {
        if (points.Count == 0)
            return this;
        Start(points[0]);
        if (points.Count == 1)
            _text.Append("h0");
        for (int i = 1; i < points.Count; i++)
            To(points[i]);
        return this;
    }

    public PathData Polygon(IReadOnlyList<Pixel> points)
    {
        if (points.Count < 3)
            return this;
        Line(points);
        _text.Append('z');
        // "z" goes back to where the polygon began.
        (_x, _y) = (Tenths(points[0].X), Tenths(points[0].Y));
        return this;
    }

    public PathData Rectangle(Box box) => Polygon([new(box.Left, box.Top), new(box.Right, box.Top), new(box.Right, box.Bottom), new(box.Left, box.Bottom)]);

    /// <summary>A smooth curve that follows the points: quadratic arcs from midpoint to midpoint, each point being the handle.</summary>
    public PathData Smooth(IReadOnlyList<Pixel> points, bool closed)
    {
        if (points.Count < 3)
            return Line(points);
        int n = points.Count;
        var start = closed ? Middle(points[n - 1], points[0]) : points[0];
        Start(start);
        for (int i = closed ? 0 : 1; i < (closed ? n : n - 1); i++)
            Quadratic(points[i], !closed && i == n - 2 ? points[n - 1] : Middle(points[i], points[(i + 1) % n]));
        return this;
    }

    public override string ToString() => _text.ToString();

    private static Pixel Middle(Pixel a, Pixel b) => new((a.X + b.X) / 2, (a.Y + b.Y) / 2);

    private static long Tenths(double value) => (long)Math.Round(value * 10);

    private void Start(Pixel p)
    {
        (_x, _y) = (Tenths(p.X), Tenths(p.Y));
        _text.Append('M');
        Number(_x, first: true);
        Number(_y, first: false);
    }

    private void To(Pixel p)
    {
        long x = Tenths(p.X), y = Tenths(p.Y), dx = x - _x, dy = y - _y;
        (_x, _y) = (x, y);
        if (dx == 0 && dy == 0)
            return;
        if (dy == 0 || dx == 0)
        {
            _text.Append(dy == 0 ? 'h' : 'v');
            Number(dy == 0 ? dx : dy, first: true);
            return;
        }

        _text.Append('l');
        Number(dx, first: true);
        Number(dy, first: false);
    }

    private void Quadratic(Pixel handle, Pixel end)
    {
        long x = Tenths(end.X), y = Tenths(end.Y);
        _text.Append('q');
        Number(Tenths(handle.X) - _x, first: true);
        Number(Tenths(handle.Y) - _y, first: false);
        Number(x - _x, first: false);
        Number(y - _y, first: false);
        (_x, _y) = (x, y);
    }

    private void Number(long tenths, bool first)
    {
        if (!first && tenths >= 0)
            _text.Append(' ');
        if (tenths < 0)
            _text.Append('-');
        long magnitude = Math.Abs(tenths), whole = magnitude / 10, tenth = magnitude % 10;
        if (whole != 0 || tenth == 0)
            _text.Append(CultureInfo.InvariantCulture, $"{whole}");
        if (tenth != 0)
            _text.Append('.').Append((char)('0' + tenth));
    }
}
