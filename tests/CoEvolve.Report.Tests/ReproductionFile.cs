using CoEvolve.Store;

namespace CoEvolve.Report.Tests;

/// <summary>A small reproduction and its report, made once.</summary>
public sealed class ReproductionFile : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ReproductionFile()
    {
        Path = Runs.Reproduction(_folder);
        using ResultsReader results = ResultsReader.Open(Path);
        Checks = results.Findings();
        Page = new ParsedPage(ReportWriter.Render(Path, null));
    }

    internal string Path { get; }

    internal IReadOnlyList<StoredCheck> Checks { get; }

    internal ParsedPage Page { get; }

    public void Dispose() => _folder.Dispose();
}
