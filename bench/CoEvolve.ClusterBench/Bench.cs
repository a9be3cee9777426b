using System.Globalization;
using System.Runtime.InteropServices;
using CoEvolve.Cli;
using CoEvolve.Measuring;
using CoEvolve.Postgres.Testing;

namespace CoEvolve.ClusterBench;

/// <summary>Measures parts one after the other.</summary>
internal sealed class Bench(BenchPlan plan, TextWriter output, TextWriter progress)
{
    /// <summary>Prints what comes out, and puts it into docs/cluster.md, each part as soon as it is measured.</summary>
    /// <returns>0; 1 if a limit is missed; 2 if this machine has no PostgreSQL.</returns>
    public int Run(IReadOnlyList<BenchPart> parts, bool write)
    {
        if (PostgresPrograms.Missing is { } missing)
        {
            progress.WriteLine($"error: this program {missing}.");
            return 2;
        }

        var missed = new List<Limit>();
        foreach (BenchPart part in parts)
        {
            // A server of its own for each: none has to clean up after another.
            using var server = new PrivatePostgres(durable: true);
            progress.WriteLine($"{part.Name}: load {Load()}");
            string head = $"Measured on {DateTime.UtcNow:yyyy-MM-dd} (UTC); the load of the machine was {Load()} before.";
            PartResult result = part.Measure(server, plan, progress);
            string text = $"{head}\n\n{result.Text.Trim('\n')}\n";
            output.WriteLine($"### {part.Title}\n\n{text}");
            missed.AddRange(result.Limits.Where(limit => !limit.Holds));
            if (write)
                Write(part, text, server);
        }

        foreach (Limit limit in missed)
            progress.WriteLine($"missed: {limit}");
        return missed.Count == 0 ? 0 : 1;
    }

    private void Write(BenchPart part, string text, PrivatePostgres server)
    {
        string path = Tree.Path("docs", "cluster.md");
        var section = new MarkedSection("CoEvolve.ClusterBench");
        string page = File.ReadAllText(path);
        var pieces = TitledPieces.Parse(section.Read(page), [.. BenchPart.All.Select(known => known.Title)]);
        pieces.Head = $"{Build.Processor()}, {RuntimeInformation.OSDescription}; {RuntimeInformation.FrameworkDescription}; {Server(server)}.";
        pieces[part.Title] = text;
        File.WriteAllText(path, section.Replace(page, pieces.ToString()));
        progress.WriteLine($"written: {part.Title} in {path}");
    }

    private static string Server(PrivatePostgres server)
    {
        using PostgresDatabase database = server.CreateDatabase();
        object version = database.Query("SELECT current_setting('server_version')")[0][0]!;
        return $"PostgreSQL {version} on the same machine, over the loopback, as it comes: fsync and synchronous_commit are on";
    }

    // How many processes wanted to run, over the last minute: the first number.
    private static string Load() => File.Exists("/proc/loadavg")
        ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture).ToString("0.0", CultureInfo.InvariantCulture)
        : "unknown";
}
