using CoEvolve.Core;

namespace CoEvolve.Actors;

/// <summary>
/// Who needs what of an image model's images: a function of the spec alone, so that actors agree on it without talking and
/// a restart changes nothing.
/// </summary>
/// <remarks>Source: docs/model.md, "Sufficient statistics".</remarks>
internal static class ImageNeeds
{
    /// <summary>
    /// What a text model that learns is to get of each image it sees: the image where it looks at it, else the caption alone.
    /// </summary>
    /// <remarks>
    /// A sampled reader that is alone with a model that stands still needs no image. What it reads of images made for its
    /// own captions is Multinomial(N, p) whatever they look like, and nobody else could tell that they were never made. Any
    /// other reader could: its estimate would depend on the same images.
    /// </remarks>
    public static ImageContent ToRead(EcosystemSpec spec, TextModelSpec reader, ImageModelSpec image)
    {
        if (!reader.ReadsImages)
            return ImageContent.Captions;
        bool drawn = image is { Frozen: true, Sampling: not ImageSampling.Individual }
            && reader.Reader == ReaderKind.Sampled
            && IsAlone(Readers(spec, image), reader)
            && IsAlone(spec.WritersOf(image.Name).Select(i => spec.TextModels[i]), reader);
        return drawn ? ImageContent.Captions : ImageContent.Displacements;
    }

    /// <summary>What an image model trains on: single images only where they are made for a reader anyway, or asked for; null if it is frozen.</summary>
    public static ImageContent? ToTrain(EcosystemSpec spec, ImageModelSpec image)
    {
        if (image.Frozen)
            return null;
        return image.Sampling == ImageSampling.Individual || AreLookedAt(spec, image) ? ImageContent.Innovations : ImageContent.Statistics;
    }

    /// <summary>Whether a reader looks at single images of this model.</summary>
    public static bool AreLookedAt(EcosystemSpec spec, ImageModelSpec image) =>
        Readers(spec, image).Any(reader => ToRead(spec, reader, image) == ImageContent.Displacements);

    private static IEnumerable<TextModelSpec> Readers(EcosystemSpec spec, ImageModelSpec image) =>
        spec.ReadersOf(image.Name).Select(i => spec.TextModels[i]).Where(text => !text.Frozen);

    private static bool IsAlone(IEnumerable<TextModelSpec> models, TextModelSpec one) => models.All(model => model == one);
}
