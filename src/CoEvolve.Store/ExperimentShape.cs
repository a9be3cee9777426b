using System.Globalization;
using CoEvolve.Engines;

namespace CoEvolve.Store;

/// <summary>What every store demands of an experiment.</summary>
internal static class ExperimentShape
{
    /// <summary>Returns if the experiment has ecosystems.</summary>
    /// <exception cref="ArgumentException">It has none.</exception>
    public static void Check(ExperimentDefinition experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        if (experiment.Points.Count >= 1 && experiment.Replicates >= 1)
            return;
        string message = string.Create(
            CultureInfo.InvariantCulture,
            $"{experiment.Points.Count} points and {experiment.Replicates} replicates: allowed is one of each, or more.");
        throw new ArgumentException(message, nameof(experiment));
    }
}
