namespace CoEvolve.Reference;

public static partial class ExactResults
{
    /// <summary>r_k: the factor by which E[tr Σ_k] changes each generation under frozen text, without users.</summary>
    /// <param name="captions">N ≥ 0.</param>
    /// <param name="probability">p_k in [0, 1]; 1 for a fixed count n = N.</param>
    /// <param name="learningRate">η in (0, 1].</param>
    /// <param name="unbiased">False: E[1 − η²1{n≥2}/n]. True: E[1 + η(1−η)1{n≥2}/n], which is 1 at η = 1.</param>
    /// <returns>The factor.</returns>
    public static double ContractionRate(int captions, double probability, double learningRate = 1, bool unbiased = false)
    {
        double change = unbiased ? learningRate * (1 - learningRate) : -learningRate * learningRate;
        return 1 + change * MeanInverseCount(captions, probability);
    }

    /// <summary>E[1{n≥2}/n] for n ~ Binomial(N, p).</summary>
    /// <param name="captions">N ≥ 0.</param>
    /// <param name="probability">p in [0, 1].</param>
    /// <returns>In [0, ½].</returns>
    public static double MeanInverseCount(int captions, double probability) =>
        BinomialExpectation(captions, probability, n => n >= 2 ? 1.0 / n : 0);

    /// <summary>E[D_k,t] = r^t under frozen text, without users.</summary>
    /// <param name="captions">N ≥ 0.</param>
    /// <param name="probability">p_k in [0, 1].</param>
    /// <param name="generation">t ≥ 0.</param>
    /// <param name="learningRate">η in (0, 1].</param>
    /// <param name="unbiased">Which estimator.</param>
    /// <returns>E[tr Σ_t]/tr Σ₀.</returns>
    public static double ExpectedImageDiversity(
        int captions, double probability, int generation, double learningRate = 1, bool unbiased = false) =>
        Math.Pow(ContractionRate(captions, probability, learningRate, unbiased), generation);

    /// <summary>E[F_k,t] under frozen text, without users: η²E[1{n≥2}/n]·Σ_{s&lt;t} r^s.</summary>
    /// <param name="captions">N ≥ 0.</param>
    /// <param name="probability">p_k in [0, 1].</param>
    /// <param name="generation">t ≥ 0.</param>
    /// <param name="learningRate">η in (0, 1].</param>
    /// <param name="unbiased">Which estimator.</param>
    /// <returns>E‖μ_t−μ₀‖²/tr Σ₀: 1 − r^t for maximum likelihood, t·E[1{n≥2}/n] for unbiased at η = 1.</returns>
    public static double ExpectedFidelityError(
        int captions, double probability, int generation, double learningRate = 1, bool unbiased = false)
    {
        double rate = ContractionRate(captions, probability, learningRate, unbiased);
        double step = learningRate * learningRate * MeanInverseCount(captions, probability);
        double sum = 0;
        for (int s = 0; s < generation; s++) sum += step * Math.Pow(rate, s);
        return sum;
    }

    /// <summary>E(tr Σ_t)² and E tr Σ_t² under frozen text, without users, at η = 1.</summary>
    /// <param name="captions">N ≥ 0.</param>
    /// <param name="probability">p_k in [0, 1].</param>
    /// <param name="initialSigma">Σ₀, d×d.</param>
    /// <param name="generation">t ≥ 0.</param>
    /// <param name="unbiased">Which estimator: the divisor is n or m = n−1.</param>
    /// <returns>Both second moments.</returns>
    /// <remarks>
    /// Given n: E(tr Σ')² = (m²E(tr Σ)² + 2mE tr Σ²)/n², E tr Σ'² = (m(m+1)E tr Σ² + mE(tr Σ)²)/n²; unchanged for n &lt; 2.
    /// </remarks>
    public static (double SquaredTrace, double TraceOfSquare) TraceSecondMoments(
        int captions, double probability, double[,] initialSigma, int generation, bool unbiased = false)
    {
        double Expect(Func<double, double> numerator, double without) => BinomialExpectation(
            captions, probability, n => n < 2 ? without : numerator(n - 1) / Square(unbiased ? n - 1 : n));

        double squaredFromSquared = Expect(m => m * m, 1), squaredFromOther = Expect(m => 2 * m, 0);
        double otherFromOther = Expect(m => m * (m + 1), 1), otherFromSquared = Expect(m => m, 0);
        double squaredTrace = Square(Matrices.Trace(initialSigma));
        double traceOfSquare = Matrices.Trace(Matrices.Multiply(initialSigma, initialSigma));
        for (int t = 0; t < generation; t++)
        {
            (squaredTrace, traceOfSquare) = (
                squaredFromSquared * squaredTrace + squaredFromOther * traceOfSquare,
                otherFromOther * traceOfSquare + otherFromSquared * squaredTrace);
        }
        return (squaredTrace, traceOfSquare);
    }

    /// <summary>Exact relative standard error of the mean of D_k,t over replicates: test a mean only while it is ≤ 5%.</summary>
    /// <param name="captions">N ≥ 0.</param>
    /// <param name="probability">p_k in [0, 1].</param>
    /// <param name="initialSigma">Σ₀, d×d.</param>
    /// <param name="generation">t ≥ 0.</param>
    /// <param name="replicates">R ≥ 1.</param>
    /// <param name="unbiased">Which estimator; η = 1.</param>
    /// <returns>√((E D²/(E D)² − 1)/R).</returns>
    public static double RelativeStandardError(
        int captions, double probability, double[,] initialSigma, int generation, int replicates, bool unbiased = false)
    {
        double mean = Matrices.Trace(initialSigma)
            * ExpectedImageDiversity(captions, probability, generation, 1, unbiased);
        double square = TraceSecondMoments(captions, probability, initialSigma, generation, unbiased).SquaredTrace;
        // Rounding may leave the difference just under zero where the variance is zero.
        return Math.Sqrt(Math.Max(0, square / (mean * mean) - 1) / replicates);
    }

    /// <summary>Mean of ln det Σ' − ln det Σ at η = 1, given n own images and no users, Σ of full rank.</summary>
    /// <param name="count">n ≥ d+1.</param>
    /// <param name="dimension">d ≥ 1.</param>
    /// <param name="unbiased">Which estimator: the divisor is n or n−1.</param>
    /// <returns>Σ_{i=1..d} ψ((n−i)/2) + d ln(2/n), or with n−1 in the logarithm.</returns>
    public static double LogDeterminantDrift(int count, int dimension, bool unbiased = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, dimension + 1);
        double sum = dimension * Math.Log(2.0 / (unbiased ? count - 1 : count));
        for (int i = 1; i <= dimension; i++) sum += SpecialFunctions.Digamma((count - i) / 2.0);
        return sum;
    }

    /// <summary>Variance of ln det Σ' − ln det Σ at η = 1, given n own images and no users, Σ of full rank.</summary>
    /// <param name="count">n ≥ d+1.</param>
    /// <param name="dimension">d ≥ 1.</param>
    /// <returns>Σ_{i=1..d} ψ'((n−i)/2), the same for both estimators.</returns>
    public static double LogDeterminantVariance(int count, int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, dimension + 1);
        double sum = 0;
        for (int i = 1; i <= dimension; i++) sum += SpecialFunctions.Trigamma((count - i) / 2.0);
        return sum;
    }

    /// <summary>α_n = E√χ²_{n−1}/√(n−1): E[σ_t] = α_n^t σ₀ for d = 1, unbiased, η = 1, fixed n.</summary>
    /// <param name="count">n ≥ 2.</param>
    /// <returns>In (0, 1).</returns>
    /// <remarks>√(2/(n−1)) Γ(n/2)/Γ((n−1)/2).</remarks>
    public static double DeviationRate(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        double logRatio = SpecialFunctions.LogGamma(count / 2.0) - SpecialFunctions.LogGamma((count - 1) / 2.0);
        return Math.Sqrt(2.0 / (count - 1)) * Math.Exp(logRatio);
    }

    private static double Square(double value) => value * value;
}
