using System.Collections.Concurrent;
using CoEvolve.Engines;
using Npgsql;

namespace CoEvolve.Store.Tests;

public sealed class ReconnectionTests
{
    private static readonly NpgsqlException Broken = new("the stream ended", new IOException());
    private static readonly PostgresException Refused = new("permission denied", "ERROR", "ERROR", PostgresErrorCodes.InsufficientPrivilege);

    private readonly ConcurrentQueue<string> _notices = new();

    [Fact]
    public void What_may_pass_is_tried_again_whether_or_not_it_was_explained_already()
    {
        var failures = new Queue<Exception>([Broken, PostgresErrors.Explain("lab", Broken), Broken]);
        int result = Reconnection().Run(() => failures.TryDequeue(out Exception? failure) ? throw failure : 7, CancellationToken.None);
        Assert.Equal(7, result);
        Assert.Equal(3, _notices.Count);
        Assert.All(_notices, notice => Assert.Matches("^lab: the connection failed .* Trying again in [0-9.]+ s\\.$", notice));
    }

    [Fact]
    public void What_cannot_pass_comes_out_at_once()
    {
        Assert.Same(Refused, Assert.Throws<PostgresException>(() => Reconnection().Run<int>(() => throw Refused, CancellationToken.None)));
        StoreException explained = PostgresErrors.Explain("lab", Refused);
        Assert.Same(explained, Assert.Throws<StoreException>(() => Reconnection().Run<int>(() => throw explained, CancellationToken.None)));
        Assert.Throws<StoreException>(() => Reconnection().Run<int>(() => throw new StoreException("foreign tables"), CancellationToken.None));
        Assert.Empty(_notices);
    }

    private Reconnection Reconnection() => new(
        "lab", new PostgresRunOptions { Version = "", LongestRetryDelay = TimeSpan.FromMilliseconds(1), Notice = notice => _notices.Enqueue(notice.Message) });
}
