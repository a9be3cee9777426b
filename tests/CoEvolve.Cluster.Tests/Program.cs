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
        var reports = new List<ChaosReport>();
        for (int round = 1; round <= rounds; round++, seed++)
        {
            try
            {
                using var chaos = new ChaosRound(seed, local, new Journal());
                reports.Add(chaos.Run());
                Console.WriteLine($"round {round} of {rounds}, {reports[^1]}");
            }
            catch (ChaosException exception)
            {
                Console.WriteLine($"round {round} of {rounds} FAILED, {exception.Message}");
                return 1;
            }
        }

        TimeSpan[] takeovers = [.. reports.SelectMany(report => report.Takeovers).Order()];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rounds} rounds: {reports.Sum(report => report.Kills)} kills, {reports.Sum(report => report.Hits)} of uncommitted work; taken over in {takeovers[takeovers.Length / 2].TotalSeconds:0.00} s (median), {takeovers[^1].TotalSeconds:0.00} s (longest)"));
        return 0;
    }
}
