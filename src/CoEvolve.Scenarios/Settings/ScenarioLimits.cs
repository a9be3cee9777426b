namespace CoEvolve.Scenarios;

/// <summary>Upper bounds on what a scenario may ask for: far beyond use, and short of what a machine cannot hold.</summary>
public static class ScenarioLimits
{
    /// <summary>Most captions, K.</summary>
    public const int MostCaptions = 100_000;

    /// <summary>Most dimensions of the image space, d; also the most pixels of an image.</summary>
    public const int MostDimensions = 1024;

    /// <summary>Most elements of all covariance factors of one ecosystem, K·d².</summary>
    public const long MostFactorElements = 50_000_000;

    /// <summary>Most elements of all covariance factors over the points of a sweep.</summary>
    public const long MostSweptFactorElements = 200_000_000;

    /// <summary>Most captions over the points of a sweep, points·K.</summary>
    public const long MostSweptCaptions = 20_000_000;

    /// <summary>Most replicates of a point.</summary>
    public const int MostReplicates = 1_000_000;

    /// <summary>Most generations, T.</summary>
    public const int MostGenerations = 10_000_000;

    /// <summary>Most points of a sweep.</summary>
    public const int MostPoints = 100_000;

    /// <summary>Most ecosystems, points × replicates.</summary>
    public const long MostEcosystems = 10_000_000;

    /// <summary>Largest exponent of a zipf prior.</summary>
    public const double MostExponent = 20;

    /// <summary>Largest separation, perception noise or coordinate of a mean.</summary>
    public const double MostLength = 1_000_000;

    /// <summary>Largest input file, also decompressed, in bytes.</summary>
    public const long MostFileBytes = 256L << 20;

    /// <summary>Most pixel values of an image file.</summary>
    public const int MostPixelValues = 50_000_000;
}
