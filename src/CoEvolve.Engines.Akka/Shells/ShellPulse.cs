using System.Diagnostics;

namespace CoEvolve.Engines.Akka;

/// <summary>
/// One shell's way to say that its ecosystem is being computed: after messages, if those may take long after each, and between parts
/// of divided work. For the shell's own thread.
/// </summary>
/// <param name="beat">Called no more often than the interval; what it throws comes out of the actor. Any of the ecosystem's shells may be calling it at the same time.</param>
/// <param name="interval">In ticks of <see cref="Stopwatch"/>.</param>
/// <param name="messages">After so many messages the clock is looked at; 1 or more.</param>
internal sealed class ShellPulse(Action beat, long interval, int messages) : IPulse
{
    private int _handled;
    private long _last;

    /// <summary>A message was handled.</summary>
    public void Handled()
    {
        if (++_handled < messages)
            return;
        _handled = 0;
        Beat();
    }

    /// <inheritdoc/>
    public void Beat()
    {
        long now = Stopwatch.GetTimestamp();
        if (now - _last < interval)
            return;
        _last = now;
        beat();
    }
}
