namespace CoEvolve.Actors;

/// <summary>How the images of an image model come about (docs/model.md, "Sufficient statistics").</summary>
public enum ImageSampling
{
    /// <summary>By their statistics where nobody needs a single image, otherwise one by one.</summary>
    Automatic,

    /// <summary>Always one by one.</summary>
    Individual,

    /// <summary>By their statistics alone; not allowed where a reader looks at single images.</summary>
    Statistics,
}
