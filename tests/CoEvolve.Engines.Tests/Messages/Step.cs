using CoEvolve.Actors;
using CoEvolve.Actors.Tests;

namespace CoEvolve.Engines.Tests;

/// <summary>One step of an ecosystem with one text model and one image model, with messages altered and without.</summary>
internal sealed class Step
{
    // The reference forms x = μ + δ and the sum Σ + τ²I, and reads without the noise at its floor of 1e-9.
    private const double Tolerance = 1e-7;

    private readonly EcosystemSpec _spec;
    private readonly ReferenceStep _reference;

    private Step(EcosystemSpec spec, EcosystemCheckpoint before, EcosystemCheckpoint after, EcosystemCheckpoint untouched, Traffic delivered)
    {
        _spec = spec;
        _reference = new ReferenceStep(spec, before, delivered);
        After = after;
        Untouched = untouched;
        Delivered = delivered;
        Image = new Roster(spec).Image(0);
    }

    public EcosystemCheckpoint After { get; }

    public EcosystemCheckpoint Untouched { get; }

    public Traffic Delivered { get; }

    public ActorId Text { get; } = Roster.Text(0);

    public ActorId Image { get; }

    /// <summary>Goes to a generation undisturbed, and one step on with what <paramref name="alter"/> makes of the messages.</summary>
    public static Step Take(EcosystemSpec spec, int generation, Func<ActorId, Message, Message> alter)
    {
        EcosystemCheckpoint before = RunTo(new LocalEngine(), spec, EcosystemCheckpoint.Initial(spec, replicate: 1), generation);
        var delivered = new Traffic();
        var altered = new TappedEngine((recipient, message) => delivered.Keep(recipient, alter(recipient, message)));
        EcosystemCheckpoint after = RunTo(altered, spec, before, generation + 1);
        return new Step(spec, before, after, RunTo(new LocalEngine(), spec, before, generation + 1), delivered);
    }

    /// <summary>The text model is what the reference makes of what was delivered.</summary>
    public void AssertText() => AssertClose(_reference.Text(0), After.Texts[0]);

    /// <summary>The image model is what the reference makes of what was delivered.</summary>
    public void AssertImages()
    {
        for (int k = 0; k < _spec.Captions; k++)
        {
            (double[] mean, double[,] covariance) = _reference.Image(0, k);
            AssertClose(mean, After.Images[0].Gaussians.Mean(k).ToArray());
            AssertClose([.. covariance.Cast<double>()], [.. ReferenceStep.Covariance(After.Images[0].Gaussians, k).Cast<double>()]);
        }
    }

    public void AssertTextChanged() => Assert.True(Distance(After.Texts[0], Untouched.Texts[0]) > 0.01);

    public void AssertTextUnchanged() => Assert.Equal(Untouched.Texts[0], After.Texts[0]);

    public void AssertImagesChanged() => Assert.True(Distance(After.Images[0].Gaussians.Factors, Untouched.Images[0].Gaussians.Factors) > 0.01);

    public void AssertImagesUnchanged()
    {
        Assert.Equal(Untouched.Images[0].Gaussians.Means, After.Images[0].Gaussians.Means);
        Assert.Equal(Untouched.Images[0].Gaussians.Factors, After.Images[0].Gaussians.Factors);
    }

    private static EcosystemCheckpoint RunTo(IEngine engine, EcosystemSpec spec, EcosystemCheckpoint from, int generation)
    {
        using IEcosystemHost host = engine.Open(spec, from, new NoSink());
        host.RunUntil(generation);
        return host.TakeCheckpoint();
    }

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.True(Distance(expected, actual) < Tolerance, $"Expected {string.Join(", ", expected)}; got {string.Join(", ", actual)}.");
    }

    private static double Distance(double[] a, double[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max();
}
