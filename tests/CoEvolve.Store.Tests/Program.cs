namespace CoEvolve.Store.Tests;

internal static class Program
{
    /// <summary>The program that <see cref="CrashTests"/> kills; its argument is the file.</summary>
    private static void Main(string[] arguments) => CrashTests.RunUntilKilled(arguments[0]);
}
