namespace CoEvolve.Engines.Tests;

/// <summary>A store of one claim that is asked for by name, which answers and remembers what a test wants.</summary>
/// <param name="inner">Has the claim.</param>
internal sealed class NamedStore(ScriptedStore inner) : INamedRunStore
{
    /// <summary>Why there is no claim; or that there is one.</summary>
    public NoClaim Reason { get; init; } = NoClaim.Taken;

    public IReadOnlyList<EcosystemKey> Work { get; init; } = [];

    public IReadOnlyList<EcosystemCommands> Commands { get; init; } = [];

    public IDisposable? Lock { get; init; }

    /// <summary>What it was asked, in order.</summary>
    public List<object> Asked { get; } = [];

    public IClaim? Claim(int most, CancellationToken cancellation = default) => inner.Claim(most, cancellation);

    public NamedClaim Claim(EcosystemKey ecosystem, CancellationToken cancellation = default)
    {
        Asked.Add((ecosystem, cancellation));
        IClaim claim = inner.Claim(1, cancellation)!;
        return Reason == NoClaim.Taken ? new NamedClaim(claim) : new NamedClaim(null, Reason);
    }

    public IReadOnlyList<EcosystemKey> FindWork(int most, CancellationToken cancellation = default)
    {
        Asked.Add((nameof(FindWork), most, cancellation));
        return Work;
    }

    public IReadOnlyList<EcosystemCommands> FindCommands(int most, CancellationToken cancellation = default)
    {
        Asked.Add((nameof(FindCommands), most, cancellation));
        return Commands;
    }

    public IDisposable? TryLock(string name)
    {
        Asked.Add(name);
        return Lock;
    }

    public void AwaitChange(CancellationToken cancellation) => Asked.Add((nameof(AwaitChange), cancellation));

    public bool AwaitCommands(CancellationToken cancellation) => inner.AwaitCommands(cancellation);

    public void Flush() => inner.Flush();

    public void Dispose() => Asked.Add(nameof(Dispose));
}
