using Akka.Actor;

namespace CoEvolve.Engines.Akka;

// Between the actors of one process: none of them crosses nodes.

/// <summary>Ecosystem to <see cref="Workplaces"/>: give me a place when one is free.</summary>
/// <param name="Urgent">Somebody waits for it: before all who only go on.</param>
internal sealed record AskForPlace(bool Urgent) : INoSerializationVerificationNeeded;

/// <summary><see cref="Workplaces"/> to ecosystem: this is yours, until you leave it.</summary>
/// <param name="Place">A <see cref="Workplace"/>.</param>
internal sealed record PlaceGiven(IActorRef Place) : INoSerializationVerificationNeeded;

/// <summary><see cref="Workplaces"/> to the ecosystem at a place: the node leaves; end your slice with the generation under way.</summary>
internal sealed record EndSlice : INoSerializationVerificationNeeded;

/// <summary>To <see cref="Workplaces"/>: give no more places, and say when all are free.</summary>
internal sealed record CloseUp : INoSerializationVerificationNeeded;

/// <summary>Answer to <see cref="CloseUp"/>.</summary>
internal sealed record ClosedUp : INoSerializationVerificationNeeded;

/// <summary><see cref="Workplace"/> to <see cref="Workplaces"/>: nobody is at it.</summary>
internal sealed record PlaceFree : INoSerializationVerificationNeeded;

/// <summary>Ecosystem to its place: take me from the store.</summary>
/// <param name="Ecosystem">Who asks.</param>
internal sealed record TakeEcosystem(EcosystemKey Ecosystem) : INoSerializationVerificationNeeded;

/// <summary>Answer to <see cref="TakeEcosystem"/>.</summary>
/// <param name="Ecosystem">As it was claimed; null if it was not to be had.</param>
/// <param name="Reason">Why not.</param>
internal sealed record EcosystemTaken(ClaimedEcosystem? Ecosystem, NoClaim Reason) : INoSerializationVerificationNeeded;

/// <summary>Any of an ecosystem's actors to its place: we compute.</summary>
internal sealed record Touch : INoSerializationVerificationNeeded
{
    /// <summary>It says always the same.</summary>
    public static readonly Touch Instance = new();
}

/// <summary>Ecosystem to its place: store this.</summary>
/// <param name="Slice">What it did.</param>
internal sealed record StoreSlice(SliceCommit Slice) : INoSerializationVerificationNeeded;

/// <summary>Answer to <see cref="StoreSlice"/>.</summary>
internal sealed record SliceStored : INoSerializationVerificationNeeded;

/// <summary>Place to ecosystem, at any time: the claim is gone. What is not stored must be dropped.</summary>
internal sealed record ClaimGone : INoSerializationVerificationNeeded;

/// <summary><see cref="Workplaces"/> to a free place: from now on it is this ecosystem's.</summary>
/// <param name="Owner">Whose it is.</param>
internal sealed record Occupy(IActorRef Owner) : INoSerializationVerificationNeeded;

/// <summary>Ecosystem to its place, or <see cref="Workplaces"/> for one that died: it goes, and what it claimed is given back. Said twice, it counts once.</summary>
/// <param name="Owner">Who goes.</param>
internal sealed record LeavePlace(IActorRef Owner) : INoSerializationVerificationNeeded;
