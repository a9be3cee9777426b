using System.Globalization;

namespace CoEvolve.Cluster.Tests;

/// <summary>What scripts/chaos.sh runs, and the node that <see cref="PoisonTests"/> lets die.</summary>
internal static class Program
{
    private static int Main(string[] arguments) => arguments switch
    {
        ["chaos", string rounds, string seed] => RunRounds(int.Parse(rounds, CultureInfo.InvariantCulture), int.Parse(seed, CultureInfo.InvariantCulture)),
        ["poison-node", string poisons, .. string[] node] => PoisonNode.Run(poisons, node),
        _ => throw new ArgumentException("It takes: chaos ROUNDS SEED."),
    };

    // Stops at the first round that fails.
    private static int RunRounds(int rounds, int seed)
    {
        using var local = new LocalRun(new Journal());
        for (int round = 1; round <= rounds; round++, seed++)
        {
            var journal = new Journal();
            try
            {
                using var chaos = new ChaosRound(seed, local, journal);
                Console.WriteLine($"round {round} of {rounds}, {chaos.Run()}");
                if (Environment.GetEnvironmentVariable("J") is { } f) File.WriteAllText(f + round, journal.ToString());
            }
            catch (ChaosException exception)
            {
                Console.WriteLine($"round {round} of {rounds} FAILED, {exception.Message}");
                return 1;
            }
        }

        return 0;
    }
}
