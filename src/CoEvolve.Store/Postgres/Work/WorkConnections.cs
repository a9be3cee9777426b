using System.Globalization;
using Npgsql;

namespace CoEvolve.Store;

/// <summary>
/// The connections of a node: for each claim one that the server closes when the node falls silent, and others for what is
/// committed apart from claims. Thread-safe.
/// </summary>
internal sealed class WorkConnections : IDisposable
{
    private readonly NpgsqlDataSource _claims;
    private readonly NpgsqlDataSource _sides;
    private readonly StoreAddress _address;

    public WorkConnections(StoreAddress address, PostgresRunOptions options)
    {
        _address = address;
        int silence = (int)Math.Max(1000, options.SilenceTimeout.TotalMilliseconds);
        // No lock outlives a node that fell silent: neither a claim, nor that of an experiment it was about to close.
        string patience = string.Create(
            CultureInfo.InvariantCulture,
            $"-c idle_in_transaction_session_timeout={silence} -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3 -c jit=off");
        // The plans of claims are the same whatever statistics say: along the index, no sorting.
        _claims = Source("-c enable_seqscan=off -c enable_bitmapscan=off -c enable_sort=off");
        // An attempt must outlive its node, not the server.
        _sides = Source("-c synchronous_commit=off");

        NpgsqlDataSource Source(string more)
        {
            NpgsqlConnectionStringBuilder server = address.Server;
            string settings = $"{patience} {more}";
            server.Options = string.IsNullOrEmpty(server.Options) ? settings : $"{server.Options} {settings}";
            server.ApplicationName = $"coevolve {options.Node}";
            server.MaxPoolSize = 2048;
            server.MaxAutoPrepare = 32;
            server.AutoPrepareMinUsages = 2;
            // What a claim leaves behind is nothing that a reset would have to clear.
            server.NoResetOnClose = true;
            return new NpgsqlDataSourceBuilder(server.ConnectionString).Build();
        }
    }

    /// <summary>A connection on which a claim is held. The server closes it if nothing is said on it for too long.</summary>
    public NpgsqlConnection Claim() => _claims.OpenConnection();

    /// <summary>A connection for short statements of their own.</summary>
    public NpgsqlConnection Side() => _sides.OpenConnection();

    /// <summary>A connection of its own, for listening.</summary>
    public NpgsqlConnection Listener() => PostgresServer.Connect(_address);

    public void Dispose()
    {
        _claims.Dispose();
        _sides.Dispose();
    }
}
