using System.Text.RegularExpressions;

namespace CoEvolve.Charts.Tests;

public sealed partial class StylesheetTests
{
    // Machado, Oliveira and Fernandes (2009), severity 1: what is left of linear light without one kind of cone.
    private static readonly double[][,] Eyes =
    [
        new double[,] { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
        new double[,] { { 0.152286, 1.052583, -0.204868 }, { 0.114503, 0.786281, 0.099216 }, { -0.003882, -0.048116, 1.051998 } },
        new double[,] { { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 }, { -0.011820, 0.042940, 0.968881 } },
        new double[,] { { 1.255528, -0.076749, -0.178779 }, { -0.078411, 0.930809, 0.147602 }, { 0.004733, 0.691367, 0.303900 } },
    ];

    [GeneratedRegex(@"\.([a-zA-Z][\w-]*)|--([a-z][\w-]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Name { get; }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Series_stand_out_from_the_background_at_3_to_1_and_text_at_4_and_a_half(bool dark)
    {
        var variables = Stylesheet.Variables(dark);
        double[] background = Stylesheet.Linear(variables["--cc-background"]);
        for (int i = 0; i < Palette.Count; i++)
            Assert.True(Stylesheet.Contrast(Stylesheet.Linear(variables[$"--cc-{i}"]), background) >= 3, $"series {i}");
        foreach (string name in (string[])["--cc-text", "--cc-muted"])
            Assert.True(Stylesheet.Contrast(Stylesheet.Linear(variables[name]), background) >= 4.5, name);
        foreach (string name in (string[])["--cc-axis", "--cc-pass", "--cc-fail"])
            Assert.True(Stylesheet.Contrast(Stylesheet.Linear(variables[name]), background) >= 3, name);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Names_on_layers_and_values_in_cells_can_be_read(bool dark)
    {
        var variables = Stylesheet.Variables(dark);
        double[] text = Stylesheet.Linear(variables["--cc-text"]), background = Stylesheet.Linear(variables["--cc-background"]);
        double opacity = double.Parse(variables["--cc-area-opacity"], System.Globalization.CultureInfo.InvariantCulture);
        for (int i = 0; i < Palette.Count; i++)
            Assert.True(Stylesheet.Contrast(text, Stylesheet.Over(variables[$"--cc-{i}"], variables["--cc-background"], opacity)) >= 4.5, $"layer {i}");
        foreach (var (letter, middle, high) in ((string, int, int)[])[("h", 10, 12), ("d", 5, 7)])
        {
            var ramp = Stylesheet.Ramp(letter, dark);
            for (int i = 0; i < 21; i++)
            {
                int far = letter == "d" ? Math.Abs(i - 10) : i;
                double[] colour = far >= high || (far >= middle && dark) ? background : text;
                Assert.True(Stylesheet.Contrast(colour, Stylesheet.Linear(ramp[i])) >= 3.5, $"{letter}{i}");
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Series_differ_for_every_kind_of_eye(bool dark)
    {
        var variables = Stylesheet.Variables(dark);
        double[][] colours = [.. Enumerable.Range(0, Palette.Count).Select(i => Stylesheet.Linear(variables[$"--cc-{i}"]))];
        foreach (double[,] eye in Eyes)
        {
            for (int i = 0; i < colours.Length; i++)
            {
                for (int j = 0; j < i; j++)
                    Assert.True(Distance(Seen(colours[i], eye), Seen(colours[j], eye)) >= 0.06, $"{j} and {i}");
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Lightness_goes_one_way_along_a_ramp(bool dark)
    {
        int direction = dark ? 1 : -1;
        var sequential = Stylesheet.Ramp("h", dark).Select(c => OkLab(Stylesheet.Linear(c))[0]).ToList();
        var diverging = Stylesheet.Ramp("d", dark).Select(c => OkLab(Stylesheet.Linear(c))[0]).ToList();
        for (int i = 1; i < 21; i++)
        {
            Assert.True((sequential[i] - sequential[i - 1]) * direction > 0.02);
            Assert.True((diverging[i] - diverging[i - 1]) * direction * (i > 10 ? 1 : -1) > 0.02);
        }
    }

    [Fact]
    public void Every_class_and_variable_begins_with_cc()
    {
        string css = Regex.Replace(ChartStyles.Css, @"/\*.*?\*/|""[^""]*""", "", RegexOptions.Singleline);
        foreach (Match match in Name.Matches(css))
            Assert.StartsWith("cc-", match.Groups[1].Value + match.Groups[2].Value, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", css, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", css, StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_that_layouts_count_on_are_the_stylesheet_s()
    {
        Assert.Contains(FormattableString.Invariant($".cc-svg text {{ font-family: var(--cc-font); font-size: {Typography.Size}px;"), ChartStyles.Css, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($".cc-sup {{ font-size: {TextWidth.SuperscriptSize * 100}%; }}"), ChartStyles.Css, StringComparison.Ordinal);
    }

    private static double[] Seen(double[] colour, double[,] eye) =>
        [.. Enumerable.Range(0, 3).Select(r => Math.Clamp(Enumerable.Range(0, 3).Sum(c => eye[r, c] * colour[c]), 0, 1))];

    private static double Distance(double[] a, double[] b) => Math.Sqrt(OkLab(a).Zip(OkLab(b), (x, y) => (x - y) * (x - y)).Sum());

    // Björn Ottosson, "A perceptual color space for image processing" (2020).
    private static double[] OkLab(double[] c)
    {
        double l = Math.Cbrt(0.4122214708 * c[0] + 0.5363325363 * c[1] + 0.0514459929 * c[2]);
        double m = Math.Cbrt(0.2119034982 * c[0] + 0.6806995451 * c[1] + 0.1073969566 * c[2]);
        double s = Math.Cbrt(0.0883024619 * c[0] + 0.2817188376 * c[1] + 0.6299787005 * c[2]);
        return [0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s, 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s];
    }
}
