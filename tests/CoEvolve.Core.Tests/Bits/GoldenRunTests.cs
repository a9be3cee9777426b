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
        ["soft"] = "154b31e0080e38b8 f2444a586dfc0a93",
        ["sampled-with-users"] = "bcb16b8c7ffaeb23 27623e6596332691",
        ["perfect-with-corpus"] = "64d37a4852d3cc7e 424f35de194da988",
        ["two-models"] = "c77596015e52fd78 7b4397549f17a3d7",
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
