using CoEvolve.Actors;
using CoEvolve.Engines;
using CoEvolve.Scenarios;

namespace CoEvolve.Findings.Tests;

/// <summary>What happened, as a scenario.</summary>
public sealed class SteeredScenarioTests
{
    private static readonly SteeringCommand Freeze = SteeringCommand.Parse("set textModel.frozen=true"), Burst = SteeringCommand.Parse("inject captions=3");

    [Fact]
    public void What_several_ecosystems_were_told_at_the_same_generation_is_one_command()
    {
        GivenCommand[] given =
        [
            new(1, 11, Freeze, 5), new(1, 12, Burst, 5), new(1, 20, Burst, 9),
            new(2, 13, Freeze, 5), new(2, 14, Burst, 5),
            new(3, 15, Freeze, 6),
            new(4, 16, Freeze, 5), new(4, 17, Burst, 5),
        ];
        Assert.Equal(
            ["5 set textModel.frozen=true 1-2,4-4", "5 inject captions=3 1-2,4-4", "6 set textModel.frozen=true 3-3", "9 inject captions=3 1-1"],
            SteeredScenario.Commands(given, ecosystems: 4).Select(Text));
        Assert.Equal(["5 set textModel.frozen=true "], SteeredScenario.Commands([new(1, 1, Freeze, 5), new(2, 2, Freeze, 5)], ecosystems: 2).Select(Text));
    }

    [Fact]
    public void Each_ecosystem_keeps_the_order_of_its_own()
    {
        GivenCommand[] given = [new(1, 1, Freeze, 5), new(1, 3, Burst, 5), new(2, 2, Burst, 5), new(2, 4, Freeze, 5)];
        IReadOnlyList<CommandSettings> commands = SteeredScenario.Commands(given, ecosystems: 3);
        foreach (int ecosystem in new[] { 1, 2 })
        {
            Assert.Equal(
                given.Where(command => command.Ecosystem == ecosystem).Select(command => command.Command),
                commands.Where(command => command.Ecosystems.Any(range => range.First <= ecosystem && ecosystem <= range.Last)).Select(command => command.Command));
        }
    }

    private static string Text(CommandSettings command) =>
        $"{command.At} {command.Command} {string.Join(',', command.Ecosystems.Select(range => $"{range.First}-{range.Last}"))}";
}
