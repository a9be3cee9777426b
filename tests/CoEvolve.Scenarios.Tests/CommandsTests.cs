using CoEvolve.Actors;

namespace CoEvolve.Scenarios.Tests;

/// <summary>The section commands: what it makes of an ecosystem, and what it refuses.</summary>
public class CommandsTests
{
    private const string Swept = "replicates: 4\nvocabulary: { captions: 3 }\nsweep: { corpus.captionsPerGeneration: [0, 2, 5] }\n";

    [Fact]
    public void Commands_come_by_generation_and_at_one_generation_as_they_were_written()
    {
        EcosystemSpec spec = Given.Spec(Given.Smallest + """
            commands:
              - { at: 7, do: set textModel.frozen=true }
              - { do: inject captions=5 imagesPerCaption=2, at: 3 }
              - { at: 7, do: pause }
              - at: 0
                do: step 4

            """);
        Assert.Equal(
            [(0, "step 4"), (3, "inject captions=5 imagesPerCaption=2"), (7, "set textModel.frozen=true"), (7, "pause")],
            spec.Commands.Select(command => (command.Generation, command.Command.ToString())));
        Assert.All(spec.Commands, command => Assert.Null(command.Replicates));
        Assert.Empty(spec.WithoutCommands().Commands);
    }

    [Theory]
    [InlineData("1-12", "all|all|all")]
    [InlineData("5", "|1|")]
    [InlineData("[5, 6-7]", "|1,2,3|")]
    [InlineData("[12, 4-5, 3]", "3,4|1|4")]
    [InlineData("[1-4, 9-10]", "all||1,2")]
    [InlineData("\"2 - 3\"", "2,3||")]
    public void Ecosystems_are_numbered_point_by_point(string ecosystems, string expected)
    {
        ResolvedExperiment experiment = Given.Scenario(Swept + $"commands: [{{ at: 1, do: pause, ecosystems: {ecosystems} }}]\n");
        Assert.Equal(
            expected.Split('|'),
            experiment.Points.Select(point => string.Join(',', point.Spec.Commands.Select(command => command.Replicates is null ? "all" : string.Join(',', command.Replicates.Order())))));
    }

    [Fact]
    public void The_resolved_scenario_has_the_commands_and_is_read_as_the_same()
    {
        ResolvedExperiment experiment = Given.Scenario(Swept + "commands: [{ at: 2, do: set imageModel.learningRate=0.5, ecosystems: [7, 1-3, 4] }, { at: 2, do: stop, ecosystems: [9] }]\n");
        Assert.Contains("commands:\n  - at: 2\n    do: set imageModel.learningRate=0.5\n    ecosystems: [1-4, 7]\n  - at: 2\n    do: stop\n    ecosystems: [9]\n", experiment.ResolvedYaml, StringComparison.Ordinal);
        ResolvedExperiment again = Given.Scenario(experiment.ResolvedYaml);
        Assert.Equal(experiment.ResolvedYaml, again.ResolvedYaml);
        Assert.Equal(experiment.ResolvedYaml, again.YamlWith([]));
        Assert.DoesNotContain("commands", Given.Scenario(Given.Smallest).ResolvedYaml, StringComparison.Ordinal);
    }

    [Fact]
    public void Further_commands_come_behind_those_of_the_scenario_at_the_same_generation()
    {
        ResolvedExperiment experiment = Given.Scenario(Given.Smallest + "commands: [{ at: 2, do: pause }, { at: 5, do: pause }]\n");
        string yaml = experiment.YamlWith([new CommandSettings(2, new ResumeCommand(), []), new CommandSettings(1, new StepCommand(3), [])]);
        Assert.Equal([(1, "step 3"), (2, "pause"), (2, "resume"), (5, "pause")], Given.Spec(yaml).Commands.Select(command => (command.Generation, command.Command.ToString())));
    }

    [Fact]
    public void A_command_beyond_the_last_generation_is_noted()
    {
        Assert.Contains(
            "commands has 'pause' at generation 100; the last generation is 100, so it never takes effect.",
            Given.Scenario(Given.Smallest + "commands: [{ at: 99, do: pause }, { at: 100, do: pause }]\n").Notes);
    }

    [Theory]
    [InlineData("commands: pause", "commands is pause; allowed is a list of commands. Write such as - { at: 50, do: set corpus.captionsPerGeneration=20 }, or leave it out")]
    [InlineData("commands: [pause]", "(2,12): commands[0] is pause; allowed is a map with the keys at, do, ecosystems")]
    [InlineData("commands: [{ at: 3 }]", "(2,12): commands[0] has no do")]
    [InlineData("commands: [{ do: pause }]", "(2,12): commands[0] has no at")]
    [InlineData("commands: [{ at: 1, do: pause }, { at: 3, do: pause, for: 5 }]", "commands[1].for is unknown. Did you mean")]
    [InlineData("commands: [{ at: -1, do: pause }]", "commands[0].at is -1; allowed is 0 to 10000000")]
    [InlineData("commands: [{ at: 3, do: halt }]", "(2,25): commands[0].do: 'halt' is no command; allowed is pause, resume, step N")]
    [InlineData("commands: [{ at: 3, do: [pause] }]", "commands[0].do is a list of 1 value; allowed is a command in words")]
    [InlineData("commands: [{ at: 3, do: set corpus.source=uniform }]", "'corpus.source' cannot be set while an ecosystem runs")]
    [InlineData("commands: [{ at: 3, do: pause, ecosystems: 0 }]", "commands[0].ecosystems is 0; allowed is numbers of ecosystems, 1 to 10000000, and ranges of them")]
    [InlineData("commands: [{ at: 3, do: pause, ecosystems: [3-1] }]", "commands[0].ecosystems is 3-1; allowed is numbers")]
    [InlineData("commands: [{ at: 3, do: pause, ecosystems: [] }]", "commands[0].ecosystems is a list of 0 values; allowed is numbers")]
    [InlineData("commands: [{ at: 3, do: pause, ecosystems: [1, 2-5] }]", "commands has one for ecosystem 5; allowed are 1 to 1, which is points times replicates")]
    [InlineData("sweep: { commands: [1, 2] }", "'commands' cannot be swept: a command names its own ecosystems", true)]
    [InlineData("textModel: { frozen: true }\nimageModel: { images: statistics }\ncommands: [{ at: 4, do: set textModel.frozen=false }]", "commands has 'set textModel.frozen=false' at generation 4, which cannot be: ")]
    [InlineData("corpus: { captionsPerGeneration: 100000000 }\ncommands: [{ at: 4, do: inject captions=1 }]", "commands has 'inject captions=1' at generation 4, which cannot be: ")]
    public void What_is_wrong_is_refused_with_place_and_remedy(string section, string says, bool quoted = false)
    {
        string refusal = Given.Refusal(Given.Smallest + section + "\n");
        Assert.Contains(quoted ? says.Replace("'", "", StringComparison.Ordinal) : says, quoted ? refusal.Replace("'", "", StringComparison.Ordinal) : refusal, StringComparison.Ordinal);
    }
}
