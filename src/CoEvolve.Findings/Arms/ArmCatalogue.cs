namespace CoEvolve.Findings;

/// <summary>All arms that the findings and their counter-tests run.</summary>
public static class ArmCatalogue
{
    private static readonly int[] Looks = [0, 5, 20, 50, 100, 200];

    /// <summary>Text evolves, images do not.</summary>
    public static Arm FrozenImages { get; } = new(1, "frozen images", 100, 10, "imageModel.frozen=true");

    /// <summary>The same with a reader that samples: the text's law is then known in closed form.</summary>
    public static Arm FrozenImagesSampled { get; } = new(2, "frozen images, sampled reader", 100, 10, "imageModel.frozen=true", "textModel.reader=sampled");

    /// <summary>Images evolve, text does not.</summary>
    public static Arm FrozenText { get; } = new(3, "frozen text", 100, 10, "textModel.frozen=true");

    /// <summary>Both evolve, nothing is injected.</summary>
    public static Arm BothEvolve { get; } = new(4, "both evolve", 100, 5) { Snapshots = Looks };

    /// <summary>Both evolve, from captions that are all as frequent: a Matthew effect can then come from coupling alone.</summary>
    public static Arm UniformPrior { get; } = new(5, "both evolve, uniform prior", 50, 5, "vocabulary.prior=uniform") { Share = 3 };

    /// <summary>A corpus feeds the text model.</summary>
    public static Arm Corpus { get; } = new(6, "corpus", 250, 10, "corpus.captionsPerGeneration=20");

    /// <summary>Users feed the image model, text frozen: the case with an exact fixed point.</summary>
    public static Arm UsersFrozenText { get; } = new(7, "user content, frozen text", 300, 10, "userContent.imagesPerCaption=5", "textModel.frozen=true");

    /// <summary>Users feed the image model, both evolve.</summary>
    public static Arm Users { get; } = new(8, "user content", 300, 10, "userContent.imagesPerCaption=5");

    /// <summary>Corpus and users, for long.</summary>
    public static Arm CorpusAndUsers { get; } = new(9, "corpus and user content", 1000, 50, "corpus.captionsPerGeneration=20", "userContent.imagesPerCaption=5") { Share = 0.875, Snapshots = Looks };

    /// <summary>The digits, left to themselves.</summary>
    public static Arm DigitsAlone { get; } = new(10, "no injection", 200, 10) { Snapshots = Looks };

    /// <summary>The digits, with real words and real images.</summary>
    public static Arm DigitsInjected { get; } = new(11, "real words and real images", 200, 10, "corpus.captionsPerGeneration=20", "userContent.imagesPerCaption=5") { Snapshots = Looks };

    /// <summary>Counter to C3: readers that sample make the text's law the same whether images collapse or not.</summary>
    public static Arm BothEvolveSampled { get; } = new(12, "both evolve, sampled reader", 100, 10, "textModel.reader=sampled");

    /// <summary>Counter to C2: the unbiased estimator keeps E[D] at 1 while the means wander off without bound.</summary>
    public static Arm FrozenTextUnbiased { get; } = new(13, "frozen text, unbiased covariance", 100, 10, "textModel.frozen=true", "imageModel.covariance=unbiased");

    /// <summary>Counter to C4: all captions as frequent for ever, so none is favoured.</summary>
    public static Arm FrozenUniformText { get; } = new(14, "frozen, nearly uniform text", 50, 10, "vocabulary={captions: 8, prior: zipf, exponent: 0.02}", "textModel.frozen=true");

    /// <summary>Counter to C1: a corpus feeds the text model of frozen images.</summary>
    public static Arm FrozenImagesCorpus { get; } = new(15, "frozen images, corpus", 100, 10, "imageModel.frozen=true", "corpus.captionsPerGeneration=20");

    /// <summary>Counter to C5 and C7: nothing is injected for as long as they look.</summary>
    public static Arm NothingInjected { get; } = new(16, "nothing injected", 300, 10);

    /// <summary>Counter to C7: the corpus alone, for as long as it looks.</summary>
    public static Arm CorpusAlone { get; } = new(17, "corpus alone", 1000, 50, "corpus.captionsPerGeneration=20") { Share = 0.875 };

    /// <summary>Counter to C7: users alone, for as long as it looks.</summary>
    public static Arm UsersAlone { get; } = new(18, "user content alone", 1000, 50, "userContent.imagesPerCaption=5") { Share = 0.875 };
}
