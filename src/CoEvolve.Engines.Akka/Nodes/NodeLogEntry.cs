using Akka.Event;

namespace CoEvolve.Engines.Akka;

/// <summary>One line of Akka.NET's log. Immutable.</summary>
/// <param name="Level">How bad it is.</param>
/// <param name="Source">Who says it.</param>
/// <param name="Message">What.</param>
/// <param name="Cause">The exception behind it, if there is one.</param>
public sealed record NodeLogEntry(LogLevel Level, string Source, string Message, Exception? Cause);
