using CoEvolve.Actors.Tests;

namespace CoEvolve.Engines.Akka.Tests;

/// <summary>Every message through bytes and back, as if each actor lived on a node of its own.</summary>
public sealed class SerializedMessagesTests : IDisposable
{
    private readonly AkkaEngine _engine = new("akka.actor.serialize-messages = on");

    public static TheoryData<string> Names => Ecosystems.Names;

    public void Dispose() => _engine.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Messages_that_share_no_memory_give_the_same_bits(string ecosystem) =>
        RecordedRun.Of(_engine, Ecosystems.Spec(ecosystem)).AssertSame(RecordedRun.Of(new LocalEngine(), Ecosystems.Spec(ecosystem)));
}
