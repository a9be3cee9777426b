namespace CoEvolve.Store.Tests;

public sealed class ClaimGateTests
{
    private static readonly CancellationToken AtOnce = new(canceled: true);

    private readonly ClaimGate _gate = new();

    [Fact]
    public void Claims_are_held_side_by_side()
    {
        _gate.Enter(alone: false, AtOnce);
        _gate.Enter(alone: false, AtOnce);
    }

    [Fact]
    public void Who_wants_to_be_alone_must_wait_for_the_others_to_leave()
    {
        _gate.Enter(alone: false, AtOnce);
        _gate.Enter(alone: false, AtOnce);
        _gate.Leave();
        Assert.Throws<OperationCanceledException>(() => _gate.Enter(alone: true, AtOnce));
        _gate.Leave();
        _gate.Enter(alone: true, AtOnce);
    }

    [Fact]
    public void Who_is_alone_keeps_everybody_out_until_it_leaves_or_shares()
    {
        _gate.Enter(alone: true, AtOnce);
        Assert.Throws<OperationCanceledException>(() => _gate.Enter(alone: false, AtOnce));
        Assert.Throws<OperationCanceledException>(() => _gate.Enter(alone: true, AtOnce));
        _gate.Leave();
        _gate.Enter(alone: true, AtOnce);
        _gate.Share();
        _gate.Enter(alone: false, AtOnce);
        Assert.Throws<OperationCanceledException>(() => _gate.Enter(alone: true, AtOnce));
    }

    [Fact]
    public async Task Who_waits_to_be_alone_lets_nobody_in_and_gets_in_when_the_last_has_left()
    {
        _gate.Enter(alone: false, AtOnce);
        Task waiting = Task.Run(() => _gate.Enter(alone: true, CancellationToken.None));
        Assert.True(SpinWait.SpinUntil(() => !CanEnter(), TimeSpan.FromMinutes(1)), "Others go on entering.");
        _gate.Leave();
        await waiting;
        Assert.False(CanEnter());
    }

    [Fact]
    public async Task Who_gives_up_waiting_lets_others_in()
    {
        using var cancellation = new CancellationTokenSource();
        _gate.Enter(alone: false, AtOnce);
        Task waiting = Task.Run(() => _gate.Enter(alone: true, cancellation.Token));
        Assert.True(SpinWait.SpinUntil(() => !CanEnter(), TimeSpan.FromMinutes(1)), "Others go on entering.");
        Task other = Task.Run(() => _gate.Enter(alone: false, CancellationToken.None));
        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => waiting);
        await other;
    }

    private bool CanEnter()
    {
        try
        {
            _gate.Enter(alone: false, AtOnce);
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        _gate.Leave();
        return true;
    }
}
