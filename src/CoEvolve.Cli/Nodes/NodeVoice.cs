using CoEvolve.Store;
using Serilog;

namespace CoEvolve.Cli;

/// <summary>
/// What a node says: lines for people, unless a log takes them; all that goes into the log names the node, and what it is about.
/// </summary>
/// <param name="node">Its name.</param>
/// <param name="log">The command's log.</param>
/// <param name="isJson">Whether standard error has a log for programs, and nothing else shall get in between.</param>
/// <param name="error">Standard error.</param>
internal sealed class NodeVoice(string node, ILogger log, bool isJson, TextWriter error)
{
    /// <summary>The log, with the node's name in all that is written.</summary>
    public ILogger Log { get; } = log.ForContext("Node", node);

    /// <summary>Says what the node does.</summary>
    public void Say(string what)
    {
        if (Log.IsEnabled(Serilog.Events.LogEventLevel.Information))
            Log.Information("node {Node:l}: {What:l}", node, what);
        else if (!isJson)
            error.WriteLine($"node {node}: {what}");
    }

    /// <summary>Says why the node fails.</summary>
    public void Fail(string why)
    {
        if (isJson)
            Log.Error("{Error:l}", why);
        else
            error.WriteLine("error: " + why);
    }

    /// <summary>Passes on what the store tells.</summary>
    public void Warn(StoreNotice notice)
    {
        ILogger about = notice.Experiment is { } experiment ? Log.ForContext("Experiment", experiment) : Log;
        if (notice.Ecosystems.Count > 0)
            about = about.ForContext("Ecosystems", notice.Ecosystems);
        about.Warning("{Notice:l}", notice.Message);
    }
}
