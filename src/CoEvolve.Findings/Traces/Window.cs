namespace CoEvolve.Findings;

/// <summary>A range of generations, both ends included.</summary>
/// <param name="First">The first generation.</param>
/// <param name="Last">The last generation.</param>
public readonly record struct Window(int First, int Last)
{
    /// <summary>Number of generations.</summary>
    public int Count => Last - First + 1;

    /// <summary>One of the equal parts into which generations 1 to T fall; <paramref name="part"/> counts from 1.</summary>
    public static Window Part(int generations, int part, int parts) =>
        new((generations * (part - 1) / parts) + 1, generations * part / parts);

    /// <summary>One generation.</summary>
    public static Window At(int generation) => new(generation, generation);
}
