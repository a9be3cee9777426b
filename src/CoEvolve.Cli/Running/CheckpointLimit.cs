using System.Globalization;
using CoEvolve.Actors;
using CoEvolve.Scenarios;

namespace CoEvolve.Cli;

/// <summary>Refuses models that are too large for a database: every slice stores a checkpoint of the whole ecosystem as one value.</summary>
internal static class CheckpointLimit
{
    /// <summary>The largest checkpoint, bytes: PostgreSQL's largest value and its largest message have 1 GB, less what goes along with it.</summary>
    public const long Most = (1L << 30) - (1L << 20);

    /// <summary>Returns if every point's checkpoints can be stored.</summary>
    /// <param name="experiment">What is to be submitted.</param>
    /// <param name="most">The largest checkpoint, bytes.</param>
    /// <exception cref="BadInputException">Those of a point cannot; names the one with the largest.</exception>
    public static void Check(ResolvedExperiment experiment, long most = Most)
    {
        ResolvedPoint largest = experiment.Points.MaxBy(point => EcosystemCheckpoint.SizeOf(point.Spec))!;
        EcosystemSpec spec = largest.Spec;
        long size = EcosystemCheckpoint.SizeOf(spec);
        if (size <= most)
            return;
        string point = experiment.Points.Count == 1 ? "" : $"point {largest.Values}: ";
        throw new BadInputException(string.Create(
            CultureInfo.InvariantCulture,
            $"{point}a checkpoint with K = {spec.Captions} captions in d = {spec.InitialImages.Gaussians.Dimension} dimensions has {size:N0} bytes; a PostgreSQL database keeps {most:N0} at most. Run it with --engine local, or with fewer captions or dimensions."));
    }
}
