namespace CoEvolve.Cli;

/// <summary>What the command returns to the shell.</summary>
internal static class ExitCode
{
    /// <summary>Everything was done.</summary>
    public const int Done = 0;

    /// <summary>A run failed, in whole or in part.</summary>
    public const int Failed = 1;

    /// <summary>The input was bad; nothing was started.</summary>
    public const int BadInput = 2;

    /// <summary>The run was interrupted; everything finished so far is stored.</summary>
    public const int Interrupted = 130;
}
