using System.Diagnostics;
using System.Globalization;
using CoEvolve.Engines;
using Spectre.Console;

namespace CoEvolve.Cli;

/// <summary>Shows how far a run has come: a bar for a person, lines for a pipe.</summary>
internal sealed class ProgressDisplay
{
    private static readonly TimeSpan DrawEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PrintEvery = TimeSpan.FromSeconds(5);

    private readonly Func<(long Generations, int Ecosystems)> _progress;
    private readonly long _before;
    private readonly int _ecosystems;
    private readonly long _generations;
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>Follows a run of this process.</summary>
    /// <param name="progress">What the workers count.</param>
    /// <param name="ecosystems">How many ecosystems there are to run.</param>
    /// <param name="generations">How many generations these have together, for the time left.</param>
    public ProgressDisplay(RunProgress progress, int ecosystems, long generations)
        : this(() => (progress.Generations, progress.Finished + progress.Failed), ecosystems, generations)
    {
    }

    /// <summary>Follows a run.</summary>
    /// <param name="progress">Generations and ecosystems that are done by now; quick, it is asked often. What is done at the beginning does not count for the speed.</param>
    /// <param name="ecosystems">How many ecosystems there are to run.</param>
    /// <param name="generations">How many generations these have together, for the time left.</param>
    public ProgressDisplay(Func<(long Generations, int Ecosystems)> progress, int ecosystems, long generations)
    {
        _progress = progress;
        _before = progress().Generations;
        _ecosystems = ecosystems;
        _generations = generations;
    }

    /// <summary>Shows progress until the work is done; the work's own exceptions are left to the caller.</summary>
    public void ShowUntil(Task work, Streams streams)
    {
        if (streams.Interactive)
            Draw(work, streams.Error);
        else
            Print(work, streams.Error);
    }

    /// <summary>One line: ecosystems done, generations a second, time left.</summary>
    public string Line()
    {
        double seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        (long done, int ecosystems) = _progress();
        double rate = seconds > 0 ? (done - _before) / seconds : 0;
        string left = rate > 0 && done < _generations ? $", {Duration((_generations - done) / rate)} left" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{ecosystems:N0} of {_ecosystems:N0} ecosystems, {done:N0} generations, {rate:N0} generations/s, {Duration(seconds)}{left}");
    }

    private static string Duration(double seconds) => seconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s")
        : TimeSpan.FromSeconds(Math.Min(seconds, 1e8)).ToString(seconds < 86_400 ? @"h\:mm\:ss" : @"d\d\ h\h", CultureInfo.InvariantCulture);

    private static bool Done(Task work, TimeSpan within) => Task.WaitAny([work], within) >= 0;

    private void Print(Task work, TextWriter error)
    {
        while (!Done(work, PrintEvery))
            error.WriteLine(Line());
        if (work.IsCompletedSuccessfully)
            error.WriteLine(Line());
    }

    private void Draw(Task work, TextWriter error)
    {
        // Short runs are over before a bar is worth drawing.
        if (Done(work, DrawEvery))
            return;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        console.Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context =>
            {
                ProgressTask bar = context.AddTask(Markup.Escape(Line()), maxValue: Math.Max(1, _generations));
                while (!Done(work, DrawEvery))
                {
                    bar.Value = _progress().Generations;
                    bar.Description = Markup.Escape(Line());
                }
            });
    }
}
