using CoEvolve.Core;

namespace CoEvolve.Findings;

/// <summary>The one-step identity of text diversity, added up along a trace (docs/model.md, section 6).</summary>
/// <remarks>
/// Given the state, the expected G' follows from p, the corpus and the reader's resolution, which every step measures without
/// bias. So measured minus predicted are martingale differences: their sum over a trace has mean zero, whatever the setting.
/// </remarks>
/// <param name="Predicted">G₀ and the sum of predicted changes.</param>
/// <param name="Measured">G_T.</param>
internal readonly record struct TextSteps(double Predicted, double Measured)
{
    public static TextSteps Of(EcosystemTrace trace)
    {
        var text = trace.Spec.TextModels[0];
        double[] corpus = text.Corpus.Distribution;
        double kappa = corpus.Sum(c => c * c);
        double predicted = trace.TextDiversity[0];
        var shares = new double[trace.Captions];
        for (int t = 0; t < trace.Generations; t++)
        {
            Shares(trace, t, shares);
            TextMoments now = TextMoments.Of(shares, corpus);
            double resolution = trace.ReaderResolution[t];
            TextMoments next = now.Next(kappa, text.CaptionsPerGeneration, text.Corpus.CaptionsPerGeneration, text.LearningRate, double.IsNaN(resolution) ? 0 : resolution);
            predicted += now.S - next.S;
        }

        return new TextSteps(predicted, trace.TextDiversity[trace.Generations]);
    }

    private static void Shares(EcosystemTrace trace, int t, double[] shares)
    {
        ReadOnlySpan<CaptionMetrics> captions = trace.At(t);
        for (int k = 0; k < shares.Length; k++)
            shares[k] = captions[k].Share;
    }
}
