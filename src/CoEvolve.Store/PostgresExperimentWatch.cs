using CoEvolve.Engines;
using Npgsql;

namespace CoEvolve.Store;

/// <summary>Looks how far an experiment in a database has come, from anywhere, without keeping a node waiting. A database that is away is waited for. For one thread at a time.</summary>
public sealed class PostgresExperimentWatch : IDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly Reconnection _reconnection;
    private readonly string _name;
    private readonly long _experiment;

    /// <summary>Watches an experiment; connects at the first look.</summary>
    /// <param name="address">Of a database with the experiment.</param>
    /// <param name="experiment">Its number.</param>
    /// <param name="notice">Gets one line for a person whenever the database cannot be reached.</param>
    public PostgresExperimentWatch(StoreAddress address, long experiment, Action<string> notice)
    {
        ArgumentNullException.ThrowIfNull(address);
        _name = address.Name;
        _experiment = experiment;
        _source = new NpgsqlDataSourceBuilder(address.Server.ConnectionString).Build();
        _reconnection = new Reconnection(_name, new PostgresRunOptions { Version = "", Notice = line => notice(line.Message) });
    }

    /// <summary>What the last look cost the database, without waiting for one that was away; zero before the first.</summary>
    public TimeSpan LastCost { get; private set; }

    /// <summary>Looks. Cost: one scan of the experiment's ecosystems, some 30 ms for 100,000.</summary>
    /// <exception cref="StoreException">The database refuses; or the experiment is gone.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled while it waited for the database.</exception>
    public ExperimentProgress Look(CancellationToken cancellation)
    {
        try
        {
            return _reconnection.Run(Read, cancellation);
        }
        catch (NpgsqlException exception)
        {
            throw PostgresErrors.Explain(_name, exception);
        }
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose() => _source.Dispose();

    private ExperimentProgress Read()
    {
        using NpgsqlConnection connection = _source.OpenConnection();
        long start = TimeProvider.System.GetTimestamp();
        var offsets = IdOffsets.Of(connection, _experiment);
        ExperimentProgress progress = connection.List(
            $"""
            SELECT count(*) FILTER (WHERE status = 'finished'), count(*) FILTER (WHERE status = 'failed'), count(*) FILTER (WHERE status = 'stopped'),
                   count(*) FILTER (WHERE status = 'paused'), coalesce(sum(generation), 0),
                   (SELECT count(DISTINCT node) FROM attempt WHERE NOT ({Attempts.IsOrphan}) AND ecosystem_ids[1] > @offset AND ecosystem_ids[1] <= @last),
                   (SELECT finished_at FROM experiment WHERE id = @experiment)
            FROM ecosystem WHERE id > @offset AND id <= @last
            """,
            row => new ExperimentProgress(
                row.GetInt32(0),
                row.GetInt32(1),
                row.GetInt32(2),
                row.GetInt32(3),
                row.GetInt64(4),
                row.GetInt32(5),
                row.IsDBNull(6) ? null : ExperimentTables.Time(row.GetString(6))),
            ("@experiment", _experiment),
            ("@offset", offsets.Ecosystem),
            ("@last", offsets.LastEcosystem))[0];
        LastCost = TimeProvider.System.GetElapsedTime(start);
        return progress;
    }
}
