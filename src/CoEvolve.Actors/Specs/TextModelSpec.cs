using System.Collections.Immutable;
using CoEvolve.Core;

namespace CoEvolve.Actors;

/// <summary>One text model: whom it prompts, what it sees and how it learns. Immutable.</summary>
public sealed class TextModelSpec
{
    /// <summary>Checks and keeps the parts.</summary>
    /// <param name="name">Not empty; unique in the ecosystem.</param>
    /// <param name="prompts">For each image model it prompts, the number of captions a generation; sum 1 or more.</param>
    /// <param name="sees">The image models whose images it reads: all of their images, whoever prompted them. At least one, distinct.</param>
    /// <param name="reader">How it reads an image.</param>
    /// <param name="perceptionNoise">τ, 0 to <see cref="CaptionGaussians.MostSize"/>.</param>
    /// <param name="learningRate">η in (0, 1].</param>
    /// <param name="frozen">If so, it writes captions and never learns.</param>
    /// <param name="corpus">What a corpus adds to its training set.</param>
    /// <exception cref="ArgumentException">A part is out of range.</exception>
    public TextModelSpec(
        string name,
        IEnumerable<PromptSpec> prompts,
        IEnumerable<string> sees,
        ReaderKind reader,
        double perceptionNoise,
        double learningRate,
        bool frozen,
        CorpusSpec corpus)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(corpus);
        Name = name;
        Prompts = [.. prompts.OrderBy(p => p.ImageModel, StringComparer.Ordinal)];
        Sees = [.. sees.Order(StringComparer.Ordinal)];
        Reader = reader;
        PerceptionNoise = Preconditions.InRange(perceptionNoise, 0, CaptionGaussians.MostSize);
        LearningRate = Preconditions.LearningRate(learningRate);
        Frozen = frozen;
        Corpus = corpus;
        Preconditions.Require(Prompts.Length >= 1, $"Text model '{name}' prompts no image model.", nameof(prompts));
        Preconditions.Require(Sees.Length >= 1, $"Text model '{name}' sees no image model.", nameof(sees));
        Preconditions.Require(Prompts.Select(p => p.ImageModel).Distinct(StringComparer.Ordinal).Count() == Prompts.Length, $"Text model '{name}' prompts an image model twice.", nameof(prompts));
        Preconditions.Require(Sees.Distinct(StringComparer.Ordinal).Count() == Sees.Length, $"Text model '{name}' sees an image model twice.", nameof(sees));
        CaptionsPerGeneration = Prompts.Sum(p => p.Captions);
    }

    /// <summary>Unique in the ecosystem.</summary>
    public string Name { get; }

    /// <summary>Whom it prompts, in ordinal order of names.</summary>
    public ImmutableArray<PromptSpec> Prompts { get; }

    /// <summary>The image models whose images it reads, in ordinal order.</summary>
    public ImmutableArray<string> Sees { get; }

    /// <summary>How it reads an image.</summary>
    public ReaderKind Reader { get; }

    /// <summary>τ, the perception noise, ≥ 0; the floor of docs/model.md is applied where it is used.</summary>
    public double PerceptionNoise { get; }

    /// <summary>η in (0, 1].</summary>
    public double LearningRate { get; }

    /// <summary>If so, it writes captions and never learns.</summary>
    public bool Frozen { get; }

    /// <summary>What a corpus adds to its training set.</summary>
    public CorpusSpec Corpus { get; }

    /// <summary>N: all captions it writes a generation, over the image models it prompts.</summary>
    public int CaptionsPerGeneration { get; }

    /// <summary>What commands may change of it.</summary>
    internal TextRates Rates => new(LearningRate, Frozen, Corpus.CaptionsPerGeneration);

    /// <summary>Whether it needs the images themselves: neither a frozen model nor a perfect reader looks at them.</summary>
    public bool ReadsImages => !Frozen && Reader != ReaderKind.Perfect;

    /// <summary>The same model with other rates.</summary>
    internal TextModelSpec With(TextRates rates) => rates == Rates
        ? this
        : new(Name, Prompts, Sees, Reader, PerceptionNoise, rates.LearningRate, rates.Frozen, new CorpusSpec(rates.CorpusCaptions, Corpus.Distribution));
}
