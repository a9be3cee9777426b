namespace CoEvolve.Scenarios;

/// <summary>An interval of numbers, each end with or without the end itself.</summary>
internal sealed record NumberRange(double Least, double Most, bool WithoutLeast = false, bool WithoutMost = false)
{
    public static NumberRange LearningRate { get; } = new(0, 1, WithoutLeast: true);

    public static NumberRange Length { get; } = new(0, ScenarioLimits.MostLength);

    public bool IsBelow(double value) => WithoutLeast ? value <= Least : value < Least;

    public bool IsAbove(double value) => WithoutMost ? value >= Most : value > Most;

    public override string ToString() =>
        $"{(WithoutLeast ? '(' : '[')}{Numerals.Of(Least)}, {Numerals.Of(Most)}{(WithoutMost ? ')' : ']')}";
}
