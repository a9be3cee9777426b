using FsCheck;
using FsCheck.Fluent;

namespace CoEvolve.Charts.Tests;

public sealed class IntervalPlotTests
{
    [Fact]
    public async Task A_row_has_its_interval_its_values_and_its_glyph()
    {
        var drawing = await Page.OneDrawing<IntervalPlot>(720, ("Rows", (IntervalRow[])[
            new("good", 1, 0, 2) { Predicted = 0.5, Outcome = CheckOutcome.Passed, ValueText = "1.0" },
            new("bad", -4, -5, -3) { Predicted = 0, Outcome = CheckOutcome.Failed }, new("open", double.NaN) { Outcome = CheckOutcome.Undecided }]),
            ("Axis", new Axis { Minimum = -5, Maximum = 5 }));
        var axis = PathReader.Strokes(drawing.Paths("cc-axis")[0])[0];
        double unit = (axis[1].X - axis[0].X) / 10, zero = axis[0].X + 5 * unit;
        var interval = PathReader.Points(drawing.Paths("cc-interval")[0]);
        Assert.Equal(zero, interval[0].X, 0.11);
        Assert.Equal(zero + 2 * unit, interval[1].X, 0.11);
        Assert.Equal(zero + 0.5 * unit, PathReader.Points(drawing.Paths("cc-bar")[0]).Average(p => p.X), 0.11);
        Assert.Equal(zero + unit, PathReader.Points(drawing.Paths("cc-marker")[0])[0].X, 0.11);
        Assert.Single(drawing.Paths("cc-pass"));
        Assert.Single(drawing.Paths("cc-fail"));
        Assert.Single(drawing.Paths("cc-undecided"));
        Assert.Contains("1 passed, 1 failed, 1 undecided. failed: bad.", drawing.Element.Element("desc")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_beyond_the_axis_is_an_arrow_at_its_edge()
    {
        var drawing = await Page.OneDrawing<IntervalPlot>(
            360,
            ("Rows", (IntervalRow[])[new("far", 99, 98, 100), new("near", 0)]),
            ("Axis", new Axis { Minimum = -1, Maximum = 1 }));
        var axis = PathReader.Strokes(drawing.Paths("cc-axis")[0])[0];
        var arrow = PathReader.Strokes(drawing.Paths("cc-marker")[0])[0];
        Assert.Equal(3, arrow.Count);
        Assert.Equal(axis[1].X + 4, arrow.Max(p => p.X), 0.11);
        Assert.Empty(drawing.Paths("cc-interval"));
    }

    [Fact]
    public void Whatever_the_rows_labels_are_tidy() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            string[] words = ["mean", "of", "text", "diversity", "at", "generation", "100", "with", "replicates-and-something-long"];
            IntervalRow Row()
            {
                double value = random.NextDouble() * 12 - 6;
                string label = string.Join(' ', Enumerable.Range(0, random.Next(1, 18)).Select(_ => words[random.Next(words.Length)]));
                return new(label, value, value - random.NextDouble(), value + random.NextDouble())
                {
                    Predicted = random.Next(3) == 0 ? double.NaN : 0,
                    Outcome = (CheckOutcome)random.Next(4),
                    ValueText = random.Next(3) == 0 ? null : "0.4123 [0.40, 0.42]",
                    Group = random.Next(5) == 0 ? "With real content" : null,
                };
            }

            IntervalRow[] rows = [.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => Row())];
            ReferenceLine[] lines = [new(ReferenceDirection.Vertical, -2.58, "1%"), new(ReferenceDirection.Vertical, 2.58, "1%")];
            var axis = new Axis("standard errors") { Minimum = random.Next(2) == 0 ? -5 : null };
            foreach (int width in (int[])[260, 360, 720])
            {
                var drawing = Page.OneDrawing<IntervalPlot>(width, ("Rows", rows), ("Axis", axis), ("References", lines)).GetAwaiter().GetResult();
                Page.AssertTidy(drawing, textsInPlot: true);
            }
        }).Check(Config.QuickThrowOnFailure.WithReplay(11, 15));
}
