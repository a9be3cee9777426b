using System.CommandLine;
using System.Globalization;
using Akka.Configuration;
using CoEvolve.Engines;
using CoEvolve.Engines.Akka;
using Serilog;
using Serilog.Events;
using LogLevel = Akka.Event.LogLevel;

namespace CoEvolve.Cli;

/// <summary>Of a program that was built with Akka.NET.</summary>
internal sealed class AkkaSupport : IAkkaSupport
{
    private const string HostVariable = "COEVOLVE_AKKA_HOST";
    private const string PortVariable = "COEVOLVE_AKKA_PORT";
    private const string SeedsVariable = "COEVOLVE_AKKA_SEEDS";
    private const string ConfigVariable = "COEVOLVE_AKKA_CONFIG";

    // A stopped node has this long to store its slices, and this long to hand over what lives on it.
    private static readonly TimeSpan StoreWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeaveWithin = TimeSpan.FromSeconds(20);

    private readonly Option<string?> _host = new("--akka-host") { Description = $"Name or address under which other nodes reach this one. Default: {HostVariable}, or akka.hocon's.", HelpName = "HOST" };
    private readonly Option<string?> _port = new("--akka-port") { Description = $"Port on which it listens for them; 0 for any. Default: {PortVariable}, or akka.hocon's.", HelpName = "PORT" };
    private readonly Option<string?> _seeds = new("--akka-seeds") { Description = $"Nodes to ask for the cluster, as host:port,host:port. Default: {SeedsVariable}, or a cluster of its own.", HelpName = "LIST" };
    private readonly Option<string?> _config = new("--akka-config") { Description = $"A file of settings that differ from akka.hocon's. Default: {ConfigVariable}, or none.", HelpName = "FILE" };

    /// <inheritdoc/>
    public IReadOnlyList<Option> NodeOptions => [_host, _port, _seeds, _config];

    /// <summary>There it is.</summary>
    public static IAkkaSupport? Find() => new AkkaSupport();

    /// <inheritdoc/>
    public AkkaNodeSettings Read(ParseResult parsed)
    {
        (string? host, string hostName) = Value(parsed, _host, HostVariable);
        if (host is not null && Uri.CheckHostName(host) == UriHostNameType.Unknown)
            throw new BadInputException($"{hostName} is '{host}'; it must be the name or address of this machine, as others reach it.");
        (string? portText, string portName) = Value(parsed, _port, PortVariable);
        int? port = null;
        if (portText is not null)
        {
            port = int.TryParse(portText, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= 65535
                ? number
                : throw new BadInputException($"{portName} is '{portText}'; allowed is 0 to 65535. Leave it out for akka.hocon's.");
        }

        (string? seeds, string seedsName) = Value(parsed, _seeds, SeedsVariable);
        string[]? list = seeds?.Split(',', StringSplitOptions.TrimEntries);
        foreach (string seed in list ?? [])
        {
            try
            {
                NodeAddress.Check(seed);
            }
            catch (ArgumentException)
            {
                throw new BadInputException($"{seedsName} has '{seed}'; allowed is host:port,host:port, as in node1:4053,node2:4053.");
            }
        }

        (string? file, string fileName) = Value(parsed, _config, ConfigVariable);
        return new AkkaNodeSettings(host, port, list, file is null ? null : ReadFile(file, fileName));
    }

    /// <inheritdoc/>
    public void RefuseOptions(ParseResult parsed)
    {
        if (NodeOptions.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } given)
            throw new BadInputException($"{given.Name} is for nodes of an Akka.NET cluster. Give --engine akka too, or leave it out.");
    }

    /// <inheritdoc/>
    public IEngine OpenEngine(int parallel, ILogger log)
    {
        string? configuration = Environment.GetEnvironmentVariable(ConfigVariable) is { Length: > 0 } file ? ReadFile(file, ConfigVariable) : null;
        return Starting(() => new AkkaEngine(configuration, parallel, Into(log)), $"Give another {ConfigVariable}, or none.");
    }

    /// <inheritdoc/>
    public (RunProgress Progress, bool WasTold) Work(ObservedRunStore store, StoredSpecs specs, NodeRequest request, NodeVoice voice, Func<int> giveBackAll, CancellationToken interruption)
    {
        using ClusterNode node = Start(store, specs, request, voice);
        voice.Say($"listens at {node.Address} for other nodes{(request.Akka.Seeds is null or [] ? "" : $", asks {string.Join(", ", request.Akka.Seeds)} for the cluster")}");
        int ended = -1;
        try
        {
            ended = Task.WaitAny([node.Terminated, node.StoreFailure], interruption);
        }
        catch (OperationCanceledException)
        {
            // Told to stop: below.
        }

        if (ended == 1)
            throw node.StoreFailure.GetAwaiter().GetResult();
        if (ended == 0)
            return (node.Progress, false);
        if (!node.EndSlices().Wait(StoreWithin, CancellationToken.None))
            giveBackAll();
        node.Leave().Wait(LeaveWithin, CancellationToken.None);
        return (node.Progress, true);
    }

    private static ClusterNode Start(ObservedRunStore store, StoredSpecs specs, NodeRequest request, NodeVoice voice)
    {
        AkkaNodeSettings settings = request.Akka;
        var options = new ClusterNodeOptions
        {
            Version = Build.Version,
            Parallel = request.Parallel ?? Environment.ProcessorCount,
            Host = settings.Host,
            Port = settings.Port,
            Seeds = settings.Seeds,
            Configuration = settings.Configuration,
            Log = Into(voice.Log),
        };
        return Starting(() => ClusterNode.Start((INamedRunStore)store, specs.Of, options), "Give another --akka-host, --akka-port or --akka-config.");
    }

    private static T Starting<T>(Func<T> start, string remedy)
    {
        try
        {
            return start();
        }
        catch (Exception e) when (e is not (StoreException or OutOfMemoryException))
        {
            // Whatever Akka.NET throws: it has no type of its own for a port that is taken.
            throw new BadInputException($"Akka.NET cannot start: {Innermost(e).Message.TrimEnd('.')}. {remedy}");
        }
    }

    private static Action<NodeLogEntry> Into(ILogger log) =>
        entry => log.Write(LevelOf(entry.Level), entry.Cause, "{Source:l}: {Message:l}", entry.Source, entry.Message);

    private static Exception Innermost(Exception e) => e switch
    {
        AggregateException { InnerExceptions: [var first, ..] } => Innermost(first),
        { InnerException: { } inner } => Innermost(inner),
        _ => e,
    };

    private static LogEventLevel LevelOf(LogLevel level) => level switch
    {
        LogLevel.ErrorLevel => LogEventLevel.Error,
        LogLevel.WarningLevel => LogEventLevel.Warning,
        LogLevel.InfoLevel => LogEventLevel.Information,
        _ => LogEventLevel.Debug,
    };

    private static (string? Value, string Name) Value(ParseResult parsed, Option<string?> option, string variable)
    {
        if (parsed.GetValue(option) is { } given)
            return (given, option.Name);
        string? set = Environment.GetEnvironmentVariable(variable);
        return (string.IsNullOrWhiteSpace(set) ? null : set.Trim(), variable);
    }

    private static string ReadFile(string file, string name)
    {
        try
        {
            string text = File.ReadAllText(file);
            ClusterNode.CheckConfiguration(text);
            return text;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{name} is '{file}', which cannot be read: {e.Message} Name a file of HOCON.");
        }
        catch (ConfigurationException e)
        {
            throw new BadInputException($"{name} is '{file}', which cannot be used: {e.Message} See akka.hocon for what it may say.");
        }
    }
}
