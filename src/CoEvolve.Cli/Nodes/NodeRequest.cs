using CoEvolve.Store;

namespace CoEvolve.Cli;

/// <summary>The arguments of `coevolve node`.</summary>
internal sealed record NodeRequest
{
    public required string Store { get; init; }

    public required string Engine { get; init; }

    public required int? Parallel { get; init; }

    public required string? Name { get; init; }

    public required double Silence { get; init; }

    public string? Otlp { get; init; }

    public string? HealthUrl { get; init; }

    /// <summary>Where it finds the cluster, with --engine akka.</summary>
    public AkkaNodeSettings Akka { get; init; } = new(null, null, null, null);

    /// <summary>Checks all that can be checked without the database.</summary>
    /// <returns>The database.</returns>
    /// <exception cref="BadInputException">A value is out of range.</exception>
    /// <exception cref="Engines.StoreException">The store is no address.</exception>
    public StoreAddress Check()
    {
        RunRequest.CheckParallel(Parallel);
        if (Engine == RunRequest.Akka)
            RunRequest.RequireAkka();
        else if (Engine != "postgres")
            throw new BadInputException($"--engine is '{Engine}'; a node has 'postgres' and 'akka'. Leave it out for 'postgres'.");
        if (string.IsNullOrWhiteSpace(Store))
            throw new BadInputException($"--store is empty; it must name a PostgreSQL database, as in {Example}.");
        if (Name is not null && (string.IsNullOrWhiteSpace(Name) || Name.Length > 60 || Name.Any(c => char.IsControl(c) || char.IsSurrogate(c))))
            throw new BadInputException("--name must have 1 to 60 characters, and none that controls a terminal. Leave it out for the machine's name and the number of the process.");
        if (!(Silence is >= 1 and <= 3600))
            throw new BadInputException(FormattableString.Invariant($"--silence is {Silence}; allowed are 1 to 3600 seconds. Leave it out for 10."));
        var address = StoreAddress.Parse(Store);
        return address.IsPostgres
            ? address
            : throw new BadInputException($"--store is {address.Name}, a file; a node needs a PostgreSQL database, as in {Example}. A file is run with 'coevolve run' alone.");
    }

    private const string Example = "postgres://user@host:5432/database";
}
