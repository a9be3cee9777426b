using Akka.Actor.Setup;

namespace CoEvolve.Engines.Akka;

/// <summary>Where an actor system's log goes. Given to it when it starts.</summary>
/// <param name="log">Gets each line, from any thread.</param>
internal sealed class NodeLogSetup(Action<NodeLogEntry> log) : Setup
{
    /// <summary>Takes a line.</summary>
    public void Write(NodeLogEntry entry) => log(entry);
}
