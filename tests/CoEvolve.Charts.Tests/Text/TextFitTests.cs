using FsCheck;
using FsCheck.Fluent;

namespace CoEvolve.Charts.Tests;

public sealed class TextFitTests
{
    [Fact]
    public void Nothing_is_wider_than_allowed_unless_it_is_an_ellipsis_alone() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), Gen.Choose(1, 300).ToArbitrary(), (text, width) =>
        {
            string fitted = TextFit.Truncate(text.Get, width, 12);
            Assert.True(fitted == "…" || TextWidth.Of(fitted, 12) <= width);
            Assert.All(TextFit.Wrap(text.Get, width, 12, lines: 2), line => Assert.True(line == "…" || TextWidth.Of(line, 12) <= width));
        }).Check(Config.QuickThrowOnFailure.WithReplay(11, 15));

    [Fact]
    public void Words_are_kept_together_and_the_rest_is_cut_off()
    {
        Assert.Equal(["one two", "three"], TextFit.Wrap("one two three", TextWidth.Of("one two", 12) + 1, 12, lines: 2));
        var lines = TextFit.Wrap("one two three four five", TextWidth.Of("one two", 12) + 1, 12, lines: 2);
        Assert.Equal("one two", lines[0]);
        Assert.EndsWith("…", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_character_of_two_halves_is_not_cut_in_two()
    {
        for (int width = 10; width < 80; width++)
            Assert.DoesNotContain(TextFit.Truncate("😀😀😀😀😀", width, 12), c => c == '\uFFFD');
        Assert.Equal("😀…", TextFit.Truncate("😀😀😀", TextWidth.Of("😀…", 12) + 1, 12));
    }

    [Theory]
    // Advance widths of Liberation Sans at 12 px, summed by hand from its table of widths.
    [InlineData("0123456789", 66.7)]
    [InlineData("generation", 55.4)]
    [InlineData("Gini–Simpson diversity G", 131.4)]
    public void Estimates_are_a_little_above_the_real_width(string text, double real) =>
        Assert.InRange(TextWidth.Of(text, 12), real, real * 1.1);
}
