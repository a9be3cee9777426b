using CoEvolve.Core;

namespace CoEvolve.Actors;

/// <summary>
/// What a person or a scenario tells a running ecosystem to do. The coordinator applies it between two generations, so a run is
/// told apart from others by its scenario and the commands with the generations at which they took effect. Immutable.
/// </summary>
public abstract record SteeringCommand
{
    private protected SteeringCommand()
    {
    }

    /// <summary>The word that it begins with: pause, resume, step, stop, set or inject.</summary>
    public abstract string Kind { get; }

    /// <summary>What follows the word; empty if nothing does.</summary>
    public virtual string Arguments => "";

    /// <summary>Reads a command in the words that <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">It is none; the message says what is allowed.</exception>
    public static SteeringCommand Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Trim().Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return Parse(parts.Length > 0 ? parts[0] : "", parts.Length > 1 ? parts[1] : "");
    }

    /// <summary>Reads a command.</summary>
    /// <param name="kind">See <see cref="Kind"/>.</param>
    /// <param name="arguments">See <see cref="Arguments"/>.</param>
    /// <exception cref="FormatException">It is none; the message says what is allowed.</exception>
    public static SteeringCommand Parse(string kind, string arguments) => CommandText.Parse(kind, arguments);

    /// <summary>The command in the words of the command line and of scenarios: "set corpus.captionsPerGeneration=20".</summary>
    public sealed override string ToString() => Arguments.Length == 0 ? Kind : $"{Kind} {Arguments}";
}

/// <summary>Computes no further generation until told to.</summary>
public sealed record PauseCommand : SteeringCommand
{
    /// <inheritdoc/>
    public override string Kind => "pause";
}

/// <summary>Goes on after a pause.</summary>
public sealed record ResumeCommand : SteeringCommand
{
    /// <inheritdoc/>
    public override string Kind => "resume";
}

/// <summary>Computes so many generations more, and then pauses.</summary>
public sealed record StepCommand : SteeringCommand
{
    /// <summary>Checks and keeps the number.</summary>
    /// <param name="generations">1 or more.</param>
    public StepCommand(int generations) => Generations = Preconditions.InRange(generations, 1, int.MaxValue);

    /// <summary>How many generations; 1 or more.</summary>
    public int Generations { get; }

    /// <inheritdoc/>
    public override string Kind => "step";

    /// <inheritdoc/>
    public override string Arguments => CommandText.Of(Generations);
}

/// <summary>Ends the ecosystem where it stands: the generation is recorded as its last, and nothing more is computed.</summary>
public sealed record StopCommand : SteeringCommand
{
    /// <inheritdoc/>
    public override string Kind => "stop";
}

/// <summary>Changes a rate, or freezes or thaws models: from the next generation on, for all models of that kind.</summary>
public sealed record SetCommand : SteeringCommand
{
    /// <summary>Checks and keeps the value.</summary>
    /// <param name="setting">What to change.</param>
    /// <param name="value">In the setting's range; 1 or 0 for true or false.</param>
    /// <exception cref="ArgumentException">The value is out of range.</exception>
    public SetCommand(SteeredSetting setting, double value)
    {
        SettingRange range = SettingRange.Of(setting);
        Preconditions.Require(range.Allows(value), $"{range.Key} is {CommandText.Of(value)}; allowed is {range.Allowed}.", nameof(value));
        Setting = setting;
        Value = value;
    }

    /// <summary>What changes.</summary>
    public SteeredSetting Setting { get; }

    /// <summary>The new value; 1 or 0 for true or false.</summary>
    public double Value { get; }

    /// <inheritdoc/>
    public override string Kind => "set";

    /// <inheritdoc/>
    public override string Arguments => $"{SettingRange.Of(Setting).Key}={SettingRange.Of(Setting).Text(Value)}";
}

/// <summary>A burst: in the next generation, and in no other, models train on so much more real content.</summary>
public sealed record InjectCommand : SteeringCommand
{
    /// <summary>Checks and keeps the numbers, of which one at least is not 0.</summary>
    /// <param name="captions">Captions for each text model, from its corpus; 0 to <see cref="MostCaptions"/>.</param>
    /// <param name="imagesPerCaption">Images for each caption of each image model, from where its user content comes from; 0 to <see cref="MostImages"/>.</param>
    /// <exception cref="ArgumentException">A number is out of range, or both are 0.</exception>
    public InjectCommand(int captions, int imagesPerCaption)
    {
        Captions = Preconditions.InRange(captions, 0, MostCaptions);
        ImagesPerCaption = Preconditions.InRange(imagesPerCaption, 0, MostImages);
        Preconditions.Require(captions > 0 || imagesPerCaption > 0, "A burst of nothing; allowed are captions or images, or both.", nameof(captions));
    }

    /// <summary>The most captions of one burst.</summary>
    public const int MostCaptions = 1_000_000;

    /// <summary>The most images a caption of one burst.</summary>
    public const int MostImages = 10_000;

    /// <summary>Captions for each text model.</summary>
    public int Captions { get; }

    /// <summary>Images for each caption of each image model.</summary>
    public int ImagesPerCaption { get; }

    /// <inheritdoc/>
    public override string Kind => "inject";

    /// <inheritdoc/>
    public override string Arguments => (Captions, ImagesPerCaption) switch
    {
        (_, 0) => $"captions={CommandText.Of(Captions)}",
        (0, _) => $"imagesPerCaption={CommandText.Of(ImagesPerCaption)}",
        _ => $"captions={CommandText.Of(Captions)} imagesPerCaption={CommandText.Of(ImagesPerCaption)}",
    };
}
