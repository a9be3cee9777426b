using System.Text.Json;
using CoEvolve.Engines;

namespace CoEvolve.Cli.Tests;

/// <summary>What a node answers about its health. The cluster tests ask real processes.</summary>
public sealed class NodeHealthTests : IDisposable
{
    private static readonly TimeSpan MostSilence = TimeSpan.FromSeconds(30);

    private readonly StoppedClock _clock = new();
    private readonly CancellationTokenSource _interruption = new();
    private readonly TransientRunStore _store = new(points: 1, replicates: 2);

    public void Dispose()
    {
        _interruption.Dispose();
        _store.Dispose();
    }

    [Fact]
    public void A_node_lives_while_it_starts_idles_and_computes_and_not_when_a_worker_is_stuck()
    {
        NodeHealth health = Health(() => { });
        Assert.Equal((200, "live"), Status(health.Live()));
        var observed = ObservedRunStore.Around(_store, null, _clock);
        health.Begin(observed);
        Assert.Equal((200, "live"), Status(health.Live()));
        using IClaim claim = observed.Claim(1)!;
        _clock.Pass(30);
        Assert.Equal((200, "live"), Status(health.Live()));
        _clock.Pass(1);
        Assert.Equal((503, "stuck"), Status(health.Live()));
        Assert.Equal(31, JsonSerializer.Deserialize<JsonElement>(health.Live().Body).GetProperty("silence_seconds").GetDouble());
        claim.Touch();
        Assert.Equal((200, "live"), Status(health.Live()));
        _clock.Pass(31);
        observed.Claim(1)!.Dispose();
        Assert.Equal((503, "stuck"), Status(health.Live())); // the other worker is well
        claim.Dispose();
        Assert.Equal((200, "live"), Status(health.Live()));
    }

    [Fact]
    public async Task A_node_is_ready_once_it_looks_for_work_and_its_database_is_well_until_it_is_told_to_stop()
    {
        string? problem = "lab: no server answers there.";
        NodeHealth health = Health(() => _ = problem is null ? 0 : throw new StoreException(problem));
        Assert.Equal((503, "not_ready"), Status(await health.Ready()));
        Assert.Equal(problem, Reason(await health.Ready()));
        problem = null;
        _clock.Pass(3);
        Assert.Equal("The node is starting.", Reason(await health.Ready()));
        health.Begin(ObservedRunStore.Around(_store, null, _clock));
        Assert.Equal((200, "ready"), Status(await health.Ready()));
        await _interruption.CancelAsync();
        Assert.Equal("The node was told to stop.", Reason(await health.Ready()));
    }

    [Fact]
    public async Task The_database_is_looked_at_no_more_than_every_few_seconds_and_once_for_all_who_ask()
    {
        int looks = 0;
        using var go = new ManualResetEventSlim();
        var readiness = new Readiness(
            () =>
            {
                Interlocked.Increment(ref looks);
                go.Wait();
            },
            _clock);
        Task<string?>[] asked = [.. Enumerable.Range(0, 100).Select(_ => readiness.Problem())];
        _clock.Pass(10); // a look that takes long is not joined by a second one
        Task<string?> late = readiness.Problem();
        go.Set();
        Assert.All(await Task.WhenAll([.. asked, late]), Assert.Null);
        Assert.Equal(1, looks);

        await readiness.Problem();
        Assert.Equal(2, looks);
        _clock.Pass(2.9);
        await readiness.Problem();
        Assert.Equal(2, looks);
        _clock.Pass(0.1);
        await readiness.Problem();
        Assert.Equal(3, looks);
    }

    private static (int Status, string? Word) Status(HealthAnswer answer) =>
        (answer.Status, JsonSerializer.Deserialize<JsonElement>(answer.Body).GetProperty("status").GetString());

    private static string? Reason(HealthAnswer answer) => JsonSerializer.Deserialize<JsonElement>(answer.Body).GetProperty("reason").GetString();

    private NodeHealth Health(Action look) => new("one", MostSilence, new Readiness(look, _clock), _interruption.Token);

    private sealed class StoppedClock : TimeProvider
    {
        private long _ticks = TimeSpan.TicksPerHour;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _ticks);

        public void Pass(double seconds) => Interlocked.Add(ref _ticks, TimeSpan.FromSeconds(seconds).Ticks);
    }
}
