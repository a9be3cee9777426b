using System.Diagnostics;
using System.Globalization;
using CoEvolve.Engines;
using CoEvolve.Findings;
using Spectre.Console;

namespace CoEvolve.Cli;

/// <summary>Shows how far a reproduction has come: a bar for a person, lines for a pipe.</summary>
internal sealed class ReproductionDisplay(IReadOnlyList<PlannedArm> plan)
{
    private static readonly TimeSpan DrawEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PrintEvery = TimeSpan.FromSeconds(5);

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly long _generations = plan.Sum(p => p.Generations);
    private readonly Lock _gate = new();
    private PlannedArm? _arm;
    private RunProgress? _progress;
    private long _before;

    /// <summary>Takes note of an arm that starts.</summary>
    public void Starts(PlannedArm arm, RunProgress progress)
    {
        lock (_gate)
        {
            _before += _arm?.Generations ?? 0;
            _arm = arm;
            _progress = progress;
        }
    }

    /// <summary>Shows progress until the work is done; the work's own exceptions are left to the caller.</summary>
    public void ShowUntil(Task work, Streams streams)
    {
        if (!streams.Interactive)
        {
            while (!Done(work, PrintEvery))
                streams.Error.WriteLine(Line());
            return;
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(streams.Error) });
        console.Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context =>
            {
                ProgressTask bar = context.AddTask(Markup.Escape(Line()), maxValue: Math.Max(1, _generations));
                while (!Done(work, DrawEvery))
                {
                    bar.Value = Generations();
                    bar.Description = Markup.Escape(Line());
                }
            });
    }

    private static bool Done(Task work, TimeSpan within) => Task.WaitAny([work], within) >= 0;

    private long Generations()
    {
        lock (_gate)
            return _before + (_progress?.Generations ?? 0);
    }

    private string Line()
    {
        lock (_gate)
        {
            double seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"arm {_arm?.Number ?? 1} of {plan.Count}, {_arm?.Experiment.Scenario.Name}, {100.0 * Generations() / Math.Max(1, _generations):0}% of {_generations:N0} generations, {seconds:0} s");
        }
    }
}
