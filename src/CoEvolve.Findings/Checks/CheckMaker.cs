using MathNet.Numerics.Distributions;

namespace CoEvolve.Findings;

/// <summary>Makes the checks of one setting. Every test is Student's, on values that are independent of each other.</summary>
internal sealed class CheckMaker(string setting)
{
    /// <summary>The mean of the values is as predicted. One value an ecosystem: the prediction holds whatever the start.</summary>
    public Check Equal(string name, double predicted, IReadOnlyCollection<double> values, bool headline = false)
    {
        Sample sample = Sample.Of(values);
        double p = Math.Min(1, 2 * Math.Min(sample.LowerTail(predicted), sample.UpperTail(predicted)));
        return Of(name, CheckKind.Agreement, "=", predicted, sample, predicted, p, headline);
    }

    /// <summary>The values are as predicted in the mean, each with a prediction of its own: tested on the differences.</summary>
    public Check Equal(string name, IReadOnlyList<double> predicted, IReadOnlyList<double> measured, bool headline = false)
    {
        double centre = predicted.Average();
        return Equal(name, centre, [.. measured.Select((m, i) => m - predicted[i] + centre)], headline);
    }

    /// <summary>Several such comparisons at once: the worst stands for all, with Bonferroni's factor.</summary>
    public Check AllEqual(string name, IReadOnlyList<(string Name, double Predicted, double[] Values)> cases) =>
        Worst(cases.Count, cases.Select(c => Equal($"{name} (worst of {cases.Count}: {c.Name})", c.Predicted, c.Values)));

    /// <summary>The mean is not above a bound that theory gives.</summary>
    public Check AtMost(string name, double bound, IReadOnlyCollection<double> values)
    {
        Sample sample = Sample.Of(values);
        return Of(name, CheckKind.Agreement, "≤", bound, sample, bound, sample.UpperTail(bound), headline: false);
    }

    /// <summary>None of several means is above a bound: the worst stands for all, with Bonferroni's factor.</summary>
    public Check AllAtMost(string name, double bound, IReadOnlyList<(string Name, double[] Values)> cases) =>
        Worst(cases.Count, cases.Select(c => AtMost($"{name} (worst of {cases.Count}: {c.Name})", bound, c.Values)));

    /// <summary>None of several means is below a bound: the worst stands for all, with Bonferroni's factor.</summary>
    public Check AllAtLeast(string name, double bound, IReadOnlyList<(string Name, double[] Values)> cases) =>
        Worst(cases.Count, cases.Select(c =>
        {
            Sample sample = Sample.Of(c.Values);
            return Of($"{name} (worst of {cases.Count}: {c.Name})", CheckKind.Agreement, "≥", bound, sample, bound, sample.LowerTail(bound), headline: false);
        }));

    /// <summary>The mean lies below a value.</summary>
    public Check Below(string name, double value, IReadOnlyCollection<double> values, bool headline = false)
    {
        Sample sample = Sample.Of(values);
        return Of(name, CheckKind.Demonstration, "<", value, sample, value, sample.LowerTail(value), headline);
    }

    /// <summary>The mean lies above a value.</summary>
    public Check Above(string name, double value, IReadOnlyCollection<double> values, bool headline = false)
    {
        Sample sample = Sample.Of(values);
        return Of(name, CheckKind.Demonstration, ">", value, sample, value, sample.UpperTail(value), headline);
    }

    /// <summary>The mean of one group lies below that of another, independent one (Welch).</summary>
    public Check Less(string name, IReadOnlyCollection<double> values, IReadOnlyCollection<double> others, bool headline = false)
    {
        Sample a = Sample.Of(values), b = Sample.Of(others);
        double va = a.StandardError * a.StandardError, vb = b.StandardError * b.StandardError;
        double error = Math.Sqrt(va + vb), difference = a.Mean - b.Mean;
        double degrees = (va + vb) * (va + vb) / ((va * va / a.DegreesOfFreedom) + (vb * vb / b.DegreesOfFreedom));
        double p = error > 0 ? StudentT.CDF(0, 1, degrees, difference / error) : difference < 0 ? 0 : 1;
        double deviation = Math.Sqrt(((a.Deviation * a.Deviation) + (b.Deviation * b.Deviation)) / 2);
        return new Check(
            setting, name, CheckKind.Demonstration, "<", b.Mean, a.Mean, a.Mean - a.HalfWidth, a.Mean + a.HalfWidth, Ratio(difference, deviation), p, headline);
    }

    /// <summary>The mean lies within a margin of a prediction: two one-sided tests.</summary>
    /// <param name="name">What is compared.</param>
    /// <param name="margin">How far off is still the same.</param>
    /// <param name="predicted">The prediction for each value.</param>
    /// <param name="measured">Independent values.</param>
    /// <param name="headline">Whether it stands for its finding.</param>
    public Check Within(string name, double margin, IReadOnlyList<double> predicted, IReadOnlyList<double> measured, bool headline = false)
    {
        double centre = predicted.Average();
        return Between(name, centre, centre - margin, centre + margin, FormattableString.Invariant($"±{margin:0.###}"), [.. measured.Select((m, i) => m - predicted[i] + centre)], headline);
    }

    /// <summary>The mean lies between two bounds: two one-sided tests.</summary>
    public Check Between(string name, double least, double most, IReadOnlyList<double> values, bool headline = false) =>
        Between(name, (least + most) / 2, least, most, FormattableString.Invariant($"±{(most - least) / 2:0.###}"), values, headline);

    private Check Between(string name, double centre, double least, double most, string relation, IReadOnlyList<double> values, bool headline)
    {
        Sample sample = Sample.Of(values);
        return Of(name, CheckKind.Demonstration, relation, centre, sample, centre, Math.Max(sample.UpperTail(least), sample.LowerTail(most)), headline);
    }

    private Check Of(string name, CheckKind kind, string relation, double predicted, Sample sample, double origin, double p, bool headline) => new(
        setting, name, kind, relation, predicted, sample.Mean, sample.Mean - sample.HalfWidth, sample.Mean + sample.HalfWidth, Ratio(sample.Mean - origin, sample.Deviation), p, headline);

    private static Check Worst(int count, IEnumerable<Check> checks)
    {
        Check worst = checks.MinBy(c => c.PValue)!;
        return worst with { PValue = Math.Min(1, worst.PValue * count) };
    }

    private static double Ratio(double difference, double deviation) => deviation > 0 ? difference / deviation : 0;
}
