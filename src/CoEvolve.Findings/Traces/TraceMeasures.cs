using CoEvolve.Core;

namespace CoEvolve.Findings;

/// <summary>Numbers that several findings take from a trace.</summary>
internal static class TraceMeasures
{
    // A collapsed image model reaches 1e-300 and then 0; the floor keeps its logarithm finite.
    private const double LeastDiversity = 1e-300;

    /// <summary>Mean over captions of ln D_k.</summary>
    public static double MeanLogDiversity(this EcosystemTrace trace, int t) => trace.Mean(t, c => Math.Log(Math.Max(c.Diversity, LeastDiversity)));

    /// <summary>Mean over captions, each as much as the other.</summary>
    public static double Mean(this EcosystemTrace trace, int t, Func<CaptionMetrics, double> measure)
    {
        double sum = 0;
        foreach (CaptionMetrics caption in trace.At(t))
            sum += measure(caption);
        return sum / trace.Captions;
    }

    /// <summary>Mean over captions, weighted by their shares.</summary>
    public static double WeightedMean(this EcosystemTrace trace, int t, Func<CaptionMetrics, double> measure)
    {
        double sum = 0;
        foreach (CaptionMetrics caption in trace.At(t))
            sum += caption.Share * measure(caption);
        return sum;
    }

    /// <summary>Mean over the generations of a window.</summary>
    public static double Over(Window window, Func<int, double> measure)
    {
        double sum = 0;
        for (int t = window.First; t <= window.Last; t++)
            sum += measure(t);
        return sum / window.Count;
    }

    /// <summary>ρ̄ = Σ ρ̂G / ΣG over ecosystems and the generations of a window that start a step.</summary>
    public static double Resolution(IReadOnlyList<EcosystemTrace> traces, Window window)
    {
        double weighted = 0, weight = 0;
        foreach (EcosystemTrace trace in traces)
        {
            for (int t = window.First; t <= Math.Min(window.Last, trace.Generations - 1); t++)
            {
                weight += trace.TextDiversity[t];
                // NULL where the text has no diversity left to resolve: such a step adds nothing.
                if (!double.IsNaN(trace.ReaderResolution[t]))
                    weighted += trace.ReaderResolution[t] * trace.TextDiversity[t];
            }
        }

        return weighted / weight;
    }
}
