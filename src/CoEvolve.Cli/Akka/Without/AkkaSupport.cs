namespace CoEvolve.Cli;

/// <summary>Of a program that was built without Akka.NET.</summary>
internal static class AkkaSupport
{
    /// <summary>Null: there is none.</summary>
    public static IAkkaSupport? Find() => null;
}
