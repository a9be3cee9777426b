using CoEvolve.Actors;
using CoEvolve.Core;
using CoEvolve.Engines;

namespace CoEvolve.Benchmarks;

/// <summary>One generation of an ecosystem as its models find it: what the text model knows, what the image model is asked for.</summary>
internal sealed class Moment
{
    /// <summary>By then the images have collapsed, and most captions are dead or need not be looked at.</summary>
    public const int LateGeneration = 300;

    /// <summary>Number of the replicate.</summary>
    public const int Replicate = 1;

    private readonly EcosystemSpec _spec;

    private Moment(EcosystemSpec spec, EcosystemCheckpoint checkpoint)
    {
        _spec = spec;
        Generation = checkpoint.Generation;
        Shares = checkpoint.Texts[0];
        Images = checkpoint.Images[0];
        Counts = new int[spec.Captions];
        new MultinomialCounts(spec.Captions).Draw(Key(StreamPurpose.Captions), Replicate, Generation, spec.TextModels[0].CaptionsPerGeneration, Shares, Counts);
    }

    /// <summary>K.</summary>
    public int Captions => _spec.Captions;

    /// <summary>d.</summary>
    public int Dimension => _spec.Dimension;

    /// <summary>τ as it is used.</summary>
    public double Noise => ImageReading.EffectiveNoise(_spec.TextModels[0].PerceptionNoise, _spec.InitialTraces.Max(), Dimension);

    /// <summary>t.</summary>
    public int Generation { get; }

    /// <summary>p, length K.</summary>
    public double[] Shares { get; }

    /// <summary>μ and A.</summary>
    public ImageModelState Images { get; }

    /// <summary>n_k, length K: the captions that the text model writes.</summary>
    public int[] Counts { get; }

    /// <summary>Runs an ecosystem up to a moment.</summary>
    public static Moment Reach(Work work, Stage stage)
    {
        EcosystemSpec spec = WorkSpecs.Of(work);
        EcosystemCheckpoint start = EcosystemCheckpoint.Initial(spec, Replicate);
        if (stage == Stage.Start)
            return new Moment(spec, start);
        using IEcosystemHost host = new LocalEngine().Open(spec, start, new NoSink());
        host.RunUntil(LateGeneration);
        return new Moment(spec, host.TakeCheckpoint());
    }

    /// <summary>A key that no other purpose has.</summary>
    public StreamKey Key(StreamPurpose purpose) => StreamKey.Derive(_spec.Seed, "text", "image", purpose);

    /// <summary>Makes the images of the moment.</summary>
    /// <returns>z and δ.</returns>
    public (ImageBatch Innovations, ImageBatch Displacements) MakeImages()
    {
        var innovations = new ImageBatch(Captions, Dimension);
        var displacements = new ImageBatch(Captions, Dimension);
        innovations.Layout(Counts);
        ImageMaking.DrawInnovations(Key(StreamPurpose.Images), Replicate, Generation, innovations);
        ImageMaking.Displace(Images.Gaussians, innovations, displacements);
        return (innovations, displacements);
    }
}
