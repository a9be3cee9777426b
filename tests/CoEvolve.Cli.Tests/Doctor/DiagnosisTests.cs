using System.Runtime.InteropServices;
using CoEvolve.Store;

namespace CoEvolve.Cli.Tests;

/// <summary>What `doctor` makes of machines and servers that a test has not got.</summary>
public sealed class DiagnosisTests
{
    private static readonly PostgresFacts Good = new()
    {
        Server = new Version(16, 2),
        Form = 2,
        NewestForm = 2,
        IsReadOnly = false,
        Rights = PostgresRights.Own,
        MostConnections = 97,
        Connections = 5,
        SettingsProblem = null,
        SynchronousCommit = "on",
        ClockAhead = TimeSpan.FromSeconds(-0.25),
        RoundTrip = TimeSpan.FromMilliseconds(3),
    };

    [Fact]
    public void Processors_need_avx2_and_fma()
    {
        Assert.Equal(Diagnosis.Ok("processor", "P: AVX2, FMA, AVX-512"), MachineChecks.Processor("P", Architecture.X64, avx2: true, fma: true, avx512: true));
        Assert.Equal(Severity.Ok, MachineChecks.Processor("P", Architecture.X64, avx2: true, fma: true, avx512: false).Severity);
        AssertWorse(Severity.Problem, "P: without AVX2", MachineChecks.Processor("P", Architecture.X64, avx2: false, fma: true, avx512: false));
        AssertWorse(Severity.Problem, "P: without AVX2 and FMA", MachineChecks.Processor("P", Architecture.X64, avx2: false, fma: false, avx512: false));
        AssertWorse(Severity.Warning, "P: arm64, which CoEvolve has not been tried on", MachineChecks.Processor("P", Architecture.Arm64, avx2: false, fma: false, avx512: false));
    }

    [Fact]
    public void Little_memory_and_little_room_are_said()
    {
        Assert.Equal(Severity.Ok, MachineChecks.Memory(512L << 20).Severity);
        AssertWorse(Severity.Warning, "511 MB for this process", MachineChecks.Memory(511L << 20));
        Assert.Equal("1.5 GB for this process", MachineChecks.Memory(3L << 29).Found);
        Assert.Equal(Severity.Ok, DiskChecks.Room("results", "/x", 1L << 30, "Free some.").Severity);
        AssertWorse(Severity.Warning, "/x: 1023 MB free", DiskChecks.Room("results", "/x", (1L << 30) - 1, "Free some."));
        AssertWorse(Severity.Problem, "/x: 99 MB free", DiskChecks.Room("results", "/x", (100L << 20) - 1, "Free some."));
    }

    [Fact]
    public void A_good_server_has_no_fault() =>
        Assert.All(PostgresChecks.Of(Good, "lab", workers: 4), diagnosis => Assert.Equal((Severity.Ok, null), (diagnosis.Severity, diagnosis.Remedy)));

    [Fact]
    public void Each_fault_of_a_server_is_found_and_has_its_remedy()
    {
        AssertOnly(Severity.Warning, "tables", "of form 1 (newest 2)", Good with { Form = 1 });
        AssertOnly(Severity.Problem, "permissions", "the database is read-only", Good with { IsReadOnly = true });
        AssertOnly(Severity.Warning, "tables", "of form 1 (newest 2)", Good with { Form = 1, Rights = PostgresRights.Compute });
        AssertOnly(Severity.Warning, "permissions", "the user may read, and neither submit nor compute", Good with { Rights = PostgresRights.Read });
        AssertOnly(Severity.Problem, "permissions", "the user may not read the tables", Good with { Rights = PostgresRights.None });
        AssertOnly(Severity.Warning, "connections", "89 of 97 in use; a node here takes up to 9", Good with { Connections = 89 });
        AssertOnly(Severity.Warning, "clock", "the server is 3.000 s ahead, 3.0 ms away", Good with { ClockAhead = TimeSpan.FromSeconds(3) });
        AssertOnly(Severity.Warning, "clock", "the server is 3.000 s behind, 3.0 ms away", Good with { ClockAhead = TimeSpan.FromSeconds(-3) });
        Diagnosis settings = Assert.Single(PostgresChecks.Of(Good with { SettingsProblem = "They do not arrive. Name the server itself." }, "lab", 4), diagnosis => diagnosis.Severity != Severity.Ok);
        Assert.Equal(Diagnosis.Problem("settings", "They do not arrive. Name the server itself."), settings);
    }

    [Fact]
    public void A_user_who_may_only_compute_is_fit_for_a_node() =>
        Assert.All(PostgresChecks.Of(Good with { Rights = PostgresRights.Compute }, "lab", workers: 4), diagnosis => Assert.Equal(Severity.Ok, diagnosis.Severity));

    [Fact]
    public void A_user_without_tables_who_may_make_none_is_told_so()
    {
        Diagnosis[] found = [.. PostgresChecks.Of(Good with { Form = 0, Rights = PostgresRights.None }, "lab", workers: 4).Where(diagnosis => diagnosis.Severity != Severity.Ok)];
        Assert.Equal(["tables", "permissions"], found.Select(diagnosis => diagnosis.Subject));
        AssertWorse(Severity.Problem, "none yet, and the user may not make them", found[0]);
        AssertWorse(Severity.Problem, "the user may make no tables", found[1]);
    }

    [Fact]
    public void A_clock_cannot_be_told_wrong_by_a_slow_network() =>
        Assert.All(PostgresChecks.Of(Good with { ClockAhead = TimeSpan.FromSeconds(3), RoundTrip = TimeSpan.FromSeconds(4) }, "lab", 4), diagnosis => Assert.Equal(Severity.Ok, diagnosis.Severity));

    private static void AssertOnly(Severity severity, string subject, string found, PostgresFacts facts)
    {
        Diagnosis diagnosis = Assert.Single(PostgresChecks.Of(facts, "lab", workers: 4), diagnosis => diagnosis.Severity != Severity.Ok);
        Assert.Equal(subject, diagnosis.Subject);
        AssertWorse(severity, found, diagnosis);
    }

    private static void AssertWorse(Severity severity, string found, Diagnosis diagnosis)
    {
        Assert.Equal((severity, found), (diagnosis.Severity, diagnosis.Found));
        Assert.EndsWith(".", diagnosis.Remedy, StringComparison.Ordinal);
    }
}
