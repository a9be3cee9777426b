namespace CoEvolve.Cli.Tests.HostileInput;

/// <summary>All damaged scenarios, the same in every run, no two alike.</summary>
internal static class Mutants
{
    public static IReadOnlyList<Mutant> All { get; } = Make();

    private static List<Mutant> Make()
    {
        var random = new Random(20_260_601);
        IEnumerable<Mutant> all = Originals.Texts.SelectMany(text =>
            TextMutations.Of(text).Concat(ValueMutations.Of(text)).Concat(ByteMutations.Of(text, random)));
        return [.. all.DistinctBy(mutant => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(mutant.Bytes)))];
    }
}
