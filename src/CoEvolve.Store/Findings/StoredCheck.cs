namespace CoEvolve.Store;

/// <summary>A verdict on one claim of a finding, as a results file keeps it. Immutable. A number is null where there is none.</summary>
public sealed record StoredCheck
{
    /// <summary>The finding, as in C1.</summary>
    public required string Finding { get; init; }

    /// <summary>What it was checked under, such as the changed settings; may be empty.</summary>
    public required string Setting { get; init; }

    /// <summary>What was checked, in a few words.</summary>
    public required string Name { get; init; }

    /// <summary>Whether a result had to agree or an effect had to show.</summary>
    public required CheckKind Kind { get; init; }

    /// <summary>What theory says.</summary>
    public double? Predicted { get; init; }

    /// <summary>What the runs gave.</summary>
    public double? Measured { get; init; }

    /// <summary>Lower end of the interval around <see cref="Measured"/>.</summary>
    public double? Lower { get; init; }

    /// <summary>Upper end of that interval.</summary>
    public double? Upper { get; init; }

    /// <summary>Size of the effect, in the measure that the check uses.</summary>
    public double? Effect { get; init; }

    /// <summary>The test's p-value, 0 to 1.</summary>
    public double? PValue { get; init; }

    /// <summary>What <see cref="PValue"/> was held against.</summary>
    public double? Level { get; init; }

    /// <summary>Whether the check passed.</summary>
    public required bool Passed { get; init; }

    /// <summary>How the measured value should stand to the predicted one: "=", "&lt;", "&gt;", "≤", "≥" or "±0.02".</summary>
    public string? Relation { get; init; }

    /// <summary>Whether it stands for its finding in a short table.</summary>
    public bool Headline { get; init; }
}
