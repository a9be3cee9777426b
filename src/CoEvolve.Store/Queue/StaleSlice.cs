using System.Globalization;
using CoEvolve.Engines;

namespace CoEvolve.Store;

/// <summary>The refusal of a slice that did not start where its ecosystem stands.</summary>
internal static class StaleSlice
{
    /// <summary>Names the ecosystem, the generation that the slice started from and what is stored (null: no such ecosystem).</summary>
    public static StoreException Refuse(SliceCommit commit, int? storedGeneration, string? storedStatus)
    {
        string status = storedStatus is null ? "" : $" ({storedStatus})";
        string stored = storedGeneration is { } generation
            ? string.Create(CultureInfo.InvariantCulture, $"the store has generation {generation}{status}")
            : "the store does not have it";
        return new StoreException(string.Create(
            CultureInfo.InvariantCulture,
            $"Ecosystem {commit.EcosystemId}: a slice started from generation {commit.ExpectedGeneration}, but "
            + $"{stored}. Nothing of it was stored. Does another run write to the same file? Stop one of them, then go on "
            + $"with --resume."));
    }
}
