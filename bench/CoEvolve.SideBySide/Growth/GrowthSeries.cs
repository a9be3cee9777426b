using System.Globalization;
using CoEvolve.Engines;

namespace CoEvolve.SideBySide;

/// <summary>How the cost of a generation grows with one quantity, all else being that of a row.</summary>
/// <param name="Row">Name of the row.</param>
/// <param name="Quantity">What grows.</param>
/// <param name="Values">Its values.</param>
/// <param name="Microseconds">Wall-clock time per generation of an ecosystem, many running on all cores.</param>
internal sealed record GrowthSeries(string Row, string Quantity, IReadOnlyList<int> Values, IReadOnlyList<double> Microseconds)
{
    /// <summary>Measures a series of settings.</summary>
    /// <param name="row">The row around which it goes.</param>
    /// <param name="quantity">Name for people.</param>
    /// <param name="key">The setting.</param>
    /// <param name="seconds">Least duration of a measurement.</param>
    /// <param name="values">Values of the setting.</param>
    public static GrowthSeries Of(string row, string quantity, string key, double seconds, params int[] values)
    {
        var times = new List<double>();
        foreach (int value in values)
        {
            WorkRow changed = WorkRow.Load(row, string.Create(CultureInfo.InvariantCulture, $"{key}={value}"));
            OwnRun.Once(new LocalEngine(), changed.Unrecorded, replicates: 1, Environment.ProcessorCount);
            times.Add(1e6 / OwnRun.Rate(changed.Unrecorded, changed.Replicates, Environment.ProcessorCount, seconds).PerSecond);
        }

        return new GrowthSeries(row, quantity, values, times);
    }

    /// <summary>All series of docs/performance.md.</summary>
    /// <param name="seconds">Least duration of a measurement.</param>
    public static IEnumerable<GrowthSeries> All(double seconds)
    {
        yield return Of("small", "images N", "textModel.captionsPerGeneration", seconds, 50, 200, 800, 3200, 12800);
        yield return Of("medium", "captions K", "vocabulary.captions", seconds, 5, 10, 20, 40, 80);
        yield return Of("medium", "dimension d", "imageSpace.dimension", seconds, 2, 4, 8, 16, 32);
        yield return Of("small", "replicates", "replicates", seconds, 1, 2, 10, 100, 1000, 10000);
    }
}
