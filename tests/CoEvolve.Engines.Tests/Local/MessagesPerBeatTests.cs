using CoEvolve.Actors.Tests;

namespace CoEvolve.Engines.Tests;

public sealed class MessagesPerBeatTests
{
    [Theory]
    [InlineData(3, 2, 0, 256)]
    [InlineData(8, 2, 0, 256)]
    [InlineData(10, 16, 0, 60)]
    [InlineData(100, 16, 0, 6)]
    [InlineData(1000, 16, 0, 1)]
    [InlineData(47, 100, 0, 1)]
    [InlineData(3, 2, 100_000, 1)]
    public void The_larger_a_message_may_be_the_fewer_go_between_beats(int captions, int dimension, int users, int messages)
    {
        EcosystemPlan plan = new() { Captions = captions, Dimension = dimension, Images = [new ImagePlan { Users = users }] };
        Assert.Equal(messages, MessagesPerBeat.Of(plan.ToSpec()));
    }
}
