using CoEvolve.Scenarios;

namespace CoEvolve.Cli;

/// <summary>What a user should know of a scenario and what is no error.</summary>
internal static class Notes
{
    public static void Print(ResolvedExperiment experiment, TextWriter error)
    {
        foreach (string note in experiment.Notes)
            error.WriteLine("note: " + note);
    }
}
