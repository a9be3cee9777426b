namespace CoEvolve.Reference;

/// <summary>A whole co-evolution, slowly: every image is drawn, seen and pooled one by one.</summary>
/// <remarks>
/// Source: docs/model.md, section 2. For two-sample comparisons with the product. Images are held as x, so results are
/// trustworthy while Σ stays above about 1e-12 of ‖μ‖²; and the soft and the sampled reader need Σ + τ²I positive definite
/// in floating point. O(T·N·K·d²).
/// </remarks>
public static class ReferenceSimulation
{
    /// <summary>Runs one replicate.</summary>
    /// <param name="settings">What to simulate.</param>
    /// <param name="seed">Seed of <see cref="ReferenceRandom"/>; the result is a pure function of settings and seed.</param>
    /// <returns>The recorded series.</returns>
    public static ReferenceRun Run(ReferenceSettings settings, ulong seed)
    {
        var random = new ReferenceRandom(seed);
        var state = new State(settings);
        var run = new ReferenceRun(settings.Generations, settings.InitialProbabilities.Length);
        Record(run, 0, state, settings);
        for (int t = 0; t < settings.Generations; t++)
        {
            // 1. Captions.
            int[] counts = random.NextMultinomial(settings.CaptionsPerGeneration, state.Probabilities);
            run.Counts[t] = counts;
            // 2. Images, by caption.
            double[][][] images = DrawImages(state.Means, state.Covariances, counts, random);
            // 3. and 4. The text model reads and retrains; both models train on the old state of the other.
            double[] probabilities = settings.TextFrozen
                ? state.Probabilities
                : RetrainText(settings, state, counts, images, random, out run.Resolution[t]);
            // 5. The image model retrains.
            if (!settings.ImageFrozen) RetrainImages(settings, state, images, random);
            state.Probabilities = probabilities;
            Record(run, t + 1, state, settings);
        }
        return run;
    }

    /// <summary>Runs several replicates with seeds firstSeed, firstSeed + 1, ….</summary>
    /// <param name="settings">What to simulate.</param>
    /// <param name="firstSeed">Seed of the first replicate.</param>
    /// <param name="replicates">How many, ≥ 1.</param>
    /// <returns>One run a replicate.</returns>
    public static ReferenceRun[] RunMany(ReferenceSettings settings, ulong firstSeed, int replicates) =>
        [.. Enumerable.Range(0, replicates).Select(r => Run(settings, firstSeed + (ulong)r))];

    private static double[][][] DrawImages(double[][] means, double[][,] covariances, int[] counts, ReferenceRandom random)
    {
        var images = new double[counts.Length][][];
        for (int k = 0; k < counts.Length; k++)
        {
            double[,] factor = LinearSystems.SemidefiniteCholesky(covariances[k]);
            images[k] = new double[counts[k]][];
            for (int i = 0; i < counts[k]; i++) images[k][i] = random.NextGaussian(means[k], factor);
        }
        return images;
    }

    private static double[] RetrainText(
        ReferenceSettings settings, State state, int[] counts, double[][][] images, ReferenceRandom random,
        out double? resolution)
    {
        resolution = null;
        double[] estimate;
        if (settings.Reader == ReferenceReaderKind.Perfect)
        {
            estimate = ReferenceTextRetraining.CountEstimate(counts);
        }
        else
        {
            double tau = ReferenceReader.EffectivePerceptionNoise(settings.PerceptionNoise, settings.InitialCovariances);
            double[,] noise = Matrices.Diagonal([.. Enumerable.Repeat(tau, state.Means[0].Length)]);
            double[][] seen = [.. images.SelectMany(list => list).Select(image => random.NextGaussian(image, noise))];
            double[][] posteriors = ReferenceReader.Posterior(state.Probabilities, state.Means, state.Covariances, tau, seen);
            resolution = ReferenceMetrics.ReaderResolution(posteriors, state.Probabilities);
            estimate = settings.Reader == ReferenceReaderKind.Soft
                ? ReferenceTextRetraining.SoftEstimate(posteriors)
                : ReferenceTextRetraining.CountEstimate(SampleCaptions(posteriors, random));
        }
        double[] corpus = settings.CorpusDistribution ?? settings.InitialProbabilities;
        int[] corpusCounts = random.NextMultinomial(settings.CorpusPerGeneration, corpus);
        return ReferenceTextRetraining.Retrain(
            state.Probabilities, estimate, settings.CaptionsPerGeneration, corpusCounts, settings.TextLearningRate);
    }

    private static int[] SampleCaptions(double[][] posteriors, ReferenceRandom random)
    {
        var counts = new int[posteriors[0].Length];
        foreach (double[] row in posteriors) counts[random.NextCategory(row)]++;
        return counts;
    }

    private static void RetrainImages(ReferenceSettings settings, State state, double[][][] images, ReferenceRandom random)
    {
        double[][] userMeans = settings.UserMeans ?? settings.InitialMeans;
        double[][,] userCovariances = settings.UserCovariances ?? settings.InitialCovariances;
        int users = settings.UserImagesPerCaption;
        int[] userCounts = [.. Enumerable.Repeat(users, images.Length)];
        double[][][] userImages = DrawImages(userMeans, userCovariances, userCounts, random);
        for (int k = 0; k < images.Length; k++)
        {
            int own = images[k].Length;
            if (own + users < 2) continue;
            (state.Means[k], state.Covariances[k]) = ReferenceImageRetraining.Retrain(
                state.Means[k], state.Covariances[k], images[k], userImages[k], settings.ImageLearningRate, settings.Unbiased);
            state.Pools[k] = own + users;
            state.Ranks[k] = NextRank(state.Ranks[k], own, users, state.Means[k].Length, settings.ImageLearningRate < 1);
        }
    }

    // Rank of Σ' that holds with probability one. Own images vary only within the range of Σ; every user image adds a direction,
    // except that without own images one goes into the mean. A learning rate under 1 keeps Σ itself, and the step of the mean.
    private static int NextRank(int rank, int own, int users, int dimension, bool keepsOld)
    {
        int fromOwn = keepsOld ? rank : own == 0 ? 0 : Math.Min(own - 1, rank);
        int fromUsers = own == 0 && !keepsOld ? users - 1 : users;
        return Math.Min(dimension, fromOwn + fromUsers);
    }

    private static void Record(ReferenceRun run, int t, State state, ReferenceSettings settings)
    {
        run.Probabilities[t] = (double[])state.Probabilities.Clone();
        run.GiniSimpson[t] = ReferenceMetrics.GiniSimpson(state.Probabilities);
        for (int k = 0; k < state.Means.Length; k++)
        {
            double[,] sigma = state.Covariances[k], sigma0 = settings.InitialCovariances[k];
            int d = state.Means[k].Length;
            run.Diversity[t][k] = ReferenceMetrics.Diversity(sigma, sigma0);
            run.FidelityError[t][k] = ReferenceMetrics.FidelityError(state.Means[k], settings.InitialMeans[k], sigma0);
            bool regular = state.Pools[k] >= d + 1 && state.Ranks[k] == d;
            run.LogDeterminant[t][k] = regular ? ReferenceMetrics.LogDeterminant(sigma) : null;
        }
    }

    // The models' parameters, with the size of the last accepted pool and the rank of Σ for each caption.
    private sealed class State(ReferenceSettings settings)
    {
        public double[] Probabilities { get; set; } = (double[])settings.InitialProbabilities.Clone();

        public double[][] Means { get; } = (double[][])settings.InitialMeans.Clone();

        public double[][,] Covariances { get; } = (double[][,])settings.InitialCovariances.Clone();

        public int[] Pools { get; } = [.. settings.InitialMeans.Select(_ => int.MaxValue)];

        public int[] Ranks { get; } = [.. settings.InitialMeans.Select(mean => mean.Length)];
    }
}
