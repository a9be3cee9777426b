using System.Text.Json;

namespace CoEvolve.SideBySide;

/// <summary>What a peer answers.</summary>
/// <param name="Seconds">Of one run of the simulation alone.</param>
/// <param name="ProcessorSeconds">The same by the processor's clock, over all threads and processes.</param>
/// <param name="Python">Version.</param>
/// <param name="Numpy">Version.</param>
/// <param name="BlasKernel">The processor for which OpenBLAS chose its kernels.</param>
/// <param name="Metrics">For each measured generation, by name, a value for each replicate.</param>
internal sealed record PeerResult(
    double Seconds,
    double ProcessorSeconds,
    string Python,
    string Numpy,
    string BlasKernel,
    IReadOnlyList<Dictionary<string, double[]>> Metrics)
{
    /// <summary>Reads the peer's JSON.</summary>
    public static PeerResult FromJson(string json) =>
        JsonSerializer.Deserialize<PeerResult>(json, JsonSerializerOptions.Web) ?? throw new PeerException("The peer wrote no result.");
}
