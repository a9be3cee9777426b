namespace CoEvolve.Charts;

/// <summary>What came of a check.</summary>
public enum CheckOutcome
{
    /// <summary>Nothing was to be decided; no glyph is drawn.</summary>
    None,

    /// <summary>Prediction and measurement agree.</summary>
    Passed,

    /// <summary>They do not.</summary>
    Failed,

    /// <summary>The data could not decide.</summary>
    Undecided,
}
