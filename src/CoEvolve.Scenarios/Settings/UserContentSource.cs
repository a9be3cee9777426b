namespace CoEvolve.Scenarios;

/// <summary>Where users' images come from.</summary>
public enum UserContentSource
{
    /// <summary>From the Gaussian that a caption started with.</summary>
    Initial,

    /// <summary>From the real images that were held out from the fit.</summary>
    Data,
}
