using System.Collections.Immutable;
using CoEvolve.Engines;
using CoEvolve.Scenarios;

namespace CoEvolve.Findings;

/// <summary>Writes what happened to an experiment as a scenario: its own, and the commands that its ecosystems were given while they ran.</summary>
public static class SteeredScenario
{
    /// <summary>The scenario that replays it: run anew, on whatever engine, it gives the same bits.</summary>
    /// <param name="experiment">As it is stored.</param>
    /// <param name="given">Commands that took effect, by ecosystem and in order (as a store lists them).</param>
    /// <returns>YAML.</returns>
    /// <exception cref="ScenarioException">There are more commands than a scenario may hold.</exception>
    public static string Of(ResolvedExperiment experiment, IEnumerable<GivenCommand> given)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return experiment.YamlWith(Commands(given, experiment.Ecosystems));
    }

    /// <summary>The commands, those that several ecosystems were given at the same generation as one.</summary>
    /// <param name="given">By ecosystem and in order.</param>
    /// <param name="ecosystems">How many the experiment has.</param>
    internal static IReadOnlyList<CommandSettings> Commands(IEnumerable<GivenCommand> given, int ecosystems) =>
    [
        .. given
            .GroupBy(command => (command.Ecosystem, command.Generation))
            // Which of several at one generation it was, so that the order of each ecosystem's own is kept.
            .SelectMany(own => own.Select((command, place) => (command, place)))
            .GroupBy(one => (one.command.Generation, one.place, Text: one.command.Command.ToString()))
            .OrderBy(same => same.Key.Generation).ThenBy(same => same.Key.place).ThenBy(same => same.Min(one => one.command.Id))
            .Select(same => new CommandSettings(same.Key.Generation, same.First().command.Command, Ranges([.. same.Select(one => (int)one.command.Ecosystem).Order()], ecosystems))),
    ];

    private static ImmutableArray<(int First, int Last)> Ranges(int[] ids, int ecosystems)
    {
        if (ids.Length == ecosystems)
            return [];
        var ranges = new List<(int First, int Last)>();
        foreach (int id in ids)
        {
            if (ranges.Count > 0 && ranges[^1].Last == id - 1)
                ranges[^1] = (ranges[^1].First, id);
            else
                ranges.Add((id, id));
        }

        return [.. ranges];
    }
}
