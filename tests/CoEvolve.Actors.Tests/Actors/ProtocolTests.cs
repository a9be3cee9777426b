namespace CoEvolve.Actors.Tests;

/// <summary>Every actor, handed the messages of a real run with one mistake in them.</summary>
public sealed class ProtocolTests
{
    // What the engine asks may be asked again.
    private static readonly Type[] Repeatable = [typeof(RunUntil), typeof(GetCheckpoint)];

    public static TheoryData<string> Actors => Script.Actors;

    [Theory]
    [MemberData(nameof(Actors))]
    public void Every_actor_takes_the_messages_of_a_run_and_answers(string actor)
    {
        Script script = Script.Of(actor);
        Assert.Equal(-1, script.Play(script.Messages, out RecordingContext context));
        Assert.NotEmpty(context.Sent);
    }

    [Theory]
    [MemberData(nameof(Actors))]
    public void A_doubled_message_is_refused_whenever_its_copy_comes(string actor)
    {
        Script script = Script.Of(actor);
        for (int i = 0; i < script.Messages.Length; i++)
        {
            if (Repeatable.Contains(script.Messages[i].GetType()))
                continue;
            for (int j = i + 1; j <= script.Messages.Length; j++)
            {
                List<Message> doubled = [.. script.Messages];
                doubled.Insert(j, Traffic.Copy(script.Messages[i]));
                Assert.True(script.Play(doubled, out _) == j, $"{script.Messages[i].GetType().Name} ({i}) doubled at {j}.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Actors))]
    public void After_a_lost_message_an_actor_waits_or_refuses_but_never_makes_up_an_answer(string actor)
    {
        Script script = Script.Of(actor);
        for (int i = 0; i < script.Messages.Length; i++)
        {
            if (script.Messages[i] is GenerationCompleted { Generation: Script.End - 1 })
                continue;
            List<Message> lost = [.. script.Messages];
            lost.RemoveAt(i);
            int refused = script.Play(lost, out RecordingContext context);
            Assert.True(refused >= i || context.Sent.Count < script.Answers.Length, $"{script.Messages[i].GetType().Name} ({i}) was not missed.");
        }
    }

    [Theory]
    [MemberData(nameof(Actors))]
    public void A_message_of_another_generation_is_refused(string actor)
    {
        Script script = Script.Of(actor);
        for (int i = 0; i < script.Messages.Length; i++)
        {
            Message message = script.Messages[i];
            if (Repeatable.Contains(message.GetType()) || message is RestoreTextModel or RestoreImageModel or RestoreCorpus or RestoreUserContent)
                continue;
            foreach (int shift in new[] { -1, 1 })
            {
                Message shifted = Traffic.Copy(message);
                shifted.Generation += shift;
                Assert.True(script.Play([.. script.Messages[..i], shifted], out _) == i, $"{message.GetType().Name} ({i}) shifted by {shift}.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Actors))]
    public void A_message_from_an_actor_that_has_no_business_here_is_refused(string actor)
    {
        Script script = Script.Of(actor);
        for (int i = 0; i < script.Messages.Length; i++)
        {
            if (script.Messages[i].Sender.Index <= Roster.Coordinator.Index)
                continue;
            Message misdirected = script.Messages[i] with { Sender = new ActorId(99) };
            Assert.True(script.Play([.. script.Messages[..i], misdirected], out _) == i, $"{misdirected.GetType().Name} ({i})");
        }
    }

    [Theory]
    [MemberData(nameof(Actors))]
    public void Images_with_a_content_that_an_actor_does_not_use_are_refused(string actor)
    {
        Script script = Script.Of(actor);
        for (int i = 0; i < script.Messages.Length; i++)
        {
            if (script.Messages[i] is not ImagesMade made)
                continue;
            foreach (ImageContent other in Enum.GetValues<ImageContent>().Where(content => content != made.Content))
                Assert.Equal(i, script.Play([.. script.Messages[..i], made with { Content = other }], out _));
        }
    }

    [Theory]
    [MemberData(nameof(Actors))]
    public void Images_for_the_captions_of_a_stranger_are_refused(string actor)
    {
        Script script = Script.Of(actor);
        for (int i = 0; i < script.Messages.Length; i++)
        {
            if (script.Messages[i] is ImagesMade made)
                Assert.Equal(i, script.Play([.. script.Messages[..i], made with { Writer = new ActorId(99) }], out _));
        }
    }

    [Theory]
    [MemberData(nameof(Actors))]
    public void A_message_of_a_kind_that_an_actor_does_not_know_is_refused(string actor)
    {
        Script script = Script.Of(actor);
        HashSet<Type> known = [.. script.Messages.Select(message => message.GetType()), .. actor == "coordinator" ? [.. Repeatable, typeof(ApplyCommand)] : new[] { typeof(SettingsChanged) }];
        foreach (Message foreign in MessageSamples.All.Where(sample => !known.Contains(sample.GetType())))
        {
            foreach (int generation in new[] { 0, Script.First })
            {
                foreign.Generation = generation;
                Assert.Equal(0, script.Play([foreign], out _));
                Assert.Equal(1, script.Play([script.Messages[0], foreign], out _));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Actors))]
    public void Settings_are_adopted_between_generations_and_answered_and_refused_at_any_other_time(string actor)
    {
        if (actor == "coordinator")
            return;
        Script script = Script.Of(actor);
        Message state = script.Messages[0], advance = script.Messages.First(message => message is AdvanceGeneration);
        SettingsChanged now = Script.Settings(Script.First), later = Script.Settings(Script.First + 1);
        Assert.Equal(0, script.Play([now], out _));
        Assert.Equal(1, script.Play([state, later], out _));
        Assert.Equal(2, script.Play([state, advance, now], out _));
        Assert.Equal(-1, script.Play([state, now, now], out RecordingContext context));
        Assert.Equal([Roster.Coordinator, Roster.Coordinator], context.Sent.Select(sent => sent.Recipient));
        Assert.All(context.Sent, sent => Assert.Equal(Script.First, Assert.IsType<SettingsAdopted>(sent.Message).Generation));
    }

    [Theory]
    [MemberData(nameof(Actors))]
    public void What_others_send_may_come_before_the_actors_own_state(string actor)
    {
        // The coordinator's first two messages, state and begin, come last of all that the first step needs.
        Script script = Script.Of(actor);
        Message[] inputs = [.. script.Messages.Where(m => m.Generation == Script.First && IsInput(m, actor))];
        script.AssertSameAnswers([.. inputs, .. script.Messages.Except(inputs)]);
    }

    [Theory]
    [MemberData(nameof(Actors))]
    public void What_others_send_for_the_next_generation_may_come_before_this_one_is_completed(string actor)
    {
        Script script = Script.Of(actor);
        Message[] inputs = [.. script.Messages.Where(m => m.Generation == Script.First + 1 && IsInput(m, actor))];
        List<Message> early = [.. script.Messages.Except(inputs)];
        early.InsertRange(early.FindIndex(m => m is GenerationCompleted) is >= 0 and int completed ? completed : 0, inputs);
        script.AssertSameAnswers(early);
    }

    // What comes from others than the coordinator and the actor itself; reports to the coordinator are no inputs.
    private static bool IsInput(Message message, string actor) =>
        actor != "coordinator" && message.Sender != Roster.Coordinator
        && message is not ImagesMade { Content: ImageContent.Innovations or ImageContent.Statistics };
}
