namespace CoEvolve.Actors;

/// <summary>Makes all actors of an ecosystem, for an engine to host.</summary>
public static class EcosystemActors
{
    /// <summary>The actors by their index in the <see cref="Roster"/>; null at the engine's own place.</summary>
    /// <param name="spec">What is fixed.</param>
    /// <param name="checkpoint">Where the ecosystem stands. The coordinator hands each actor its part when it is told to run.</param>
    public static IActor?[] Create(EcosystemSpec spec, EcosystemCheckpoint checkpoint)
    {
        Roster roster = spec.Roster;
        EcosystemSpec now = Steering.EffectiveSpec(spec, checkpoint);
        var actors = new IActor?[roster.Names.Length];
        actors[Roster.Coordinator.Index] = new CoordinatorActor(spec, checkpoint);
        for (int i = 0; i < spec.TextModels.Length; i++)
        {
            actors[Roster.Text(i).Index] = new TextModelActor(now, i);
            actors[Roster.Corpus(i).Index] = new CorpusInjectorActor(now, i);
        }

        for (int j = 0; j < spec.ImageModels.Length; j++)
        {
            actors[roster.Image(j).Index] = new ImageModelActor(now, j);
            actors[roster.Users(j).Index] = new UserContentInjectorActor(now, j);
        }

        return actors;
    }
}
