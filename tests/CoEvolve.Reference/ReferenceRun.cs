namespace CoEvolve.Reference;

/// <summary>What one replicate of <see cref="ReferenceSimulation"/> recorded. Generation 0 is the initial state.</summary>
/// <param name="Generations">T, the number of generations run.</param>
/// <param name="Captions">K, the number of captions.</param>
public sealed record ReferenceRun(int Generations, int Captions)
{
    /// <summary>G_t, length T+1.</summary>
    public double[] GiniSimpson { get; } = new double[Generations + 1];

    /// <summary>p_t: T+1 rows of length K.</summary>
    public double[][] Probabilities { get; } = new double[Generations + 1][];

    /// <summary>D_k,t: T+1 rows of length K.</summary>
    public double[][] Diversity { get; } = Table<double>(Generations + 1, Captions);

    /// <summary>F_k,t: T+1 rows of length K.</summary>
    public double[][] FidelityError { get; } = Table<double>(Generations + 1, Captions);

    /// <summary>ln det Σ_k,t: T+1 rows of length K; null where Σ has lost rank or the last accepted pool was under d+1.</summary>
    public double?[][] LogDeterminant { get; } = Table<double?>(Generations + 1, Captions);

    /// <summary>n_k of the step from t to t+1: T rows of length K, each sums to N.</summary>
    public int[][] Counts { get; } = new int[Generations][];

    /// <summary>ρ̂ of the step from t to t+1, length T; null without a posterior and where G &lt; 1e-12.</summary>
    public double?[] Resolution { get; } = new double?[Generations];

    private static T[][] Table<T>(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => new T[columns])];
}
