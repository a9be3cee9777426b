using CoEvolve.Actors;

namespace CoEvolve.Findings;

/// <summary>
/// Which captions keep their probability for ever, so that the law of their counts is known: all under frozen text; and
/// without it those at 0 or 1 that no corpus moves, since a posterior is 0 or 1 there too.
/// </summary>
internal static class StandingShares
{
    /// <summary>Whether caption k keeps its probability.</summary>
    public static bool Of(EcosystemSpec spec, int caption)
    {
        TextModelSpec text = spec.TextModels[0];
        double share = spec.InitialShares[caption];
        return text.Frozen
            || (share is 0 or 1 && (text.Corpus.CaptionsPerGeneration == 0 || text.Corpus.Distribution[caption] == share));
    }

    /// <summary>Whether all captions do.</summary>
    public static bool All(EcosystemSpec spec)
    {
        for (int k = 0; k < spec.Captions; k++)
        {
            if (!Of(spec, k))
                return false;
        }

        return true;
    }
}
