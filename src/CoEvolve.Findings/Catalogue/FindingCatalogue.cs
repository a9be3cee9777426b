namespace CoEvolve.Findings;

/// <summary>All findings, in the order in which they are told.</summary>
public static class FindingCatalogue
{
    /// <summary>The source's seven, and the digits.</summary>
    public static IReadOnlyList<Finding> All { get; } =
    [
        new TextCollapse(),
        new ImageContraction(),
        new MutualReinforcement(),
        new MatthewEffect(),
        new CorpusInjection(),
        new UserContent(),
        new BothInjections(),
        new RealDigits(),
    ];

    /// <summary>Each finding's part of the error level of a whole reproduction.</summary>
    public static double LevelOfEach => Verdict.FamilyLevel / All.Count;
}
