namespace CoEvolve.Postgres.Testing.Tests;

internal static class Program
{
    /// <summary>The program that <see cref="LeavesNothingTests"/> kills: it starts a server, says where, and waits.</summary>
    private static void Main()
    {
        using var server = new PrivatePostgres();
        Console.WriteLine(server.Folder);
        Console.ReadLine();
    }
}
