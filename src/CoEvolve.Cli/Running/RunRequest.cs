namespace CoEvolve.Cli;

/// <summary>The arguments of `coevolve run`.</summary>
internal sealed record RunRequest
{
    public required string Scenario { get; init; }

    public required string Store { get; init; }

    public required IReadOnlyList<string> Sets { get; init; }

    public required ulong? Seed { get; init; }

    public required int? Parallel { get; init; }

    public required string Engine { get; init; }

    public required bool Resume { get; init; }

    public required bool Force { get; init; }

    public required bool FailFast { get; init; }

    public required bool DryRun { get; init; }

    public required bool Quiet { get; init; }

    /// <summary>The most threads that may be asked for.</summary>
    public const int MostParallel = 1024;

    /// <summary>Checks what can be checked without the scenario.</summary>
    /// <exception cref="BadInputException">A value is out of range, or two options contradict each other.</exception>
    public void Check()
    {
        CheckParallel(Parallel);
        if (Engine != "local")
            throw new BadInputException($"--engine is '{Engine}'; this version has 'local' only. Leave it out.");
        if (Resume && Force)
            throw new BadInputException("--resume goes on with a results file and --force replaces it. Give one of them.");
        if (string.IsNullOrWhiteSpace(Store))
            throw new BadInputException("--out is empty; it must name the results file.");
    }

    /// <summary>Refuses a number of workers that no machine has.</summary>
    public static void CheckParallel(int? parallel)
    {
        if (parallel is < 1 or > MostParallel)
            throw new BadInputException($"--parallel is {parallel}; allowed is 1 to {MostParallel}. Leave it out for one ecosystem a core.");
    }
}
