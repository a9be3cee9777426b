namespace CoEvolve.Core;

/// <summary>Neighbouring blocks of one caption: from <paramref name="First"/> to before <paramref name="Last"/>, at least one.</summary>
internal readonly record struct CaptionRun(int Caption, int First, int Last);
