using System.CommandLine;
using CoEvolve.Engines;
using Serilog;

namespace CoEvolve.Cli;

/// <summary>What the program can do with Akka.NET, in a build that has it (<see cref="AkkaSupport"/>).</summary>
internal interface IAkkaSupport
{
    /// <summary>The options that it adds to `coevolve node`.</summary>
    IReadOnlyList<Option> NodeOptions { get; }

    /// <summary>Reads and checks those options, and the environment where they are not given.</summary>
    /// <exception cref="BadInputException">A value is out of range, or a file cannot be read.</exception>
    AkkaNodeSettings Read(ParseResult parsed);

    /// <summary>Refuses those options where another engine would not hear of them.</summary>
    /// <exception cref="BadInputException">One was given.</exception>
    void RefuseOptions(ParseResult parsed);

    /// <summary>Starts an engine of this process alone. To be disposed of, if it is disposable.</summary>
    /// <param name="parallel">Ecosystems at a time.</param>
    /// <param name="log">Gets what Akka.NET logs.</param>
    /// <exception cref="BadInputException">The configuration that the environment names is none.</exception>
    IEngine OpenEngine(int parallel, ILogger log);

    /// <summary>Joins the cluster and works until the node is told to stop, or is no part of the cluster any more.</summary>
    /// <param name="store">Has the work. It is an <see cref="INamedRunStore"/>.</param>
    /// <param name="specs">What is fixed of ecosystems.</param>
    /// <param name="request">How the node works.</param>
    /// <param name="voice">What it says.</param>
    /// <param name="giveBackAll">Gives up what could not be stored in time.</param>
    /// <param name="interruption">Cancelled when the node is told to stop.</param>
    /// <returns>What it has done, for the node's last line; and whether it left because it was told to.</returns>
    /// <exception cref="BadInputException">It cannot listen where it was told to, or the configuration is none.</exception>
    /// <exception cref="StoreException">The store failed for good.</exception>
    (RunProgress Progress, bool WasTold) Work(ObservedRunStore store, StoredSpecs specs, NodeRequest request, NodeVoice voice, Func<int> giveBackAll, CancellationToken interruption);
}
