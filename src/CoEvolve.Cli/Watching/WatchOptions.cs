using System.CommandLine;
using CoEvolve.Store;

namespace CoEvolve.Cli;

/// <summary>The options of the commands that look at a store, and how they open it.</summary>
internal sealed class WatchOptions
{
    private readonly Option<string> _store = new("--store") { Description = "A results file, or the address of a PostgreSQL database.", HelpName = "STORE", DefaultValueFactory = _ => "results.db" };
    private readonly Option<long?> _experiment = new("--experiment") { Description = "Number of the experiment. Needed only where the store has several.", HelpName = "N" };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON, for programs." };

    public void AddTo(Command command)
    {
        command.Options.Add(_store);
        command.Options.Add(_experiment);
        command.Options.Add(_json);
    }

    /// <summary>Opens the store that was named.</summary>
    /// <exception cref="BadInputException">The name is empty.</exception>
    public ResultsReader Open(ParseResult parsed) => parsed.GetValue(_store) is { } store && !string.IsNullOrWhiteSpace(store)
        ? ResultsReader.Open(store)
        : throw new BadInputException("--store is empty; it must name a results file or a database.");

    /// <summary>Number of the experiment that was asked for; null if none was.</summary>
    public long? Experiment(ParseResult parsed) => parsed.GetValue(_experiment);

    public bool Json(ParseResult parsed) => parsed.GetValue(_json);
}
