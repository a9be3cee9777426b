using CoEvolve.Findings;

namespace CoEvolve.Report;

/// <summary>The figures that go with each finding.</summary>
internal static class FindingFigures
{
    /// <summary>The figures of a finding; none for one that this version does not know, and those are left out whose arms are not in the file.</summary>
    public static IEnumerable<Block> Of(string finding, ReproducedArms arms) => Rows(finding, arms).OfType<FigureRow>();

    private static IEnumerable<FigureRow?> Rows(string finding, ReproducedArms arms) => finding switch
    {
        "C1" => TextCollapseFigures.Of(arms),
        "C2" => ImageContractionFigures.Of(arms),
        "C3" => MutualReinforcementFigures.Of(arms),
        "C4" => MatthewEffectFigures.Of(arms),
        "C5" => CorpusFigures.Of(arms),
        "C6" => UserContentFigures.Of(arms),
        "C7" => BothInjectionsFigures.Of(arms),
        "digits" => DigitsFigures.Of(arms),
        _ => [],
    };

    /// <summary>The settings of all but the digits.</summary>
    public static IReadOnlyList<Setting> Both { get; } = [Setting.Reference, Setting.Source];

    /// <summary>"Reference setting: 8 captions, …", below a figure's heading.</summary>
    public static string Subtitle(Setting setting) => setting == Setting.Digits
        ? setting.Description
        : string.Concat(setting.Name[..1].ToUpperInvariant(), setting.Name.AsSpan(1), " setting: ", setting.Description);

    /// <summary>An anchor for a figure.</summary>
    public static string Id(string finding, Setting setting, string what) => $"{finding}-{setting.Name}-{what}";
}
