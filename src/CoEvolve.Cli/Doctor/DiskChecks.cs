namespace CoEvolve.Cli;

/// <summary>What `coevolve doctor` says about folders that are written.</summary>
internal static class DiskChecks
{
    private const long Little = 1L << 30;
    private const long TooLittle = 100L << 20;

    /// <summary>The folder of the results, and the one for what is temporary.</summary>
    public static IEnumerable<Diagnosis> All(string results, string temporary)
    {
        yield return Folder("results", results, "Free some, or name a store on another disk.");
        yield return Folder("temporary", temporary, "Free some, or set TMPDIR to a folder on another disk.");
    }

    /// <summary>Whether a folder is there, may be written, and has room.</summary>
    internal static Diagnosis Folder(string subject, string folder, string remedy)
    {
        if (!Directory.Exists(folder))
            return Diagnosis.Problem(subject, $"{folder}: there is no such folder", "Make it, or name another.");
        try
        {
            string trial = Path.Combine(folder, $".coevolve-{Path.GetRandomFileName()}");
            using (new FileStream(trial, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose))
                return Room(subject, folder, Free(folder), remedy);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Diagnosis.Problem(subject, $"{folder}: it may not be written ({exception.Message.TrimEnd('.')})", "Change its permissions, or name another.");
        }
    }

    /// <summary>Whether so much room is enough.</summary>
    internal static Diagnosis Room(string subject, string folder, long free, string remedy)
    {
        string found = $"{folder}: {Sizes.Of(free)} free";
        return free < TooLittle ? Diagnosis.Problem(subject, found, remedy)
            : free < Little ? Diagnosis.Warning(subject, found, remedy)
            : Diagnosis.Ok(subject, found);
    }

    // On Windows a drive is asked, elsewhere whatever is mounted there.
    private static long Free(string folder) =>
        new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(Path.GetFullPath(folder))! : folder).AvailableFreeSpace;
}
