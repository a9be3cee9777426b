using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;

namespace CoEvolve.Engines.Akka;

/// <summary>Passes Akka.NET's log on to the node's own, so that a node has one log.</summary>
internal sealed class NodeLogger : UntypedActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private readonly NodeLogSetup? _log = Context.System.Settings.Setup.Get<NodeLogSetup>() is { HasValue: true, Value: var log } ? log : null;

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                break;
            case LogEvent entry:
                _log?.Write(new NodeLogEntry(entry.LogLevel(), entry.LogSource, entry.Message?.ToString() ?? "", entry.Cause));
                break;
            default:
                Unhandled(message);
                break;
        }
    }
}
