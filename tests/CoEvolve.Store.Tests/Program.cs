namespace CoEvolve.Store.Tests;

internal static class Program
{
    /// <summary>The program that <see cref="CrashTests"/> kills; its arguments are the file, and what to do with it.</summary>
    private static void Main(string[] arguments) => CrashTests.RunUntilKilled(arguments[0], arguments[1]);
}
