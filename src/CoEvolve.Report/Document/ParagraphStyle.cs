namespace CoEvolve.Report;

/// <summary>How a paragraph is set.</summary>
internal enum ParagraphStyle
{
    /// <summary>As any text.</summary>
    Plain,

    /// <summary>Larger, at the top.</summary>
    Lead,

    /// <summary>A line of mathematics.</summary>
    Theorem,

    /// <summary>Something that must not be overlooked.</summary>
    Warning,
}
