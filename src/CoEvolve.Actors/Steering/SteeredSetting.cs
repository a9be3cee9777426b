using System.Collections.Immutable;

namespace CoEvolve.Actors;

/// <summary>What a <see cref="SetCommand"/> may change of a running ecosystem.</summary>
public enum SteeredSetting
{
    /// <summary>η of text models.</summary>
    TextLearningRate,

    /// <summary>Whether text models learn.</summary>
    TextFrozen,

    /// <summary>η of image models.</summary>
    ImageLearningRate,

    /// <summary>Whether image models learn.</summary>
    ImageFrozen,

    /// <summary>M, the captions a generation that each text model gets from its corpus.</summary>
    CorpusCaptions,

    /// <summary>U, the images per caption and generation that each image model gets from users.</summary>
    UserImages,
}

/// <summary>The key of a setting, as scenarios have it, and what it may be. Immutable.</summary>
public sealed class SettingRange
{
    private readonly Func<double, bool> _allows;
    private readonly bool _isFlag;

    private SettingRange(SteeredSetting setting, string key, string allowed, Func<double, bool> allows, bool isFlag = false)
    {
        Setting = setting;
        Key = key;
        Allowed = allowed;
        _allows = allows;
        _isFlag = isFlag;
    }

    /// <summary>All of them, in the order of <see cref="SteeredSetting"/>.</summary>
    public static ImmutableArray<SettingRange> All { get; } =
    [
        new(SteeredSetting.TextLearningRate, "textModel.learningRate", "more than 0, up to 1", IsRate),
        new(SteeredSetting.TextFrozen, "textModel.frozen", "true or false", IsFlag, isFlag: true),
        new(SteeredSetting.ImageLearningRate, "imageModel.learningRate", "more than 0, up to 1", IsRate),
        new(SteeredSetting.ImageFrozen, "imageModel.frozen", "true or false", IsFlag, isFlag: true),
        new(SteeredSetting.CorpusCaptions, "corpus.captionsPerGeneration", $"a whole number from 0 to {CommandText.Of(PromptSpec.MostCaptions)}", value => IsCount(value, PromptSpec.MostCaptions)),
        new(SteeredSetting.UserImages, "userContent.imagesPerCaption", $"a whole number from 0 to {CommandText.Of(UserContentSpec.MostImages)}", value => IsCount(value, UserContentSpec.MostImages)),
    ];

    /// <summary>Which one it is.</summary>
    public SteeredSetting Setting { get; }

    /// <summary>Its key in a scenario.</summary>
    public string Key { get; }

    /// <summary>What is allowed, in words.</summary>
    public string Allowed { get; }

    /// <summary>That of a setting.</summary>
    public static SettingRange Of(SteeredSetting setting) => All[(int)setting];

    /// <summary>Whether a value is allowed.</summary>
    public bool Allows(double value) => _allows(value);

    /// <summary>A value as scenarios have it.</summary>
    public string Text(double value) => _isFlag ? value != 0 ? "true" : "false" : CommandText.Of(value);

    /// <summary>Reads a value.</summary>
    /// <returns>Null if it is none that is allowed.</returns>
    public double? Read(string text)
    {
        double? value = _isFlag
            ? text switch { "true" => 1, "false" => 0, _ => null }
            : CommandText.ReadNumber(text);
        return value is double number && Allows(number) ? number : null;
    }

    private static bool IsRate(double value) => value is > 0 and <= 1;

    private static bool IsFlag(double value) => value is 0 or 1;

    private static bool IsCount(double value, int most) => value >= 0 && value <= most && value == Math.Floor(value);
}
