namespace CoEvolve.Core;

/// <summary>What a random stream is for. The numbers are part of every result: never change one.</summary>
public enum StreamPurpose
{
    /// <summary>Where the captions lie in image space at the start.</summary>
    InitialMeans = 1,

    /// <summary>Which captions a text model writes.</summary>
    Captions = 2,

    /// <summary>The innovations z of an image model's images.</summary>
    Images = 3,

    /// <summary>The noise ε with which a text model perceives images.</summary>
    Perception = 4,

    /// <summary>Which caption a sampled reader settles on.</summary>
    Reading = 5,

    /// <summary>Which captions come from the corpus.</summary>
    Corpus = 6,

    /// <summary>User images drawn from the initial Gaussians.</summary>
    UserImages = 7,

    /// <summary>The order in which real user images are used up.</summary>
    UserShuffle = 8,

    /// <summary>Images made only to be looked at: whoever watches draws from streams of their own.</summary>
    Viewing = 9,

    /// <summary>Mean and scatter of an image model's innovations, where no single image is made.</summary>
    Statistics = 10,
}
