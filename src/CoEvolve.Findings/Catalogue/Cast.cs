namespace CoEvolve.Findings;

/// <summary>Who plays which part while a finding is examined: the traces of each of its arms in one setting.</summary>
/// <param name="setting">The setting.</param>
/// <param name="tracesOf">Gives an arm's traces.</param>
public sealed class Cast(Setting setting, Func<Arm, ArmTraces> tracesOf)
{
    /// <summary>The setting.</summary>
    public Setting Setting { get; } = setting;

    /// <summary>The traces that play the part of an arm.</summary>
    public ArmTraces this[Arm arm] => tracesOf(arm);

    internal CheckMaker Check { get; } = new(setting.Name);
}
