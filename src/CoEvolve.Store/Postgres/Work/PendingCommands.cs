using CoEvolve.Actors;
using CoEvolve.Engines;
using Npgsql;
using NpgsqlTypes;

namespace CoEvolve.Store;

/// <summary>The commands that no node has applied yet: how they come to the ecosystems of a claim, and how they go.</summary>
internal static class PendingCommands
{
    // In order of ids, which is that of submission (StoredCommands). One for ecosystems that are over never takes effect.
    private const string Read = """
        SELECT p.ecosystem_id, c.id, c.kind, coalesce(c.arguments, '') FROM pending_command p JOIN command c ON c.id = p.command_id
        WHERE p.ecosystem_id = ANY ($1) ORDER BY c.id
        """;

    // Of so many ecosystems, in order of their first command: so none waits for others that are told again and again.
    private const string ReadAll = """
        SELECT p.ecosystem_id, c.id, c.kind, coalesce(c.arguments, '')
        FROM (
            SELECT p.ecosystem_id, min(p.command_id) AS first FROM pending_command p JOIN ecosystem e ON e.id = p.ecosystem_id
            WHERE p.ecosystem_id > $1 AND p.ecosystem_id <= $2 AND e.status IN ('waiting', 'running', 'paused')
            GROUP BY p.ecosystem_id ORDER BY min(p.command_id) LIMIT $3) AS told
        JOIN pending_command p ON p.ecosystem_id = told.ecosystem_id JOIN command c ON c.id = p.command_id
        ORDER BY told.first, p.ecosystem_id, c.id
        """;

    private const string DropLate = """
        DELETE FROM pending_command p WHERE NOT EXISTS (
            SELECT FROM ecosystem e WHERE e.id = p.ecosystem_id AND e.status IN ('waiting', 'running', 'paused'))
        """;

    /// <summary>Gives the ecosystems of a claim what waits for them.</summary>
    /// <param name="connection">Holds the locks.</param>
    /// <param name="experiment">Theirs.</param>
    /// <param name="taken">What is locked.</param>
    /// <param name="notice">Hears of what is no command: somebody has spoilt the row, and it is left out.</param>
    public static ClaimQueries.Taken GiveTo(NpgsqlConnection connection, OpenExperiment experiment, ClaimQueries.Taken taken, Action<StoreNotice> notice)
    {
        var commands = new Dictionary<long, List<PendingCommand>>();
        long offset = experiment.Offsets.Ecosystem;
        using (var command = new NpgsqlCommand(Read, connection) { Parameters = { new() { Value = taken.Ecosystems.Select(ecosystem => offset + ecosystem.Id).ToArray() } } })
        using (NpgsqlDataReader row = command.ExecuteReader())
        {
            while (row.Read())
            {
                long id = row.GetInt64(0) - offset;
                try
                {
                    if (!commands.TryGetValue(id, out List<PendingCommand>? own))
                        commands.Add(id, own = []);
                    own.Add(new PendingCommand(row.GetInt64(1), SteeringCommand.Parse(row.GetString(2), row.GetString(3))));
                }
                catch (FormatException exception)
                {
                    notice(new(FormattableString.Invariant($"Command {row.GetInt64(1)} for ecosystem {id} of experiment {experiment.Id} was changed by hand and is left out. {exception.Message}")) { Experiment = experiment.Id, Ecosystems = [id] });
                }
            }
        }

        return commands.Count == 0
            ? taken
            : taken with { Ecosystems = [.. taken.Ecosystems.Select(ecosystem => commands.TryGetValue(ecosystem.Id, out List<PendingCommand>? own) ? ecosystem with { Commands = own } : ecosystem)] };
    }

    /// <summary>Those for so many ecosystems of an experiment. What is no command is left out; who claims the ecosystem says so.</summary>
    public static List<EcosystemCommands> All(NpgsqlConnection connection, OpenExperiment experiment, int most)
    {
        var all = new List<EcosystemCommands>();
        var own = new List<PendingCommand>();
        using var command = new NpgsqlCommand(ReadAll, connection)
        {
            Parameters = { new() { Value = experiment.Offsets.Ecosystem }, new() { Value = experiment.Offsets.LastEcosystem }, new() { Value = most } },
        };
        using NpgsqlDataReader row = command.ExecuteReader();
        long last = 0;
        while (row.Read())
        {
            long id = row.GetInt64(0) - experiment.Offsets.Ecosystem;
            if (id != last)
                all.Add(new EcosystemCommands(new EcosystemKey(experiment.Id, id), own = []));
            last = id;
            try
            {
                own.Add(new PendingCommand(row.GetInt64(1), SteeringCommand.Parse(row.GetString(2), row.GetString(3))));
            }
            catch (FormatException)
            {
                continue;
            }
        }

        all.RemoveAll(commands => commands.Commands.Count == 0);
        return all;
    }

    /// <summary>Those for some ecosystems.</summary>
    /// <param name="connection">Any.</param>
    /// <param name="ecosystems">Ids in the store.</param>
    /// <returns>Ids in the store, of ecosystems and commands.</returns>
    public static IEnumerable<(long Ecosystem, long Command)> Of(NpgsqlConnection connection, long[] ecosystems)
    {
        using var command = new NpgsqlCommand("SELECT ecosystem_id, command_id FROM pending_command WHERE ecosystem_id = ANY ($1)", connection) { Parameters = { new() { Value = ecosystems } } };
        using NpgsqlDataReader row = command.ExecuteReader();
        while (row.Read())
            yield return (row.GetInt64(0), row.GetInt64(1));
    }

    /// <summary>Whether there are any.</summary>
    public static bool Any(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("SELECT EXISTS (SELECT FROM pending_command)", connection);
        return (bool)command.ExecuteScalar()!;
    }

    /// <summary>Takes those away that came too late: their ecosystems are over.</summary>
    public static void Drop(NpgsqlConnection connection) => PostgresServer.Execute(connection, DropLate);

    /// <summary>What a slice's commit writes down of the commands that took effect; nothing if none did.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Applied(OpenExperiment experiment, IReadOnlyList<SliceCommit> slices)
    {
        (long Ecosystem, AppliedCommand Command)[] applied =
            [.. slices.SelectMany(slice => slice.Commands.Select(command => (experiment.Offsets.Ecosystem + slice.EcosystemId, command)))];
        if (applied.Length == 0)
            yield break;
        long[] ids = [.. applied.Select(one => one.Command.Id)];
        yield return SliceWriter.Command(
            "UPDATE command c SET applied_generation = u.generation FROM unnest($1, $2) AS u (id, generation) WHERE c.id = u.id",
            ids,
            applied.Select(one => one.Command.Generation).ToArray());
        yield return SliceWriter.Command(
            "DELETE FROM pending_command p USING unnest($1, $2) AS u (ecosystem_id, command_id) WHERE p.ecosystem_id = u.ecosystem_id AND p.command_id = u.command_id",
            applied.Select(one => one.Ecosystem).ToArray(),
            new NpgsqlParameter { Value = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
    }
}
