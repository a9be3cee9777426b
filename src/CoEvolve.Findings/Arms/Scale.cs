namespace CoEvolve.Findings;

/// <summary>How much is computed for each arm.</summary>
/// <param name="Seeds">Blocks of replicates; each has a seed, and so a draw of initial means, of its own.</param>
/// <param name="Replicates">Ecosystems per seed.</param>
/// <param name="DigitsSeeds">Seeds of the digits, whose means are fitted and the same for all.</param>
/// <param name="Length">Factor on the generations of arms that run for longer than <see cref="Shortest"/>; in (0, 1].</param>
public sealed record Scale(int Seeds, int Replicates, int DigitsSeeds, double Length)
{
    /// <summary>No arm is cut to fewer generations than this.</summary>
    public const int Shortest = 200;

    /// <summary>30 × 8 = 240 ecosystems an arm.</summary>
    public static Scale Full { get; } = new(Seeds: 30, Replicates: 8, DigitsSeeds: 8, Length: 1);

    /// <summary>Under half of that, and shorter: for a first look, with wider intervals and the same error level.</summary>
    public static Scale Quick { get; } = new(Seeds: 20, Replicates: 6, DigitsSeeds: 8, Length: 0.5);

    /// <summary>How long an arm runs at this scale.</summary>
    public int GenerationsOf(Arm arm)
    {
        ArgumentNullException.ThrowIfNull(arm);
        return Math.Max(Math.Min(Shortest, arm.Generations), (int)(arm.Generations * Length));
    }

    /// <summary>How many ecosystems an arm has for each seed.</summary>
    public int ReplicatesOf(Arm arm)
    {
        ArgumentNullException.ThrowIfNull(arm);
        return Math.Max(1, (int)Math.Round(Replicates * arm.Share));
    }
}
