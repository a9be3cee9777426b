using System.IO.Compression;
using System.Security.Cryptography;
using CoEvolve.Core;

namespace CoEvolve.Scenarios.Tests;

public class DigitsTests
{
    private const string Words = "vocabulary: { captions: [zero, one, two, three, four, five, six, seven, eight, nine] }\n";
    private static readonly InputFile Digits = new("digits.csv.gz", Repository.Data("digits.csv.gz"));

    [Fact]
    public void The_file_is_the_published_one()
    {
        Assert.StartsWith("46abec6b", Convert.ToHexStringLower(SHA256.HashData(Digits.Bytes)));
        Assert.Equal(1797, Rows().Count);
    }

    [Fact]
    public void Half_of_each_digits_images_is_held_out_whatever_the_seed()
    {
        FittedImageSpace space = Fit("principalComponents: 16, heldOut: 0.5", seed: 1);
        int[] counts = [.. Enumerable.Range(0, 10).Select(digit => Rows().Count(row => row[64] == digit))];

        Assert.Equal(counts.Select(count => count / 2), space.Initial.PoolSizes);
        Assert.Equal(counts.Select(count => (count + 1) / 2), space.HeldOut.Select(rows => rows.Length / 16));
        Assert.Equal(space.ToBytes(), Fit("principalComponents: 16, heldOut: 0.5", seed: 99).ToBytes());
    }

    [Fact]
    public void Without_components_the_space_is_the_pixels_and_the_split_takes_every_second_row()
    {
        FittedImageSpace space = Fit("heldOut: 0.5");
        double[][] threes = [.. Rows().Where(row => row[64] == 3).Select(row => row[..64])];

        Assert.Equal((64, 64), (space.Dimension, space.Pixels));
        Assert.Equal(threes.Where((_, j) => j % 2 == 0).SelectMany(row => row), space.HeldOut[3]);
        double[][] fitted = [.. threes.Where((_, j) => j % 2 == 1)];
        Assert.Equal(fitted.Length, space.Initial.PoolSizes[3]);
        AssertIsFitOf(fitted, space.Initial.Gaussians, 3);
        Assert.Equal(0, space.Initial.Gaussians.Factor(3)[0]);
        var picture = new double[64];
        space.Decode(threes[1], picture);
        Assert.Equal(threes[1], picture);
    }

    [Fact]
    public void A_quarter_held_out_takes_the_second_of_every_four()
    {
        FittedImageSpace space = Fit("heldOut: 0.25");
        double[][] zeros = [.. Rows().Where(row => row[64] == 0).Select(row => row[..64])];

        Assert.Equal(zeros.Where((_, j) => j % 4 == 1).SelectMany(row => row), space.HeldOut[0]);
    }

    [Fact]
    public void All_64_components_keep_every_image_to_1e_10()
    {
        PrincipalComponents components = Fit("principalComponents: 64, heldOut: 0.5").Components!;

        Assert.All(Rows().Take(100), row => Assert.True(DecodingError(components, row[..64]) < 1e-10));
    }

    [Fact]
    public void Sixteen_components_lose_exactly_the_variance_of_the_others()
    {
        PrincipalComponents few = Fit("principalComponents: 16").Components!;
        PrincipalComponents all = Fit("principalComponents: 64").Components!;
        double lost = all.Variances[16..].ToArray().Sum();
        double whole = all.Variances.ToArray().Sum();

        Assert.Equal(lost, Rows().Average(row => Math.Pow(DecodingError(few, row[..64]), 2)), 1e-9 * whole);
        Assert.InRange(lost / whole, 0.1, 0.2);
    }

    [Fact]
    public void Directions_are_orthonormal_with_falling_variance_and_a_positive_largest_entry()
    {
        PrincipalComponents components = Fit("principalComponents: 20").Components!;

        for (int a = 0; a < 20; a++)
        {
            double[] direction = components.Directions.Slice(a * 64, 64).ToArray();
            Assert.True(direction.MaxBy(Math.Abs) > 0);
            Assert.True(a == 0 || components.Variances[a] <= components.Variances[a - 1]);
            for (int b = 0; b <= a; b++)
                Assert.Equal(a == b ? 1 : 0, direction.Zip(components.Directions.Slice(b * 64, 64).ToArray(), (x, y) => x * y).Sum(), 12);
        }

        // The variances of the first three components of this file, as other programs publish them (dividing by n − 1).
        double scale = 1797.0 / 1796;
        Assert.Equal(179.0, components.Variances[0] * scale, 0.1);
        Assert.Equal(163.7, components.Variances[1] * scale, 0.1);
        Assert.Equal(141.8, components.Variances[2] * scale, 0.1);
    }

    [Fact]
    public void The_fit_survives_storage_bit_for_bit()
    {
        foreach (string settings in new[] { "principalComponents: 5, heldOut: 0.5", "heldOut: 0", "principalComponents: none" })
        {
            FittedImageSpace space = Fit(settings);
            byte[] bytes = space.ToBytes();
            FittedImageSpace again = FittedImageSpace.FromBytes(bytes);

            Assert.Equal(bytes, again.ToBytes());
            Assert.Equal(space.Fingerprint, again.Fingerprint);
            Assert.Equal(space.Initial.Gaussians.Factors, again.Initial.Gaussians.Factors);
            Assert.Equal(space.Initial.PoolSizes, again.Initial.PoolSizes);
        }
    }

    [Fact]
    public void A_stored_fit_is_taken_as_it_is_and_one_of_other_settings_refused()
    {
        FittedImageSpace stored = Fit("principalComponents: 5, heldOut: 0.5");
        string text = Words + "imageSpace: { data: digits.csv.gz, principalComponents: 5, heldOut: 0.5 }";

        Assert.Same(stored, ScenarioFile.Read(text, "x.yaml", new StoredInputFiles([Digits]), imageSpace: stored).ImageSpace);
        string message = Assert.Throws<ScenarioException>(() => ScenarioFile.Read(text, "x.yaml", new StoredInputFiles([Digits]), ["imageSpace.heldOut=0.4"], imageSpace: stored)).Message;
        Assert.Contains("the fit stored with the experiment was made from other images or settings", message);
    }

    [Fact]
    public void Damaged_or_foreign_fits_are_refused()
    {
        byte[] bytes = Fit("principalComponents: 2").ToBytes();

        Assert.Contains("does not begin with CEIS", Assert.Throws<InvalidDataException>(() => FittedImageSpace.FromBytes([1, 2, 3, 4, 5])).Message);
        byte[] newer = [.. bytes];
        newer[4] = 9;
        Assert.Contains("has version 9; this program reads version 1", Assert.Throws<InvalidDataException>(() => FittedImageSpace.FromBytes(newer)).Message);
        Assert.Throws<InvalidDataException>(() => FittedImageSpace.FromBytes([.. bytes, 0]));
        for (int length = 0; length < bytes.Length; length += 97)
            Assert.Throws<InvalidDataException>(() => FittedImageSpace.FromBytes(bytes[..length]));
        for (int i = 40; i < 56; i++)
        {
            byte[] odd = [.. bytes];
            odd[i] ^= 0x7f;
            Assert.Throws<InvalidDataException>(() => FittedImageSpace.FromBytes(odd));
        }
    }

    private static FittedImageSpace Fit(string settings, ulong seed = 1) =>
        Given.Scenario($"{Words}imageSpace: {{ data: digits.csv.gz, {settings} }}", null, seed, Digits).ImageSpace!;

    private static double DecodingError(PrincipalComponents components, double[] image)
    {
        var latent = new double[components.Count];
        var picture = new double[image.Length];
        components.Encode(image, latent);
        components.Decode(latent, picture);
        return Math.Sqrt(image.Zip(picture, (a, b) => (a - b) * (a - b)).Sum());
    }

    // Against the textbook formulas: Σ is the mean of the outer products of the differences to the mean.
    private static void AssertIsFitOf(double[][] images, CaptionGaussians gaussians, int caption)
    {
        int d = gaussians.Dimension;
        double[] mean = [.. Enumerable.Range(0, d).Select(i => images.Average(image => image[i]))];
        double[] factor = gaussians.Factor(caption).ToArray();
        for (int i = 0; i < d; i++)
        {
            Assert.Equal(mean[i], gaussians.Mean(caption)[i], 10);
            Assert.True(factor[(i * d) + i] >= 0);
            for (int j = 0; j <= i; j++)
            {
                double expected = images.Average(image => (image[i] - mean[i]) * (image[j] - mean[j]));
                double actual = Enumerable.Range(0, d).Sum(c => factor[(i * d) + c] * factor[(j * d) + c]);
                Assert.Equal(expected, actual, 9);
                Assert.True(i == j || factor[(j * d) + i] == 0);
            }
        }
    }

    private static List<double[]> Rows()
    {
        using var reader = new StreamReader(new GZipStream(new MemoryStream(Digits.Bytes), CompressionMode.Decompress));
        var rows = new List<double[]>();
        while (reader.ReadLine() is string line)
            rows.Add([.. line.Split(',').Select(cell => double.Parse(cell, System.Globalization.CultureInfo.InvariantCulture))]);
        return rows;
    }
}
