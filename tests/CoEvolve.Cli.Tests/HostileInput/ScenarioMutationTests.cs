using System.Text;

namespace CoEvolve.Cli.Tests.HostileInput;

public sealed class ScenarioMutationTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Thousands_of_damaged_scenarios_are_each_refused_in_one_line_or_valid()
    {
        using var folder = new TemporaryFolder();
        Originals.PlaceData(folder);
        string path = Path.Combine(folder.File("scenarios"), "mutant.yaml"), output = folder.File("results.db");
        var wrong = new List<string>();
        int refusals = 0, valid = 0;
        foreach (Mutant mutant in Mutants.All)
        {
            await File.WriteAllBytesAsync(path, mutant.Bytes);
            try
            {
                if (await Task.Run(() => IsValid(mutant, path, output)).WaitAsync(Patience))
                    valid++;
                else
                    refusals++;
            }
            catch (Exception e) when (e is Xunit.Sdk.XunitException or TimeoutException)
            {
                wrong.Add($"{mutant.Kind}: {e.Message}\n{Encoding.UTF8.GetString(mutant.Bytes.AsSpan(0, Math.Min(mutant.Bytes.Length, 1500)))}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {Mutants.All.Count}:\n{string.Join("\n----\n", wrong.Take(8))}");
        Assert.True(refusals >= 5000, $"{refusals} refusals, {valid} valid");
    }

    private static bool IsValid(Mutant mutant, string path, string output)
    {
        ToolResult validation = Tool.Run("validate", path);
        if (validation.ExitCode == 0)
        {
            Assert.NotEmpty(validation.Output);
            return true;
        }

        ToolResult run = Tool.Run("run", path, "--out", output);
        string message = Refused.For(run, "mutant.yaml");
        Assert.Equal(validation, run);
        Assert.False(File.Exists(output), "An output file was made.");
        AssertPlaceLiesInside(mutant, message);
        return false;
    }

    private static void AssertPlaceLiesInside(Mutant mutant, string message)
    {
        if (Refused.PlaceIn(message) is not (int line, int column))
        {
            Assert.True(!mutant.HasLines || mutant.Bytes.Length > 1_000_000, "No line and column: " + message);
            return;
        }

        string[] lines = Encoding.UTF8.GetString(mutant.Bytes).Split(["\r\n", "\n", "\r", "\u0085", "\u2028"], StringSplitOptions.None);
        Assert.InRange(line, 1, lines.Length + 1);
        Assert.InRange(column, 1, line > lines.Length ? 1 : lines[line - 1].Length + 2);
    }
}
