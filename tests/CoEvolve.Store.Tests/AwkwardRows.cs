using CoEvolve.Core;
using CoEvolve.Engines;

namespace CoEvolve.Store.Tests;

/// <summary>Rows whose numbers are at the edges of what a double can be, and others with random bits. The same ones each time.</summary>
internal static class AwkwardRows
{
    private static readonly double[] Awkward =
        [0.0, -0.0, 1.0, -1.0, 1e-300, double.Epsilon, -double.Epsilon, 2.2250738585072011e-308, double.MaxValue, double.MinValue, 0.1, Math.PI, 1L << 53, 1e15];

    /// <summary>A row of each model and caption of <see cref="Samples.Experiment"/>, for generations 0 to the last, and two snapshots.</summary>
    public static SliceRows Make(int last)
    {
        var random = new Random(7);
        double Next() => random.Next(3) == 0 ? BitConverter.Int64BitsToDouble(random.NextInt64() & ~(1L << 62)) : Awkward[random.Next(Awkward.Length)];
        double? Maybe() => random.Next(3) == 0 ? null : Next();
        var rows = new SliceRows();
        for (int generation = 0; generation <= last; generation++)
        {
            rows.Texts.Add(new TextMetricRow(generation, Samples.Text, new TextMetrics(Next(), Next(), Next(), random.Next(), Next(), Maybe())));
            rows.Images.Add(new ImageMetricRow(generation, Samples.Image, new ImageMetrics(Next(), Next(), Maybe(), Next(), Next(), Next(), Maybe())));
            for (int caption = 0; caption < 3; caption++)
                rows.Captions.Add(new CaptionMetricRow(generation, Samples.Image, caption, new CaptionMetrics(Next(), Next(), Maybe(), Next())));
        }

        rows.Snapshots.Add(new SnapshotRow(3, Samples.Text, 1, [0, 255, 128, 0]));
        rows.Snapshots.Add(new SnapshotRow(last, Samples.Image, 2, []));
        return rows;
    }
}
