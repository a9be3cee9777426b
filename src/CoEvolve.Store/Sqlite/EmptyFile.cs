using System.Formats.Tar;

namespace CoEvolve.Store;

/// <summary>Tells an empty file from pipes and devices, which have no length either.</summary>
internal static class EmptyFile
{
    /// <summary>Whether a path with nothing in it is an ordinary file, itself or through links. Opens neither pipe nor device.</summary>
    // The archiver is the one part of the base library that asks the system what a path is without opening it.
    public static bool IsOrdinary(string path)
    {
        string target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        using var archive = new MemoryStream();
        try
        {
            using (var writer = new TarWriter(archive, leaveOpen: true))
                writer.WriteEntry(target, "file");
            archive.Position = 0;
            using var reader = new TarReader(archive);
            return reader.GetNextEntry() is { EntryType: TarEntryType.RegularFile or TarEntryType.V7RegularFile };
        }
        catch (IOException)
        {
            return false; // a socket, which no archive can hold
        }
    }
}
