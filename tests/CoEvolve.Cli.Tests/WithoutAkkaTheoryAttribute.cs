namespace CoEvolve.Cli.Tests;

/// <summary>A test of what a build says that has no Akka.NET; skipped in one that has it.</summary>
public sealed class WithoutAkkaTheoryAttribute : TheoryAttribute
{
    public WithoutAkkaTheoryAttribute() => Skip = AkkaSupport.Find() is null ? null : "This build has Akka.NET.";
}
