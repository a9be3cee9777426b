using CoEvolve.Actors;

namespace CoEvolve.Findings;

/// <summary>What holds for the steps out of some neighbouring generations: commands may change it from one to the next.</summary>
/// <param name="From">The first generation whose step it is for; it lasts until the next regime.</param>
/// <param name="Spec">The ecosystem as it is then.</param>
public sealed record Regime(int From, EcosystemSpec Spec)
{
    /// <summary>The regimes of a spec, by its commands for all replicates; the first is from generation 0.</summary>
    /// <returns>One where nothing changes. The last is what the long run has: it begins at the end where a burst comes just before.</returns>
    public static IReadOnlyList<Regime> Of(EcosystemSpec spec)
    {
        int end = ScenarioTheory.EndOf(spec);
        EcosystemSettings initial = EcosystemSettings.Of(spec), settings = initial;
        var regimes = new List<Regime> { new(0, spec) };
        foreach (IGrouping<int, ScheduledCommand> now in spec.Commands.Where(command => command.Generation < end).GroupBy(command => command.Generation))
        {
            int captions = 0, images = 0;
            foreach (ScheduledCommand scheduled in now)
            {
                if (scheduled.Command is SetCommand set)
                    settings = settings.With(set);
                else if (scheduled.Command is InjectCommand burst)
                    (captions, images) = (captions + burst.Captions, images + burst.ImagesPerCaption);
            }

            Begin(now.Key, settings.Plus(captions, images));
            Begin(now.Key + 1, settings); // a burst is over
        }

        return regimes;

        void Begin(int from, EcosystemSettings current)
        {
            if (regimes[^1].From == from)
                regimes.RemoveAt(regimes.Count - 1);
            EcosystemSettings before = regimes.Count == 0 ? initial : EcosystemSettings.Of(regimes[^1].Spec);
            if (regimes.Count == 0 || !current.Equals(before))
                regimes.Add(new Regime(from, current.Equals(initial) ? spec : spec.With(current)));
        }
    }
}
