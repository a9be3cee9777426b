namespace CoEvolve.Actors;

/// <summary>Where an actor stands in its ecosystem's <see cref="Roster"/>. Meaningless outside of that ecosystem.</summary>
/// <param name="Index">Position in the roster, from 0.</param>
public readonly record struct ActorId(int Index);
