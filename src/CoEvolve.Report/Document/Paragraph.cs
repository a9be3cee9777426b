namespace CoEvolve.Report;

/// <summary>Running text.</summary>
/// <param name="Text">Plain text.</param>
/// <param name="Style">How it is set.</param>
internal sealed record Paragraph(string Text, ParagraphStyle Style = ParagraphStyle.Plain) : Block;
