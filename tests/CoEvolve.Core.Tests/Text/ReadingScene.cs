using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

/// <summary>Images of a model made by the product, and what a reader sees of them, reconstructed for the reference.</summary>
internal sealed class ReadingScene
{
    public static readonly StreamKey Perception = StreamKey.Derive(5, "reader", "painter for writer", StreamPurpose.Perception);
    public static readonly StreamKey Choice = StreamKey.Derive(5, "reader", "painter for writer", StreamPurpose.Reading);

    public ReadingScene(double[] prior, CaptionGaussians gaussians, int[] counts, double noise, int replicate = 0)
    {
        Prior = prior;
        Gaussians = gaussians;
        Noise = noise;
        Replicate = replicate;
        var innovations = new ImageBatch(gaussians.Captions, gaussians.Dimension);
        innovations.Layout(counts);
        ImageMaking.DrawInnovations(StreamKey.Derive(5, "painter", "writer", StreamPurpose.Images), replicate, 1, innovations);
        Displacements = new ImageBatch(gaussians.Captions, gaussians.Dimension);
        ImageMaking.Displace(gaussians, innovations, Displacements);
        Reading = new ImageReading(gaussians.Captions, gaussians.Dimension);
    }

    public double[] Prior { get; }

    public CaptionGaussians Gaussians { get; }

    public double Noise { get; }

    public int Replicate { get; }

    public ImageBatch Displacements { get; }

    public ImageReading Reading { get; }

    /// <summary>Σq by the product, and Σ(1 − ‖q‖²).</summary>
    public (double[] Totals, double Diversity) ReadSoftly()
    {
        Reading.Reset();
        Reading.Preparing.DoAll(Reading.BeginPreparing(Prior, Gaussians, Noise));
        Read(choice: null);
        var totals = new double[Prior.Length];
        double diversity = Reading.Total(totals);
        return (totals, diversity);
    }

    /// <summary>Reads all images once more; null reads softly.</summary>
    public void Read(StreamKey? choice)
    {
        int parts = Reading.Begin(Displacements, Perception, choice, Replicate, 1);
        do
            Reading.DoAll(parts);
        while (Reading.BeginNextRound());
        Reading.End();
    }

    public double[] ReadBySampling()
    {
        Reading.Reset();
        Reading.Preparing.DoAll(Reading.BeginPreparing(Prior, Gaussians, Noise));
        Read(Choice);
        var totals = new double[Prior.Length];
        Assert.Equal(0, Reading.Total(totals));
        return totals;
    }

    /// <summary>
    /// y − μ_k of every image: ε comes from the stream in blocks of eight images, each dimension a row of eight.
    /// </summary>
    public IEnumerable<(int Caption, double[] Seen)> Seen()
    {
        int d = Gaussians.Dimension;
        for (int k = 0; k < Gaussians.Captions; k++)
        {
            var noise = new double[(Displacements.Counts[k] + 7) / 8 * 8 * d];
            new RandomStream(Perception, Replicate, 1, k).FillNormals(noise);
            for (int i = 0; i < Displacements.Counts[k]; i++)
            {
                var seen = new double[d];
                for (int a = 0; a < d; a++)
                    seen[a] = Displacements[k, i, a] + (Noise * noise[(((i / 8 * d) + a) * 8) + (i % 8)]);
                yield return (k, seen);
            }
        }
    }

    /// <summary>Posteriors by the reference, one image a row.</summary>
    public double[][] Posteriors()
    {
        double[][] means = Shapes.Means(Gaussians);
        double[][] points = [.. Seen().Select(s => s.Seen.Zip(means[s.Caption], (x, m) => x + m).ToArray())];
        return ReferenceReader.Posterior(Prior, means, Shapes.Covariances(Gaussians), Noise, points);
    }
}
