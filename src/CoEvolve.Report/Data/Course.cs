using CoEvolve.Store;

namespace CoEvolve.Report;

/// <summary>A measure over the generations.</summary>
/// <param name="Generations">Rising.</param>
/// <param name="Values">One for each generation.</param>
internal sealed record Course(IReadOnlyList<int> Generations, IReadOnlyList<Estimate> Values)
{
    /// <summary>From rows of one or more points, which come in order of generation within a point.</summary>
    /// <param name="rows">At most one row a point and generation.</param>
    /// <param name="generation">A row's generation.</param>
    /// <param name="sample">
    /// A row's numbers, or null. Points that are pooled differ in their seed, and so in what all their replicates share: the
    /// independent numbers are then the points' means; of a single point they are its replicates.
    /// </param>
    public static Course Of<T>(IEnumerable<T> rows, Func<T, int> generation, Func<T, Sample?> sample) =>
        Of(rows, generation, sample, samples => samples.Count == 1 ? Estimate.Of(samples[0]) : Estimate.Of([.. samples.Select(s => s.Mean)]));

    /// <summary>The same of one number a point: of a single point there is no interval.</summary>
    public static Course OfNumbers<T>(IEnumerable<T> rows, Func<T, int> generation, Func<T, double?> number) =>
        Of(rows, generation, number, numbers => numbers.Count == 1 ? Estimate.Alone(numbers[0]) : Estimate.Of(numbers));

    /// <summary>Whether there is nothing to draw.</summary>
    public bool IsEmpty => Generations.Count == 0;

    /// <summary>The last value; the course must not be empty.</summary>
    public Estimate Last => Values[^1];

    /// <summary>In another unit.</summary>
    public Course Times(double factor) => this with { Values = [.. Values.Select(v => v.Times(factor))] };

    /// <summary>What comes up to a generation.</summary>
    public Course Until(int generation)
    {
        int count = Generations.TakeWhile(g => g <= generation).Count();
        return new Course([.. Generations.Take(count)], [.. Values.Take(count)]);
    }

    /// <summary>The mean at any generation, on straight lines between recorded ones and level beyond them.</summary>
    public double MeanAt(int generation)
    {
        int next = 0;
        while (next < Generations.Count && Generations[next] < generation)
            next++;
        if (next == Generations.Count)
            return Values[^1].Mean;
        if (next == 0 || Generations[next] == generation)
            return Values[next].Mean;
        double part = (double)(generation - Generations[next - 1]) / (Generations[next] - Generations[next - 1]);
        return ((1 - part) * Values[next - 1].Mean) + (part * Values[next].Mean);
    }

    private static Course Of<TRow, TNumber>(IEnumerable<TRow> rows, Func<TRow, int> generation, Func<TRow, TNumber?> number, Func<List<TNumber>, Estimate> estimate)
        where TNumber : struct
    {
        var found = new SortedDictionary<int, List<TNumber>>();
        foreach (TRow row in rows)
        {
            if (number(row) is not { } value)
                continue;
            if (!found.TryGetValue(generation(row), out List<TNumber>? values))
                found.Add(generation(row), values = []);
            values.Add(value);
        }

        return new Course([.. found.Keys], [.. found.Values.Select(estimate)]);
    }
}
