namespace CoEvolve.Benchmarks;

/// <summary>The ecosystems that are measured: the rows of bench/work, with one model of each kind and nothing injected.</summary>
public enum Work
{
    /// <summary>K = 8, d = 2, N = 200, soft reader.</summary>
    Small,

    /// <summary>K = 10, d = 16, N = 500, soft reader.</summary>
    Medium,

    /// <summary>K = 100, d = 16, N = 5,000, soft reader.</summary>
    Large,

    /// <summary>K = 50, d = 8, N = 1,000, soft reader.</summary>
    Wide,

    /// <summary>K = 8, d = 2, N = 200, perfect reader: no single image is made.</summary>
    SmallPerfectReader,
}
