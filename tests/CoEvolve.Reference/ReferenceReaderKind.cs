namespace CoEvolve.Reference;

/// <summary>How the text model turns images into its estimate; docs/model.md, section 2, step 4.</summary>
public enum ReferenceReaderKind
{
    /// <summary>Mean of the posteriors.</summary>
    Soft,

    /// <summary>Shares of captions drawn from the posteriors.</summary>
    Sampled,

    /// <summary>Every image is read as the caption that made it.</summary>
    Perfect,
}
