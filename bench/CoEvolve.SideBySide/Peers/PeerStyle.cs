namespace CoEvolve.SideBySide;

/// <summary>A program that the peer consists of.</summary>
/// <param name="Name">For people.</param>
/// <param name="Flag">Its argument, or "" for none.</param>
internal sealed record PeerStyle(string Name, string Flag)
{
    /// <summary>As it is first written down.</summary>
    public static readonly PeerStyle Textbook = new("textbook", "--textbook");

    /// <summary>As fast as NumPy goes.</summary>
    public static readonly PeerStyle Tuned = new("tuned", "");

    /// <summary>For the perfect reader: no image is drawn, only its mean's and scatter's laws.</summary>
    public static readonly PeerStyle Statistics = new("tuned, statistics", "--statistics");

    /// <summary>The styles that fit a row.</summary>
    public static IReadOnlyList<PeerStyle> Of(WorkRow row) => row.IsPerfect ? [Textbook, Tuned, Statistics] : [Textbook, Tuned];
}
