using System.CommandLine;
using CoEvolve.Store;

namespace CoEvolve.Cli;

/// <summary>The options of the commands that steer: which store, and which ecosystems of it.</summary>
internal sealed class SteerOptions
{
    private readonly Option<string> _store = new("--store") { Description = "A results file that a run writes, or the address of a PostgreSQL database.", HelpName = "STORE", DefaultValueFactory = _ => "results.db" };
    private readonly Option<long?> _experiment = new("--experiment") { Description = "Number of the experiment. Needed only where the store has several.", HelpName = "N" };
    private readonly Option<int?> _point = new("--point") { Description = "Only the ecosystems of this point, from 1.", HelpName = "N" };
    private readonly Option<long?> _ecosystem = new("--ecosystem") { Description = "Only this ecosystem, by its number in the experiment, from 1.", HelpName = "N" };

    public void AddTo(Command command)
    {
        command.Options.Add(_store);
        command.Options.Add(_experiment);
        command.Options.Add(_point);
        command.Options.Add(_ecosystem);
    }

    /// <exception cref="BadInputException">The name is empty.</exception>
    public string Store(ParseResult parsed) => parsed.GetValue(_store) is { } store && !string.IsNullOrWhiteSpace(store)
        ? store
        : throw new BadInputException("--store is empty; it must name a results file or a database.");

    /// <exception cref="BadInputException">Both a point and an ecosystem are named.</exception>
    public CommandTarget Target(ParseResult parsed)
    {
        var target = new CommandTarget(parsed.GetValue(_experiment), parsed.GetValue(_point), parsed.GetValue(_ecosystem));
        return target.Point is null || target.Ecosystem is null
            ? target
            : throw new BadInputException("--point and --ecosystem are both given; allowed is one of them. An ecosystem's number alone says which it is.");
    }
}
