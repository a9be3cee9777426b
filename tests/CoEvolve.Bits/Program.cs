using System.Runtime.Intrinsics;

namespace CoEvolve.Bits;

internal static class Program
{
    /// <summary>Prints the vector width that the runtime uses, and the hashes of every golden run, one a line.</summary>
    private static void Main()
    {
        Console.WriteLine($"vector bits {(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128)}");
        foreach (string name in GoldenRuns.Names)
            Console.WriteLine($"{name} {GoldenRuns.Hash(name)}");
    }
}
