using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace CoEvolve.Cli;

/// <summary>What `coevolve doctor` says about program and machine.</summary>
internal static class MachineChecks
{
    private const long LittleMemory = 512L << 20;

    /// <summary>All of it, in the order in which it is printed.</summary>
    public static IEnumerable<Diagnosis> All()
    {
        yield return Diagnosis.Ok("program", $"coevolve {Build.Version}");
        yield return Diagnosis.Ok("runtime", $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}");
        yield return Diagnosis.Ok("system", RuntimeInformation.OSDescription.Trim());
        yield return Processor(Build.ProcessorName(), RuntimeInformation.ProcessArchitecture, Avx2.IsSupported, Fma.IsSupported, Avx512F.IsSupported);
        yield return Diagnosis.Ok("cores", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture));
        yield return Memory(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
    }

    /// <summary>Results are the same bits on every x64 processor with AVX2 and FMA, which is what the kernels are written for.</summary>
    internal static Diagnosis Processor(string name, Architecture architecture, bool avx2, bool fma, bool avx512)
    {
        const string subject = "processor";
        if (architecture != Architecture.X64)
        {
            return Diagnosis.Warning(
                subject,
                $"{name}: {architecture.ToString().ToLowerInvariant()}, which CoEvolve has not been tried on",
                "Results may differ from those of x64 in their last bits. Compare a run with one from an x64 machine before nodes of both share an experiment.");
        }

        string[] missing = [.. avx2 ? Array.Empty<string>() : ["AVX2"], .. fma ? Array.Empty<string>() : ["FMA"]];
        if (missing.Length > 0)
        {
            return Diagnosis.Problem(
                subject,
                $"{name}: without {string.Join(" and ", missing)}",
                "Use a machine whose processor has AVX2 and FMA; in a virtual machine, pass the host's processor on. Without, runs are many times slower, and their bits have not been tried.");
        }

        return Diagnosis.Ok(subject, $"{name}: AVX2, FMA{(avx512 ? ", AVX-512" : "; no AVX-512, which would be up to twice as fast")}");
    }

    /// <summary>What the process may use: a container may have less than its machine.</summary>
    internal static Diagnosis Memory(long bytes)
    {
        const string subject = "memory";
        string found = $"{Sizes.Of(bytes)} for this process";
        return bytes < LittleMemory
            ? Diagnosis.Warning(subject, found, "Large models and long queues of results need more. Give the container or the machine at least 512 MB.")
            : Diagnosis.Ok(subject, found);
    }
}
