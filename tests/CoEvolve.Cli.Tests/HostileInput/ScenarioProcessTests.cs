namespace CoEvolve.Cli.Tests.HostileInput;

public sealed class ScenarioProcessTests
{
    private const int Processes = 40;

    [Fact]
    public async Task Damaged_scenarios_end_the_process_with_2_and_one_line()
    {
        using var folder = new TemporaryFolder();
        Originals.PlaceData(folder);
        List<Mutant> chosen = Chosen(folder);

        await Parallel.ForAsync(0, chosen.Count, new ParallelOptions { MaxDegreeOfParallelism = 4 }, (i, _) =>
        {
            string name = $"mutant-{i}.yaml", path = Path.Combine(folder.File("scenarios"), name);
            File.WriteAllBytes(path, chosen[i].Bytes);
            ToolResult result = Shell.Run(Shell.Start(folder.Path, "dotnet", Shell.Command, "run", path, "--out", $"results-{i}.db"));
            Refused.For(result, name);
            return ValueTask.CompletedTask;
        });

        Assert.Equal(Processes, chosen.Count);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    /// <summary>One or two of each kind that the command refuses, as many different kinds as there are.</summary>
    private static List<Mutant> Chosen(TemporaryFolder folder)
    {
        string path = Path.Combine(folder.File("scenarios"), "candidate.yaml");
        var kinds = Mutants.All.GroupBy(mutant => mutant.Kind).Select(kind => new Queue<Mutant>(kind.Take(20))).ToList();
        var chosen = new List<Mutant>();
        for (int i = 0; chosen.Count < Processes; i++)
        {
            Queue<Mutant> kind = kinds[i % kinds.Count];
            while (kind.TryDequeue(out Mutant? mutant))
            {
                File.WriteAllBytes(path, mutant.Bytes);
                if (Tool.Run("validate", path).ExitCode == 0)
                    continue;
                chosen.Add(mutant);
                break;
            }
        }

        File.Delete(path);
        return chosen;
    }
}
