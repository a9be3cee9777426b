namespace CoEvolve.Charts;

/// <summary>One row, ready to be written. Paths are empty for what it does not have.</summary>
internal sealed record IntervalMark
{
    public required IntervalRow Row { get; init; }

    /// <summary>The row's whole width, for stripes.</summary>
    public required Box Place { get; init; }

    public required bool Striped { get; init; }

    public required IReadOnlyList<string> Label { get; init; }

    public required double LabelBaseline { get; init; }

    public required double LabelLeft { get; init; }

    public required string? Value { get; init; }

    public required double ValueBaseline { get; init; }

    public required string Interval { get; init; }

    public required string Measured { get; init; }

    public required string Predicted { get; init; }

    public required string Glyph { get; init; }

    public required string? Outcome { get; init; }
}
