namespace CoEvolve.Scenarios;

/// <summary>
/// Splits the images of a caption into those that are fitted and those that are held out, evenly over the file and
/// independent of any seed: of the first j images ⌊j·f + ½⌋ are held out, so image j is if that number rises at it.
/// </summary>
internal static class HeldOutSplit
{
    public static bool IsHeldOut(int image, double share) => Math.Floor(((image + 1) * share) + 0.5) > Math.Floor((image * share) + 0.5);

    /// <returns>The rows that are held out, or those that are not.</returns>
    public static double[] Take(double[] rows, int pixels, double share, bool heldOut) =>
        [.. Enumerable.Range(0, rows.Length / pixels)
            .Where(image => IsHeldOut(image, share) == heldOut)
            .SelectMany(image => new ArraySegment<double>(rows, image * pixels, pixels))];
}
