using System.Diagnostics;
using CoEvolve.Bits;

namespace CoEvolve.Core.Tests;

/// <summary>Golden runs: a hash is of the final checkpoint, then of everything recorded.</summary>
/// <remarks>
/// The same scenario and seed give the same bits, for ever and on every machine. A change to these hashes changes every
/// stored result: whoever makes one says so, and takes the new hash from the failure.
/// </remarks>
public sealed class GoldenRunTests
{
    private static readonly Dictionary<string, string> Known = new()
    {
        ["soft"] = "c914535c41416bb0 ff6902c4b26940cb",
        ["sampled-with-users"] = "2c4d733a924951b5 d0cce8bdc1b8dd95",
        ["perfect-with-corpus"] = "8374ae79336a239f add88c85b434ae2d",
        ["two-models"] = "58d92aa18d9fce18 da03f06ad249d9e5",
        ["statistics"] = "b700c69d12ddd503 c44ade3b45eef25c",
    };

    public static TheoryData<string> Names => [.. GoldenRuns.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_golden_run_keeps_its_bits(string name)
    {
        string hash = GoldenRuns.Hash(name);
        Assert.True(hash == Known[name], $"[\"{name}\"] = \"{hash}\" (checkpoint, records)");
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("DOTNET_EnableAVX512", "0")]
    [InlineData("DOTNET_TieredCompilation", "0")]
    [InlineData("DOTNET_TieredPGO", "1")]
    public void Another_process_gives_the_same_bits_whatever_its_vector_width_and_compilation(string variable, string value)
    {
        string[] lines = RunChild(variable, value);
        if (variable == "DOTNET_EnableAVX512")
            Assert.Equal("vector bits 256", lines[0]);
        Assert.Equal(GoldenRuns.Names.Select(name => $"{name} {Known[name]}"), lines[1..]);
    }

    private static string[] RunChild(string variable, string value)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Path.ChangeExtension(typeof(GoldenRuns).Assembly.Location, ".dll"));
        if (variable.Length > 0)
            start.Environment[variable] = value;
        using Process child = Process.Start(start)!;
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        Assert.Equal(0, child.ExitCode);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
