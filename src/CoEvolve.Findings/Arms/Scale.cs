namespace CoEvolve.Findings;

/// <summary>How much is computed for each arm.</summary>
/// <param name="Seeds">Blocks of replicates; each has a seed, and so a draw of initial means, of its own.</param>
/// <param name="Replicates">Ecosystems per seed.</param>
/// <param name="DigitsSeeds">Seeds of the digits, whose means are fitted and the same for all.</param>
/// <param name="Length">Factor on the generations of arms that run for longer than <see cref="Shortest"/>; in (0, 1].</param>
public sealed record Scale(int Seeds, int Replicates, int DigitsSeeds, double Length)
{
    /// <summary>No arm is cut to fewer generations than this.</summary>
    public const int Shortest = 100;

    /// <summary>20 × 10 = 200 ecosystems an arm.</summary>
    public static Scale Full { get; } = new(Seeds: 20, Replicates: 10, DigitsSeeds: 8, Length: 1);

    /// <summary>A quarter of that, and shorter: for a first look, with wider intervals and the same error level.</summary>
    public static Scale Quick { get; } = new(Seeds: 12, Replicates: 5, DigitsSeeds: 6, Length: 0.5);

    /// <summary>How long an arm runs at this scale.</summary>
    public int GenerationsOf(Arm arm)
    {
        ArgumentNullException.ThrowIfNull(arm);
        return Math.Max(Math.Min(Shortest, arm.Generations), (int)(arm.Generations * Length));
    }
}
