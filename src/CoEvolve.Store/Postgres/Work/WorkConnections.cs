using System.Globalization;
using CoEvolve.Engines;
using Npgsql;

namespace CoEvolve.Store;

/// <summary>
/// The connections of a node: for each claim one that the server closes when the node falls silent, and others for what is
/// committed apart from claims. Thread-safe.
/// </summary>
internal sealed class WorkConnections : IDisposable
{
    private const int CommandSeconds = 60;

    private readonly NpgsqlDataSource _claims;
    private readonly NpgsqlDataSource _sides;
    private readonly StoreAddress _address;
    private readonly int _silence;

    public WorkConnections(StoreAddress address, PostgresRunOptions options)
    {
        _address = address;
        _silence = (int)Math.Max(1000, options.SilenceTimeout.TotalMilliseconds);
        // No lock outlives a node that fell silent: neither a claim, nor that of an experiment it was about to close.
        string patience = string.Create(
            CultureInfo.InvariantCulture,
            $"-c idle_in_transaction_session_timeout={_silence} -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3 -c jit=off");
        // The plans of claims are the same whatever statistics say: along the index, no sorting.
        _claims = Source("-c enable_seqscan=off -c enable_bitmapscan=off -c enable_sort=off");
        // An attempt must outlive its node, not the server.
        _sides = Source("-c synchronous_commit=off -c lock_timeout=2000");

        NpgsqlDataSource Source(string more)
        {
            NpgsqlConnectionStringBuilder server = address.Server;
            string settings = $"{patience} {more}";
            server.Options = string.IsNullOrEmpty(server.Options) ? settings : $"{server.Options} {settings}";
            server.ApplicationName = $"coevolve {options.Node}";
            server.MaxPoolSize = 2048;
            // A server that vanished without a word must not be waited for without end.
            server.CommandTimeout = CommandSeconds;
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

    /// <summary>A connection of its own, for what may take long: listening, and making indexes.</summary>
    public NpgsqlConnection Patient() => PostgresServer.Connect(_address);

    /// <summary>Returns if settings of a session arrive at the server. Something between could drop them, and claims of frozen nodes would stay.</summary>
    /// <exception cref="StoreException">They do not.</exception>
    public void Check()
    {
        using NpgsqlConnection connection = Claim();
        using var command = new NpgsqlCommand("SELECT setting::bigint FROM pg_settings WHERE name = 'idle_in_transaction_session_timeout'", connection);
        if ((long)command.ExecuteScalar()! != _silence)
            throw new StoreException($"{_address.Name}: settings of a session do not reach the server (idle_in_transaction_session_timeout). Name the server itself, or a pooler that keeps sessions and passes startup options on.");
    }

    public void Dispose()
    {
        _claims.Dispose();
        _sides.Dispose();
    }
}
