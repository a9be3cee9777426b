using CoEvolve.Store;

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

    public string? Otlp { get; init; }

    /// <summary>The most threads that may be asked for.</summary>
    public const int MostParallel = 1024;

    /// <summary>Checks what can be checked without the scenario.</summary>
    /// <returns>The store.</returns>
    /// <exception cref="BadInputException">A value is out of range, or two options contradict each other.</exception>
    /// <exception cref="Engines.StoreException">The store looks like an address of a database, and is none.</exception>
    public StoreAddress Check()
    {
        CheckParallel(Parallel);
        if (Resume && Force)
            throw new BadInputException("--resume goes on with a results file and --force replaces it. Give one of them.");
        if (string.IsNullOrWhiteSpace(Store))
            throw new BadInputException("--out is empty; it must name the results file.");
        var address = StoreAddress.Parse(Store);
        if (Engine == Akka)
            RequireAkka();
        switch (Engine)
        {
            case "local" when address.IsPostgres:
                throw new BadInputException($"--store is {address.Name}, a database; --engine local writes a file. Give --engine postgres, and start nodes with 'coevolve node'.");
            case "akka" when !address.IsPostgres:
                return address;
            case "postgres" when !address.IsPostgres:
                throw new BadInputException($"--store is {address.Name}, a file; --engine postgres needs a PostgreSQL database, as in --store postgres://user@host:5432/database.");
            case "postgres" or "akka" when Parallel is not null:
                throw new BadInputException($"--parallel is for this process, and with --engine {Engine} on a database nodes compute. Give it to 'coevolve node'.");
            case "postgres" or "akka" when FailFast:
                throw new BadInputException($"--fail-fast stops this process, and with --engine {Engine} on a database nodes compute. Leave it out; 'coevolve list' shows what failed.");
            case "postgres" or "akka" when Otlp is not null:
                throw new BadInputException($"--otlp is for this process, and with --engine {Engine} on a database nodes compute. Give it to 'coevolve node'.");
            case "local" or "postgres" or "akka":
                return address;
            default:
                throw new BadInputException($"--engine is '{Engine}'; allowed are 'local', 'postgres' and 'akka'. Leave it out for 'local'.");
        }
    }

    /// <summary>The engine that not every build has.</summary>
    public const string Akka = "akka";

    /// <summary>What a build with Akka.NET can do.</summary>
    /// <exception cref="BadInputException">This build has no Akka.NET.</exception>
    public static IAkkaSupport RequireAkka() => AkkaSupport.Find() ?? throw new BadInputException(
        "--engine is 'akka', which this program was built without; build it with 'dotnet build -p:Akka=true' where a package source has Akka.NET (docs/akka.md), or leave --engine out.");

    /// <summary>Refuses a number of workers that no machine has.</summary>
    public static void CheckParallel(int? parallel)
    {
        if (parallel is < 1 or > MostParallel)
            throw new BadInputException($"--parallel is {parallel}; allowed is 1 to {MostParallel}. Leave it out for one ecosystem a core.");
    }
}
