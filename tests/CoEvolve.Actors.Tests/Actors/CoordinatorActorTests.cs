namespace CoEvolve.Actors.Tests;

public sealed class CoordinatorActorTests
{
    private readonly RecordingContext _context = new();

    [Fact]
    public void It_hands_everybody_a_part_of_the_checkpoint_before_the_first_generation()
    {
        CoordinatorActor coordinator = Start("two texts, two images");
        coordinator.Receive(new RunUntil { Generation = 1 }, _context);
        var roster = new Roster(Ecosystems.Spec("two texts, two images"));
        foreach (ActorId actor in roster.Actors.Where(a => a != Roster.Coordinator))
        {
            string[] kinds = [.. _context.Sent.Where(sent => sent.Recipient == actor).Select(sent => sent.Message.GetType().Name)];
            Assert.Equal(2, kinds.Length);
            Assert.StartsWith("Restore", kinds[0], StringComparison.Ordinal);
            Assert.Equal(nameof(AdvanceGeneration), kinds[1]);
        }
    }

    [Fact]
    public void A_generation_ends_with_its_record_word_to_everybody_and_the_answer()
    {
        CoordinatorActor coordinator = Start("soft reader");
        coordinator.Receive(new RunUntil { Generation = 1 }, _context);
        _context.Sent.Clear();
        Report(coordinator, 0);
        Assert.Equal(["GenerationRecorded", .. Enumerable.Repeat("GenerationCompleted", 4), "TargetReached"], _context.Kinds());
    }

    [Fact]
    public void Nothing_happens_until_the_last_report_is_there()
    {
        CoordinatorActor coordinator = Start("soft reader");
        coordinator.Receive(new RunUntil { Generation = 1 }, _context);
        _context.Sent.Clear();
        foreach (Message report in Reports(0).Skip(1))
            coordinator.Receive(report, _context);
        Assert.Empty(_context.Sent);
    }

    [Fact]
    public void A_checkpoint_asked_for_in_the_middle_of_a_run_comes_when_the_generation_ends_and_the_run_goes_on()
    {
        CoordinatorActor coordinator = Start("soft reader");
        coordinator.Receive(new RunUntil { Generation = 5 }, _context);
        _context.Sent.Clear();
        coordinator.Receive(new GetCheckpoint(), _context);
        Assert.Empty(_context.Sent);
        Report(coordinator, 0);
        Assert.Equal(1, _context.Last<CheckpointTaken>().Checkpoint.Generation);
        Assert.Equal(
            ["GenerationRecorded", .. Enumerable.Repeat("GenerationCompleted", 4), "CheckpointTaken", .. Enumerable.Repeat("AdvanceGeneration", 4)],
            _context.Kinds());
        Report(coordinator, 1);
        Assert.DoesNotContain(nameof(CheckpointTaken), _context.Kinds());
    }

    [Fact]
    public void An_earlier_target_stops_a_run_at_the_end_of_its_generation()
    {
        CoordinatorActor coordinator = Start("soft reader");
        coordinator.Receive(new RunUntil { Generation = 5 }, _context);
        coordinator.Receive(new RunUntil { Generation = 0 }, _context);
        _context.Sent.Clear();
        Report(coordinator, 0);
        Assert.Equal(1, _context.Last<TargetReached>().Generation);
        Assert.DoesNotContain(nameof(AdvanceGeneration), _context.Kinds());
    }

    [Fact]
    public void A_report_while_no_generation_is_under_way_is_refused()
    {
        CoordinatorActor coordinator = Start("soft reader");
        foreach (Message report in Reports(0))
            Assert.Throws<ProtocolException>(() => coordinator.Receive(report, _context));
    }

    private static CoordinatorActor Start(string ecosystem)
    {
        EcosystemSpec spec = Ecosystems.Spec(ecosystem);
        return new CoordinatorActor(spec, EcosystemCheckpoint.Initial(spec, replicate: 1));
    }

    private void Report(CoordinatorActor coordinator, int generation)
    {
        foreach (Message report in Reports(generation))
            coordinator.Receive(report, _context);
    }

    private static IEnumerable<Message> Reports(int generation)
    {
        EcosystemSpec spec = Ecosystems.Spec("soft reader");
        var roster = new Roster(spec);
        yield return new TextModelRetrained { Sender = Roster.Text(0), Generation = generation, Shares = spec.InitialShares };
        yield return new ImageModelRetrained { Sender = roster.Image(0), Generation = generation, State = spec.InitialImages };
        yield return new InjectorAdvanced { Sender = roster.Users(0), Generation = generation, Cursor = new Core.PoolCursor(spec.Captions) };
    }
}
