using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;

namespace CoEvolve.Engines.Akka;

/// <summary>Passes Akka.NET's log on to the node's own, so that a node has one log.</summary>
internal sealed class NodeLogger : UntypedActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private readonly Action<NodeLogEntry>? _log = NodeServices.Of(Context.System)?.Log;

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                break;
            case LogEvent entry:
                _log?.Invoke(new NodeLogEntry(entry.LogLevel(), entry.LogSource, entry.Message?.ToString() ?? "", entry.Cause));
                break;
            default:
                Unhandled(message);
                break;
        }
    }
}
