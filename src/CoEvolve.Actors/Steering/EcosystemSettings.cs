using System.Collections.Immutable;

namespace CoEvolve.Actors;

/// <summary>What may change of a text model while it lives.</summary>
/// <param name="LearningRate">η in (0, 1].</param>
/// <param name="Frozen">Whether it learns nothing.</param>
/// <param name="CorpusCaptions">M, captions a generation from its corpus.</param>
public readonly record struct TextRates(double LearningRate, bool Frozen, int CorpusCaptions);

/// <summary>What may change of an image model while it lives.</summary>
/// <param name="LearningRate">η in (0, 1].</param>
/// <param name="Frozen">Whether it learns nothing.</param>
/// <param name="UserImages">U, images per caption and generation from users.</param>
public readonly record struct ImageRates(double LearningRate, bool Frozen, int UserImages);

/// <summary>What commands have made of an ecosystem's settings: the rest of its spec is as it was. Immutable.</summary>
/// <param name="texts">One a text model, in the spec's order.</param>
/// <param name="images">One an image model, in the spec's order.</param>
public sealed class EcosystemSettings(ImmutableArray<TextRates> texts, ImmutableArray<ImageRates> images) : IEquatable<EcosystemSettings>
{
    /// <summary>One a text model.</summary>
    public ImmutableArray<TextRates> Texts { get; } = texts;

    /// <summary>One an image model.</summary>
    public ImmutableArray<ImageRates> Images { get; } = images;

    /// <summary>Those that a spec has.</summary>
    public static EcosystemSettings Of(EcosystemSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return new EcosystemSettings([.. spec.TextModels.Select(model => model.Rates)], [.. spec.ImageModels.Select(model => model.Rates)]);
    }

    /// <summary>These, with one changed for all models that it is about.</summary>
    public EcosystemSettings With(SetCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        double value = command.Value;
        return command.Setting switch
        {
            SteeredSetting.TextLearningRate => ForTexts(rates => rates with { LearningRate = value }),
            SteeredSetting.TextFrozen => ForTexts(rates => rates with { Frozen = value != 0 }),
            SteeredSetting.CorpusCaptions => ForTexts(rates => rates with { CorpusCaptions = (int)value }),
            SteeredSetting.ImageLearningRate => ForImages(rates => rates with { LearningRate = value }),
            SteeredSetting.ImageFrozen => ForImages(rates => rates with { Frozen = value != 0 }),
            SteeredSetting.UserImages => ForImages(rates => rates with { UserImages = (int)value }),
            _ => throw new ArgumentException($"Unknown setting {command.Setting}.", nameof(command)),
        };
    }

    /// <summary>These, with so much more injected.</summary>
    /// <param name="captions">For each text model.</param>
    /// <param name="images">For each caption of each image model.</param>
    /// <exception cref="OverflowException">A sum is beyond any limit.</exception>
    public EcosystemSettings Plus(int captions, int images) => captions == 0 && images == 0
        ? this
        : new EcosystemSettings(
            [.. Texts.Select(rates => rates with { CorpusCaptions = checked(rates.CorpusCaptions + captions) })],
            [.. Images.Select(rates => rates with { UserImages = checked(rates.UserImages + images) })]);

    /// <inheritdoc/>
    public bool Equals(EcosystemSettings? other) =>
        other is not null && Texts.AsSpan().SequenceEqual(other.Texts.AsSpan()) && Images.AsSpan().SequenceEqual(other.Images.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EcosystemSettings);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Texts.Length, Images.Length, Texts[0], Images[0]);

    private EcosystemSettings ForTexts(Func<TextRates, TextRates> change) => new([.. Texts.Select(change)], Images);

    private EcosystemSettings ForImages(Func<ImageRates, ImageRates> change) => new(Texts, [.. Images.Select(change)]);
}
