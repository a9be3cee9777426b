using System.Globalization;

namespace CoEvolve.Actors;

/// <summary>Commands as text: as a person types them, as scenarios list them and as stores keep them.</summary>
internal static class CommandText
{
    private const string Kinds = "pause, resume, step N, stop, set KEY=VALUE or inject captions=N imagesPerCaption=N";

    public static SteeringCommand Parse(string kind, string arguments)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(arguments);
        switch (kind)
        {
            case "pause":
                return Alone(kind, arguments, new PauseCommand());
            case "resume":
                return Alone(kind, arguments, new ResumeCommand());
            case "stop":
                return Alone(kind, arguments, new StopCommand());
            case "step":
                return ReadCount(arguments, int.MaxValue) is int and > 0 and int generations
                    ? new StepCommand(generations)
                    : throw new FormatException($"'step {arguments}' is no command; allowed is a whole number of generations, 1 or more, as in 'step 10'.");
            case "set":
                return Set(arguments);
            case "inject":
                return Inject(arguments);
            default:
                throw new FormatException($"'{kind}' is no command; allowed is {Kinds}.");
        }
    }

    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A finite number, or null.</summary>
    public static double? ReadNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null;

    private static SteeringCommand Alone(string kind, string arguments, SteeringCommand command) => arguments.Length == 0
        ? command
        : throw new FormatException($"'{kind} {arguments}' is no command; allowed is '{kind}' alone.");

    private static SetCommand Set(string arguments)
    {
        int equals = arguments.IndexOf('=', StringComparison.Ordinal);
        string key = equals < 0 ? arguments : arguments[..equals].Trim();
        SettingRange range = SettingRange.All.FirstOrDefault(range => range.Key == key)
            ?? throw new FormatException($"'set {arguments}': '{key}' cannot be set while an ecosystem runs; allowed is {string.Join(", ", SettingRange.All.Select(range => range.Key))}, as in 'set corpus.captionsPerGeneration=20'.");
        string value = equals < 0 ? "" : arguments[(equals + 1)..].Trim();
        return range.Read(value) is double number
            ? new SetCommand(range.Setting, number)
            : throw new FormatException($"'set {arguments}': {key} is '{value}'; allowed is {range.Allowed}.");
    }

    private static InjectCommand Inject(string arguments)
    {
        int? captions = null, images = null;
        foreach (string argument in arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (argument.StartsWith("captions=", StringComparison.Ordinal) && captions is null)
                captions = ReadCount(argument["captions=".Length..], InjectCommand.MostCaptions) ?? throw Refuse();
            else if (argument.StartsWith("imagesPerCaption=", StringComparison.Ordinal) && images is null)
                images = ReadCount(argument["imagesPerCaption=".Length..], InjectCommand.MostImages) ?? throw Refuse();
            else
                throw Refuse();
        }

        return (captions ?? 0) + (images ?? 0) > 0 ? new InjectCommand(captions ?? 0, images ?? 0) : throw Refuse();

        FormatException Refuse() => new(
            $"'inject {arguments}' is no command; allowed is captions= with 1 to {Of(InjectCommand.MostCaptions)}, imagesPerCaption= with 1 to {Of(InjectCommand.MostImages)}, or both, as in 'inject captions=200'.");
    }

    private static int? ReadCount(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value <= most ? value : null;
}
