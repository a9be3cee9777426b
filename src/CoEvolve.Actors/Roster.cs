using System.Collections.Immutable;

namespace CoEvolve.Actors;

/// <summary>
/// Who is who in an ecosystem: the engine that runs it, the coordinator, and for every model the model itself and its
/// injector. A pure function of the spec, so all sides agree on it without talking. Immutable.
/// </summary>
public sealed class Roster
{
    private const int FirstModel = 2;
    private readonly int _texts;

    /// <summary>Numbers the actors of an ecosystem: text models and image models in the spec's order.</summary>
    public Roster(EcosystemSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        _texts = spec.TextModels.Length;
        Names =
        [
            "engine", "coordinator",
            .. spec.TextModels.SelectMany(m => new[] { m.Name, CorpusName(m.Name) }),
            .. spec.ImageModels.SelectMany(m => new[] { m.Name, UsersName(m.Name) }),
        ];
        Others = [.. Actors.Where(a => a != Coordinator)];
        Reporters = [.. Others.Except(Enumerable.Range(0, _texts).Select(Corpus))];
    }

    /// <summary>Whatever runs the ecosystem: it gives orders to the coordinator, and gets records and checkpoints.</summary>
    public static ActorId Engine => new(0);

    /// <summary>The coordinator.</summary>
    public static ActorId Coordinator => new(1);

    /// <summary>Names by index; an actor's random streams depend on its name alone.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>All actors with a mailbox of their own: everybody but the engine.</summary>
    public IEnumerable<ActorId> Actors => Enumerable.Range(1, Names.Length - 1).Select(i => new ActorId(i));

    /// <summary>All actors but the coordinator, which tells them when a generation begins and ends.</summary>
    internal ImmutableArray<ActorId> Others { get; }

    /// <summary>Those who report to the coordinator in every generation: models and user-content injectors.</summary>
    internal ImmutableArray<ActorId> Reporters { get; }

    /// <summary>Text model i of the spec.</summary>
    public static ActorId Text(int model) => new(FirstModel + (2 * model));

    /// <summary>The corpus injector of text model i.</summary>
    public static ActorId Corpus(int model) => new(FirstModel + (2 * model) + 1);

    /// <summary>Image model j of the spec.</summary>
    public ActorId Image(int model) => new(FirstModel + (2 * (_texts + model)));

    /// <summary>The user-content injector of image model j.</summary>
    public ActorId Users(int model) => new(FirstModel + (2 * (_texts + model)) + 1);

    /// <summary>Which text model of the spec an actor is.</summary>
    public static int TextIndex(ActorId actor) => (actor.Index - FirstModel) / 2;

    /// <summary>Which image model of the spec an image model or its injector is.</summary>
    public int ImageIndex(ActorId actor) => ((actor.Index - FirstModel) / 2) - _texts;

    internal static string CorpusName(string textModel) => textModel + "/corpus";

    internal static string UsersName(string imageModel) => imageModel + "/users";
}
