using CoEvolve.Cli;
using CoEvolve.Engines;

namespace CoEvolve.Cluster.Tests;

/// <summary>`coevolve node` with a <see cref="PoisonedEngine"/>, in a process of its own. It stops in order when its standard input ends.</summary>
internal static class PoisonNode
{
    /// <summary>What the process runs.</summary>
    /// <returns>The exit code, if it survives.</returns>
    public static int Run(string poisons, string[] arguments)
    {
        using var interruption = new CancellationTokenSource();
        var end = new Thread(() =>
        {
            Console.In.ReadToEnd();
            interruption.Cancel();
        })
        {
            IsBackground = true,
        };
        end.Start();
        return CommandLine.Run(
            ["node", .. arguments],
            new Streams(Console.Out, Console.Error, Interactive: false),
            () => new PoisonedEngine(new LocalEngine(), Poison.Parse(poisons)),
            interruption.Token);
    }

    /// <summary>Starts it.</summary>
    public static ChildProcess Start(ProcessFolder folder, Journal journal, string name, string poisons, params string[] arguments) =>
        new(folder, journal, name, typeof(PoisonNode).Assembly.Location, ["poison-node", poisons, .. arguments, "--name", name]);
}
