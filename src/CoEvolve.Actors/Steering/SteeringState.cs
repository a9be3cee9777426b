using System.Collections.Immutable;
using CoEvolve.Core;

namespace CoEvolve.Actors;

/// <summary>What commands have left behind in an ecosystem, as its checkpoint keeps it. Immutable.</summary>
/// <param name="Settings">What holds now in place of the spec's.</param>
/// <param name="BurstCaptions">Captions that each text model gets in the next generation on top.</param>
/// <param name="BurstImages">Images a caption that each image model gets in the next generation on top.</param>
/// <param name="PauseAt">The generation at which it pauses, or has paused; null if it does not.</param>
/// <param name="Scheduled">How many of the spec's commands for this replicate have been applied.</param>
public sealed record SteeringState(EcosystemSettings Settings, int BurstCaptions, int BurstImages, int? PauseAt, int Scheduled)
{
    internal void Write(BinaryWriter writer)
    {
        writer.Write(BurstCaptions);
        writer.Write(BurstImages);
        writer.WriteOptional(PauseAt);
        writer.Write(Scheduled);
        writer.WriteSettings(Settings);
    }

    internal static SteeringState Read(BinaryReader reader)
    {
        int captions = reader.ReadCount(), images = reader.ReadCount();
        int? pauseAt = reader.ReadOptionalInteger();
        int scheduled = reader.ReadCount();
        return new SteeringState(reader.ReadSettings(), captions, images, pauseAt, scheduled);
    }
}

/// <summary>Binary form of <see cref="EcosystemSettings"/>.</summary>
internal static class SettingsParts
{
    public static void WriteSettings(this BinaryWriter writer, EcosystemSettings settings)
    {
        writer.Write(settings.Texts.Length);
        writer.Write(settings.Images.Length);
        foreach (TextRates rates in settings.Texts)
            Write(writer, rates.LearningRate, rates.Frozen, rates.CorpusCaptions);
        foreach (ImageRates rates in settings.Images)
            Write(writer, rates.LearningRate, rates.Frozen, rates.UserImages);
    }

    public static EcosystemSettings ReadSettings(this BinaryReader reader)
    {
        int texts = reader.ReadCount(), images = reader.ReadCount();
        ImmutableArray<TextRates> textRates = [.. Read(reader, texts).Select(rates => new TextRates(rates.Rate, rates.Frozen, rates.Injected))];
        return new EcosystemSettings(textRates, [.. Read(reader, images).Select(rates => new ImageRates(rates.Rate, rates.Frozen, rates.Injected))]);
    }

    private static void Write(BinaryWriter writer, double rate, bool frozen, int injected)
    {
        writer.Write(rate);
        writer.Write(frozen);
        writer.Write(injected);
    }

    // Grows with what is really there: a damaged count soon runs out of bytes.
    private static List<(double Rate, bool Frozen, int Injected)> Read(BinaryReader reader, int count)
    {
        var rates = new List<(double, bool, int)>();
        for (int i = 0; i < count; i++)
            rates.Add((Preconditions.LearningRate(reader.ReadDouble()), reader.ReadBoolean(), reader.ReadCount()));
        return rates;
    }
}
