using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace CoEvolve.Charts.Tests;

public sealed class EllipsePlotTests
{
    [Fact]
    public async Task Half_axes_are_standard_deviations_along_the_principal_axes()
    {
        // Variances 4 and 1 along axes turned by 30 degrees.
        double c = Math.Cos(Math.PI / 6), s = Math.Sin(Math.PI / 6);
        var gaussian = new Gaussian2D("a", 1, 2, 4 * c * c + s * s, (4 - 1) * c * s, 4 * s * s + c * c, 0);
        var drawing = Assert.Single(await Page.Drawings<EllipsePlot>(
            ("Frames", (EllipseFrame[])[new("t", [gaussian])]),
            ("XAxis", new Axis { Minimum = -5, Maximum = 7 }),
            ("YAxis", new Axis { Minimum = -4, Maximum = 8 })));
        var axis = PathReader.Strokes(drawing.Paths("cc-axis")[0])[0];
        double unit = (axis[1].X - axis[0].X) / 12;
        var ellipses = drawing.Element.Descendants("ellipse").ToList();
        Assert.Equal(2, ellipses.Count);
        Assert.Equal(2 * unit, Number(ellipses[0].Attribute("rx")!.Value), 0.06);
        Assert.Equal(unit, Number(ellipses[0].Attribute("ry")!.Value), 0.06);
        Assert.Equal(4 * unit, Number(ellipses[1].Attribute("rx")!.Value), 0.06);
        string transform = ellipses[0].Parent!.Attribute("transform")!.Value;
        Assert.EndsWith("rotate(-30)", transform, StringComparison.Ordinal);
        Assert.StartsWith($"translate({Numbers.Px(axis[0].X + 6 * unit)} {Numbers.Px(axis[0].Y - 6 * unit)})", transform, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collapsed_Gaussian_still_has_its_mean_and_a_missing_one_is_left_out()
    {
        var frame = new EllipseFrame("t", [new("gone", 0, 0, 1e-300, 0, 0, 0), new("line", 1, 1, 1, 1, 1, 1), new("none", double.NaN, 0, 1, 0, 1, 2)]);
        var drawing = Assert.Single(await Page.Drawings<EllipsePlot>(("Frames", (EllipseFrame[])[frame])));
        Assert.Equal(2, drawing.Paths("cc-marker").Count);
        Assert.Equal(2, drawing.Element.Descendants("ellipse").Count());
    }

    [Fact]
    public void All_frames_have_the_same_axes_equal_units_and_tidy_labels() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            double size = Math.Pow(10, random.Next(-6, 7)), wide = Math.Pow(10, random.Next(-2, 3));
            double Up(double most) => most * random.NextDouble();
            Gaussian2D Next(int k) => new($"caption {k}", Up(size), Up(size * wide), Up(size * size * 0.1), 0, Up(size * size * wide * 0.1), k);
            EllipseFrame[] frames = [.. Enumerable.Range(0, 3).Select(f => new EllipseFrame($"generation {f}", [.. Enumerable.Range(0, 5).Select(Next)]))];
            var drawings = Page.Drawings<EllipsePlot>(("Frames", frames)).GetAwaiter().GetResult();
            Assert.Equal(3, drawings.Count);
            Assert.Single(drawings.Select(d => d.Element.Attribute("viewBox")!.Value + string.Concat(d.Texts.Select(t => t.Text))).Distinct());
            Assert.All(drawings, d => Page.AssertTidy(d));
        }).Check(Config.QuickThrowOnFailure.WithReplay(11, 15));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
