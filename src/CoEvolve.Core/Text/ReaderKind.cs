namespace CoEvolve.Core;

/// <summary>How a text model turns the images it sees into captions (docs/model.md, "Reading").</summary>
public enum ReaderKind
{
    /// <summary>Each image counts as its posterior over captions.</summary>
    Soft,

    /// <summary>Each image counts as one caption drawn from its posterior.</summary>
    Sampled,

    /// <summary>Each image counts as the caption that made it.</summary>
    Perfect,
}
