using CoEvolve.Actors;
using CoEvolve.Actors.Tests;

namespace CoEvolve.Engines.Tests;

public sealed class ScramblingEngineTests : EngineContract
{
    private const int Schedules = 20;

    protected override IEngine Create() => new ScramblingEngine(seed: 1);

    [Theory]
    [MemberData(nameof(Names))]
    public void No_order_of_delivery_changes_a_bit(string ecosystem)
    {
        for (int seed = 0; seed < Schedules; seed++)
            RecordedRun.Of(new ScramblingEngine(seed), Ecosystems.Spec(ecosystem)).AssertSame(Local(ecosystem));
    }

    [Theory]
    [InlineData("two texts, two images")]
    [InlineData("three texts, one image")]
    [InlineData("readers who do not write for what they read")]
    public void No_order_of_delivery_after_a_restart_changes_a_bit(string ecosystem)
    {
        for (int seed = 0; seed < Schedules; seed++)
            RecordedRun.Of(new ScramblingEngine(seed), Ecosystems.Spec(ecosystem), [2, 5]).AssertSame(Local(ecosystem));
    }

    [Fact]
    public void A_seed_repeats_its_order_of_delivery_and_other_seeds_have_others()
    {
        Assert.Equal(Order(3), Order(3));
        Assert.Equal(Schedules, Enumerable.Range(0, Schedules).Select(seed => string.Join(' ', Order(seed))).Distinct().Count());

        static List<int> Order(int seed)
        {
            var post = new Post(seed);
            for (int sender = 1; sender < 9; sender++)
                post.Hold(new ActorId(sender), new ActorId(sender), new AdvanceGeneration());
            var order = new List<int>();
            while (post.Count > 0)
                order.AddRange(post.Release().Select(message => message.Recipient.Index));
            return order;
        }
    }

    [Fact]
    public void Between_two_actors_messages_keep_their_order_and_between_others_they_do_not()
    {
        int overtaken = 0;
        for (int seed = 0; seed < Schedules; seed++)
        {
            var post = new Post(seed);
            for (int t = 0; t < 10; t++)
            {
                post.Hold(new ActorId(1), new ActorId(3), new AdvanceGeneration { Sender = new ActorId(1), Generation = t });
                post.Hold(new ActorId(2), new ActorId(3), new AdvanceGeneration { Sender = new ActorId(2), Generation = t });
            }

            var delivered = new List<Message>();
            while (post.Count > 0)
                delivered.AddRange(post.Release().Select(message => MessageCodec.FromBytes(message.Bytes)));
            foreach (int sender in new[] { 1, 2 })
                Assert.Equal(Enumerable.Range(0, 10), delivered.Where(m => m.Sender.Index == sender).Select(m => m.Generation));
            overtaken += delivered.Zip(delivered.Skip(1)).Count(pair => pair.First.Generation > pair.Second.Generation);
        }

        Assert.True(overtaken > Schedules, $"Messages overtook each other {overtaken} times only.");
    }
}
