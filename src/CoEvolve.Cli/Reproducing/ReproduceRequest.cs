using CoEvolve.Findings;

namespace CoEvolve.Cli;

/// <summary>What the user asked `coevolve reproduce` for.</summary>
internal sealed record ReproduceRequest
{
    /// <summary>The folder for results and report.</summary>
    public required string Folder { get; init; }

    /// <summary>Compute less.</summary>
    public bool Quick { get; init; }

    /// <summary>Run the counter-tests instead.</summary>
    public bool Counter { get; init; }

    /// <summary>Everything random follows from it.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Ecosystems at a time; null for one a core.</summary>
    public int? Parallel { get; init; }

    /// <summary>Replace results and report that are there already.</summary>
    public bool Force { get; init; }

    /// <summary>What is computed.</summary>
    public ReproductionOptions Options => new()
    {
        Seed = Seed,
        Scale = Quick ? Scale.Quick : Scale.Full,
        Parallel = Parallel ?? Environment.ProcessorCount,
    };

    /// <summary>The results file.</summary>
    public string Store => Path.Combine(Folder, "results.db");

    /// <summary>The report.</summary>
    public string Report => Path.Combine(Folder, "report.html");

    /// <summary>Refuses what cannot be done, before any work starts.</summary>
    /// <exception cref="BadInputException">A value is out of range, or the folder cannot be used.</exception>
    public void Check()
    {
        RunRequest.CheckParallel(Parallel);
        if (Seed > ReproductionOptions.MostSeed)
            throw new BadInputException($"--seed is {Seed}; allowed is 0 to {ReproductionOptions.MostSeed}, so that every arm gets seeds of its own. Lower it.");
        if (string.IsNullOrWhiteSpace(Folder))
            throw new BadInputException("--out is empty; it must name a folder.");
        if (Counter)
            return;
        if (File.Exists(Folder))
            throw new BadInputException($"{Folder}: this is a file; a reproduction needs a folder. Choose another --out.");
        if (!Force && new[] { Store, Report }.FirstOrDefault(File.Exists) is string existing)
            throw new BadInputException($"{existing}: it exists. Give --force to replace it, or another --out to keep it.");
        try
        {
            Directory.CreateDirectory(Folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{Folder}: the folder cannot be made ({e.Message}). Choose another --out.");
        }
    }
}
