using System.Text;
using CoEvolve.Actors;

namespace CoEvolve.Scenarios.Tests;

/// <summary>Short ways to read scenarios and to catch what they are refused for.</summary>
internal static class Given
{
    public const string Smallest = "vocabulary: { captions: 8 }\n";

    public static InputFile File(string name, string text) => new(name, Encoding.UTF8.GetBytes(text));

    public static ResolvedExperiment Scenario(string text, IReadOnlyList<string>? sets = null, ulong? seed = null, params InputFile[] files) =>
        ScenarioFile.Read(text, "reference.yaml", new StoredInputFiles(files), sets, seed);

    public static EcosystemSpec Spec(string text, params InputFile[] files) => Assert.Single(Scenario(text, files: files).Points).Spec;

    /// <summary>The message of the refusal; it must be one line, as every message.</summary>
    public static string Refusal(string text, IReadOnlyList<string>? sets = null, params InputFile[] files)
    {
        string message = Assert.Throws<ScenarioException>(() => Scenario(text, sets, null, files)).Message;
        Assert.DoesNotContain('\n', message);
        Assert.DoesNotContain("Exception", message);
        Assert.EndsWith(".", message);
        return message;
    }

    /// <summary>All that decides results, as text: two specs with the same text start alike.</summary>
    public static string Describe(EcosystemSpec spec)
    {
        var text = new StringBuilder();
        TextModelSpec words = spec.TextModels[0];
        ImageModelSpec images = spec.ImageModels[0];
        text.AppendLine(FormattableString.Invariant($"{spec.Seed} {spec.Generations} {string.Join('|', spec.Vocabulary)}"));
        text.AppendJoin(' ', spec.InitialShares.Select(BitConverter.DoubleToInt64Bits)).AppendLine();
        text.AppendJoin(' ', spec.InitialImages.Gaussians.Means.Select(BitConverter.DoubleToInt64Bits)).AppendLine();
        text.AppendJoin(' ', spec.InitialImages.Gaussians.Factors.Select(BitConverter.DoubleToInt64Bits)).AppendLine();
        text.AppendJoin(' ', spec.InitialImages.PoolSizes).AppendLine();
        text.AppendLine(FormattableString.Invariant($"{words.Name} {words.CaptionsPerGeneration} {words.Reader} {words.PerceptionNoise:R} {words.LearningRate:R} {words.Frozen} {words.Corpus.CaptionsPerGeneration}"));
        text.AppendJoin(' ', words.Corpus.Distribution.Select(BitConverter.DoubleToInt64Bits)).AppendLine();
        text.AppendLine(FormattableString.Invariant($"{images.Name} {images.Covariance} {images.LearningRate:R} {images.Frozen} {images.Sampling} {images.Users.ImagesPerCaption}"));
        text.AppendJoin(' ', images.Users.Pool is null ? [] : images.Users.Pool.Means.ToArray().Select(BitConverter.DoubleToInt64Bits)).AppendLine();
        text.AppendLine(FormattableString.Invariant($"{spec.Recording.Every} {spec.Recording.Captions} {string.Join(' ', spec.Recording.Snapshots)}"));
        return text.ToString();
    }
}
