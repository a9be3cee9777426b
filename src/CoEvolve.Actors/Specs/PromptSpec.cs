using CoEvolve.Core;

namespace CoEvolve.Actors;

/// <summary>A text model sends an image model this many captions a generation.</summary>
public sealed record PromptSpec
{
    /// <summary>The most captions a generation that one text model may send to one image model.</summary>
    public const int MostCaptions = 100_000_000;

    /// <summary>Checks and keeps the parts.</summary>
    /// <param name="imageModel">Name of the image model.</param>
    /// <param name="captions">N_ij, 1 to <see cref="MostCaptions"/>.</param>
    public PromptSpec(string imageModel, int captions)
    {
        ArgumentException.ThrowIfNullOrEmpty(imageModel);
        ImageModel = imageModel;
        Captions = Preconditions.InRange(captions, 1, MostCaptions);
    }

    /// <summary>Name of the image model.</summary>
    public string ImageModel { get; }

    /// <summary>N_ij, captions a generation.</summary>
    public int Captions { get; }
}
