using System.Collections.Immutable;
using CoEvolve.Core;

namespace CoEvolve.Actors;

/// <summary>Measures whole ecosystems for the coordinator: what is recorded of a generation, and what is followed in all.</summary>
internal sealed class EcosystemMeasures
{
    private readonly EcosystemSpec _spec;
    private readonly ImageMeasures _images;
    private readonly int[] _promptTotals;
    private readonly double[] _shares;
    private bool _pending;

    public EcosystemMeasures(EcosystemSpec spec)
    {
        _spec = spec;
        _images = new ImageMeasures(spec.InitialImages.Gaussians);
        _promptTotals = new int[spec.ImageModels.Length];
        for (int j = 0; j < _promptTotals.Length; j++)
        {
            foreach ((int _, int captions) in spec.PromptsOf(j))
                _promptTotals[j] = checked(_promptTotals[j] + captions);
        }

        _shares = new double[spec.Captions];
        Record = new GenerationRecord(spec.TextModels.Length, spec.ImageModels.Length, spec.Captions);
    }

    /// <summary>What <see cref="Measure"/> fills.</summary>
    public GenerationRecord Record { get; }

    /// <summary>Measures the present generation, if anything of it is to be recorded.</summary>
    /// <param name="state">The present.</param>
    /// <param name="isLast">Whether the ecosystem ends here.</param>
    /// <param name="context">Divides the work.</param>
    public void Measure(EcosystemState state, bool isLast, IActorContext context)
    {
        int t = state.Generation;
        bool snapshot = _spec.Recording.Snapshots.Contains(t);
        Record.Generation = t;
        Record.IsLast = isLast;
        Record.HasMetrics = isLast || _spec.Recording.Records(t);
        Record.HasCaptions = Record.HasMetrics && _spec.Recording.Captions;
        Record.Snapshots = snapshot
            ? [.. state.Texts.Select(ModelSnapshot.Of), .. state.Images.Select(i => ModelSnapshot.Of(i.Gaussians))]
            : [];
        _pending = Record.HasMetrics || snapshot;
        if (!Record.HasMetrics)
            return;
        for (int i = 0; i < state.Texts.Length; i++)
            Record.Texts[i] = TextMeasures.Measure(state.Texts[i], _spec.InitialShares, _spec.TextModels[i].CaptionsPerGeneration, readerResolution: null);
        for (int j = 0; j < state.Images.Length; j++)
        {
            ShareOfPrompts(state, j);
            context.Divide(_images, _images.Begin(state.Images[j], _shares));
            Record.Images[j] = _images.End(state.Images[j], _shares, _promptTotals[j], Record.Captions[j]);
        }
    }

    /// <summary>Adds what is known only when the step from the measured generation is done.</summary>
    /// <returns>Whether there is anything to record.</returns>
    public bool AddResolutions(EcosystemState state)
    {
        if (Record.HasMetrics)
        {
            for (int i = 0; i < state.Texts.Length; i++)
                Record.Texts[i] = Record.Texts[i] with { ReaderResolution = state.Resolutions[i] };
        }

        return _pending;
    }

    /// <summary>Mean Gini–Simpson diversity of the text models.</summary>
    public double TextDiversity(EcosystemState state)
    {
        double sum = 0;
        foreach (double[] shares in state.Texts)
            sum += TextMeasures.GiniSimpson(shares);
        return sum / _spec.TextModels.Length;
    }

    /// <summary>Mean share-weighted diversity of the image models; 1 at the start.</summary>
    public double ImageDiversity(EcosystemState state)
    {
        double sum = 0;
        for (int j = 0; j < state.Images.Length; j++)
        {
            ShareOfPrompts(state, j);
            sum += _images.Diversity(state.Images[j].Gaussians, _shares);
        }

        return sum / _spec.ImageModels.Length;
    }

    // Σᵢ Nᵢⱼ pⁱ / Σᵢ Nᵢⱼ. With one writer that is p itself, to the last bit.
    private void ShareOfPrompts(EcosystemState state, int imageModel)
    {
        ImmutableArray<(int Text, int Captions)> prompts = _spec.PromptsOf(imageModel);
        if (prompts.Length == 1)
        {
            state.Texts[prompts[0].Text].CopyTo(_shares, 0);
            return;
        }

        _shares.AsSpan().Clear();
        foreach ((int text, int captions) in prompts)
        {
            double weight = (double)captions / _promptTotals[imageModel];
            for (int k = 0; k < _shares.Length; k++)
                _shares[k] = Math.FusedMultiplyAdd(weight, state.Texts[text][k], _shares[k]);
        }
    }
}
