using CoEvolve.Actors;

namespace CoEvolve.Findings;

/// <summary>What several ecosystems were told alike: of their mean more can be foretold than up to the first command.</summary>
public static class SharedCommands
{
    /// <summary>The changes that all of them have in common, from the first on.</summary>
    /// <param name="told">What each was told, in ascending order of generations.</param>
    /// <returns>
    /// Commands for all replicates, as long as they are the same; then, where one was told something else or nothing, the earliest
    /// such change, for no replicate: predictions end there (<see cref="ScenarioTheory.EndOf"/>).
    /// </returns>
    public static IReadOnlyList<ScheduledCommand> Of(IEnumerable<IEnumerable<ScheduledCommand>> told)
    {
        ArgumentNullException.ThrowIfNull(told);
        ScheduledCommand[][] all = [.. told.Select(own => own.Where(command => ScenarioTheory.IsChange(command.Command)).ToArray())];
        var shared = new List<ScheduledCommand>();
        while (all.Length > 0)
        {
            int next = shared.Count;
            ScheduledCommand[] coming = [.. all.Where(own => own.Length > next).Select(own => own[next])];
            if (coming.Length == 0)
                break;
            ScheduledCommand first = coming.MinBy(command => command.Generation)!;
            bool same = coming.Length == all.Length && coming.All(command => command.Generation == first.Generation && command.Command.Equals(first.Command));
            shared.Add(new ScheduledCommand(first.Generation, first.Command, same ? null : []));
            if (!same)
                break;
        }

        return shared;
    }
}
