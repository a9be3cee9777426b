using FsCheck;
using FsCheck.Fluent;

namespace CoEvolve.Charts.Tests;

public sealed class TickFitTests
{
    private static readonly Arbitrary<Scale> AnyScale = Gen.OneOf(
        Ranges.Linear.Generator.Select(r => (Scale)new LinearScale(r.Low, r.High, 0, 1)),
        Ranges.Exponents.Generator.Select(r => (Scale)LogScale.OfExponents(r.Low, r.High, 0, 1)),
        Gen.Choose(1, 40).Select(n => (Scale)new CategoryScale([.. Enumerable.Range(0, n).Select(i => new NumberLabel($"category {i * i}"))], 0, 1)))
        .ToArbitrary();

    [Fact]
    public void Labels_below_an_axis_never_touch_and_never_leave_the_drawing() =>
        Prop.ForAll(AnyScale, Gen.Choose(60, 1200).ToArbitrary(), (scale, width) =>
        {
            var ticks = TickFit.Horizontal(scale.Between(40, width - 10), width);
            double end = 0;
            foreach (var tick in ticks)
            {
                double half = TextWidth.Of(tick.Label, Typography.Size) / 2;
                Assert.True(tick.LabelCentre - half >= end - 1e-9 || half * 2 > width, $"'{tick.Label}' begins before {end}");
                end = tick.LabelCentre + half + 8;
                Assert.True(tick.LabelCentre + half <= width + 1e-9 || half * 2 > width);
            }
        }).Check(Config.QuickThrowOnFailure.WithReplay(11, 15));

    [Fact]
    public void Labels_beside_an_axis_never_touch() =>
        Prop.ForAll(AnyScale, Gen.Choose(40, 1200).ToArbitrary(), (scale, height) =>
        {
            var ticks = TickFit.Vertical(scale.Between(height, 0));
            for (int i = 1; i < ticks.Count; i++)
                Assert.True(ticks[i - 1].Position - ticks[i].Position >= Typography.Size);
        }).Check(Config.QuickThrowOnFailure.WithReplay(11, 15));

    [Fact]
    public void Categories_are_all_labelled_where_they_have_room()
    {
        var scale = new CategoryScale([new("0"), new("1"), new("2"), new("5"), new("10"), new("20"), new("50")], 0, 300);
        Assert.Equal(["0", "1", "2", "5", "10", "20", "50"], TickFit.Horizontal(scale, 300).Select(t => t.Label.Text));
        Assert.Equal(["0", "2", "10", "50"], TickFit.Horizontal(scale.Between(0, 100), 100).Select(t => t.Label.Text));
    }
}
