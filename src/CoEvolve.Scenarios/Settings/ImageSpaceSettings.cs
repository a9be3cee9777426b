namespace CoEvolve.Scenarios;

/// <summary>What the image model starts with: one of <see cref="RandomMeans"/>, <see cref="GivenMeans"/>, <see cref="CircleMeans"/> and <see cref="FittedImages"/>.</summary>
public abstract record ImageSpaceSettings
{
    private protected ImageSpaceSettings()
    {
    }
}
