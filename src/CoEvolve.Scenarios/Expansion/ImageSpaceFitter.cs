using System.Security.Cryptography;
using System.Text;
using CoEvolve.Core;

namespace CoEvolve.Scenarios;

/// <summary>Fits an image space to an image file, or takes the stored fit of an earlier start.</summary>
internal static class ImageSpaceFitter
{
    public static FittedImageSpace Fit(FittedImages settings, byte[] bytes, IReadOnlyList<string> vocabulary, FittedImageSpace? stored)
    {
        string fingerprint = Fingerprint(settings, bytes, vocabulary);
        if (stored is not null && stored.Fingerprint != fingerprint)
        {
            throw new InputFileException("the fit stored with the experiment was made from other images or settings; "
                + "allowed is the fit of this scenario. Submit the scenario again");
        }

        return stored ?? Fit(settings, ImageFile.Read(bytes, vocabulary), vocabulary, fingerprint);
    }

    private static FittedImageSpace Fit(FittedImages settings, LabelledImages images, IReadOnlyList<string> vocabulary, string fingerprint)
    {
        double[][] fitted = [.. images.ByCaption.Select(rows => HeldOutSplit.Take(rows, images.Pixels, settings.HeldOut, heldOut: false))];
        double[][] heldOut = [.. images.ByCaption.Select(rows => HeldOutSplit.Take(rows, images.Pixels, settings.HeldOut, heldOut: true))];
        for (int k = 0; k < fitted.Length; k++)
        {
            if (fitted[k].Length < 2 * images.Pixels)
            {
                throw new InputFileException($"the caption {Quote.Always(vocabulary[k])} has {Numerals.Of(fitted[k].Length / images.Pixels, "image")} to fit; "
                    + "allowed are 2 or more. Add images, or lower imageSpace.heldOut");
            }
        }

        int count = fitted.Sum(rows => rows.Length) / images.Pixels;
        int most = Math.Min(images.Pixels, count - 1);
        if (settings.PrincipalComponents is int components && components > most)
        {
            throw new InputFileException($"it has {Numerals.Of(images.Pixels, "pixel")} and {Numerals.Of(count, "image")} to fit, too few for {components} principal components; "
                + $"allowed are 1 to {most}. Lower imageSpace.principalComponents");
        }

        CheckSize(vocabulary.Count, settings.PrincipalComponents ?? images.Pixels);
        FittedImageSpace space = FittedImageSpace.Fit(fingerprint, images.Pixels, settings.PrincipalComponents, fitted, heldOut);
        for (int k = 0; k < fitted.Length; k++)
        {
            if (!(space.Initial.Gaussians.Trace(k) > 0))
            {
                throw new InputFileException($"all images of the caption {Quote.Always(vocabulary[k])} are the same; "
                    + "allowed are images that differ. Add others, or remove the caption");
            }
        }

        return space;
    }

    private static void CheckSize(long captions, long dimension)
    {
        if (captions * dimension * dimension > ScenarioLimits.MostFactorElements)
        {
            throw new InputFileException($"{captions} captions in {dimension} dimensions have K·d² = {captions * dimension * dimension}; "
                + $"allowed is {ScenarioLimits.MostFactorElements}. Lower imageSpace.principalComponents");
        }
    }

    // Everything that decides the fit, so that a stored one is never taken for another.
    private static string Fingerprint(FittedImages settings, byte[] bytes, IReadOnlyList<string> vocabulary)
    {
        string source = string.Join('\n', [
            Convert.ToHexStringLower(SHA256.HashData(bytes)),
            settings.PrincipalComponents is int components ? Numerals.Of(components) : "none",
            Numerals.Of(settings.HeldOut),
            .. vocabulary]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)));
    }
}
