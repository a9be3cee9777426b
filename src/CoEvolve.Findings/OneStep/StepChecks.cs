namespace CoEvolve.Findings;

/// <summary>The checks of the one-step identities, which every finding makes first.</summary>
internal static class StepChecks
{
    /// <summary>G at the end of the run against G at its start and the predicted changes.</summary>
    public static Check Text(Cast cast, Arm arm)
    {
        ArmTraces traces = cast[arm];
        TextSteps[] steps = [.. traces.All.Select(TextSteps.Of)];
        return cast.Check.Equal(
            $"G at {traces.Generations} ({arm.Name}), one-step predictions",
            [.. steps.Select(s => s.Predicted)],
            [.. steps.Select(s => s.Measured)]);
    }

    /// <summary>Variance, drift and, without users, ln det Σ, step by step.</summary>
    public static IEnumerable<Check> Images(Cast cast, Arm arm)
    {
        ImageSteps[] steps = [.. cast[arm].All.AsParallel().AsOrdered().Select(ImageSteps.Of)];
        double count = steps.Average(s => s.Count);
        yield return cast.Check.Equal($"tr Σ' over its one-step prediction, mean ({arm.Name})", 1, [.. steps.Select(s => 1 + (s.Diversity / count))]);
        yield return cast.Check.Equal($"|μ' − μ₀|² over its one-step prediction, mean ({arm.Name})", 1, [.. steps.Select(s => 1 + (s.FidelityError / count))]);
        if (steps.All(s => s.LogDetCount == 0))
            yield break;
        double logDets = steps.Average(s => s.LogDetCount);
        yield return cast.Check.Equal(
            $"change of ln det Σ in a step, mean ({arm.Name})",
            [.. steps.Select(s => s.LogDetPredicted / logDets)],
            [.. steps.Select(s => s.LogDet / logDets)]);
        yield return cast.Check.Equal(
            $"variance of that change ({arm.Name})",
            [.. steps.Select(s => s.LogDetVariance / logDets)],
            [.. steps.Select(s => s.LogDetSquares / logDets)]);
    }
}
