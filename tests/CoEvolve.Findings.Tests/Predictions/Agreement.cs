using CoEvolve.Actors;
using CoEvolve.Reference;

namespace CoEvolve.Findings.Tests;

/// <summary>Predictions held against means over replicates, at |z| &lt; 4.5: a correct one fails with probability 7e-6, once, seeds being fixed.</summary>
internal static class Agreement
{
    /// <summary>Every prediction of every generation but the first and the long run.</summary>
    public static void Assert(EcosystemSpec spec, int replicates, int least)
    {
        Course[] runs = Small.Run(spec, replicates);
        int compared = 0;
        foreach (Prediction prediction in Small.Predictions(spec).Where(p => p.Generation > 0 && p.Generation != Prediction.LongRun))
        {
            double[] values = [.. runs.Select(r => r.Value(prediction, prediction.Generation)).OfType<double>()];
            AssertHolds(prediction, values);
            compared++;
        }

        Xunit.Assert.True(compared >= least, $"Only {compared} predictions were compared.");
    }

    /// <summary>One prediction, and what replicates came to.</summary>
    public static void AssertHolds(Prediction prediction, double[] values)
    {
        // What does not vary must agree to rounding.
        double z = values.Max() - values.Min() < 1e-12
            ? Math.Abs(values[0] - prediction.Predicted) < 1e-12 ? 0 : double.PositiveInfinity
            : Statistics.MeanZ(values, prediction.Predicted);
        bool holds = prediction.Kind switch
        {
            PredictionKind.LowerBound => z > -4.5,
            PredictionKind.UpperBound => z < 4.5,
            _ => Math.Abs(z) < 4.5,
        };
        Xunit.Assert.True(holds, FormattableString.Invariant($"{prediction}: z = {z:F2}, mean {values.Average():G6} of {values.Length}."));
    }
}
