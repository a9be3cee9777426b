using System.Globalization;
using CoEvolve.Engines;
using CoEvolve.Store;

namespace CoEvolve.Cli;

/// <summary>What `coevolve doctor` says about a results file.</summary>
internal static class FileChecks
{
    private const string Subject = "store";

    /// <summary>All of it, in the order in which it is printed.</summary>
    public static IEnumerable<Diagnosis> All(string path)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            // 'run' may be about to make it; for whoever meant one that is there, it is worth a word.
            yield return Diagnosis.Warning(Subject, $"{path}: there is no such file yet", "Check the name, unless 'coevolve run' is to make it.");
            yield break;
        }

        yield return Examine(path);
    }

    private static Diagnosis Examine(string path)
    {
        SqliteFacts facts;
        try
        {
            facts = SqliteExamination.Of(path);
        }
        catch (StoreException exception)
        {
            return Diagnosis.Problem(Subject, exception.Message);
        }

        string found = string.Create(
            CultureInfo.InvariantCulture,
            $"{path}: results file of format {facts.Format} (newest {facts.NewestFormat}), {facts.Experiments} experiments, {facts.Unfinished} unfinished{(facts.IsBeingWritten ? ", and a run is writing it" : "")}");
        return facts.MayWrite
            ? Diagnosis.Ok(Subject, found)
            : Diagnosis.Warning(Subject, found + "; it may not be written", "It can be read. To go on with a run, change the file's permissions, or copy it elsewhere.");
    }
}
