using CoEvolve.Charts;

namespace CoEvolve.Report.Pages;

/// <summary>The style sheet of a report: the charts' and the page's.</summary>
internal static class ReportStyles
{
    private const string Resource = "CoEvolve.Report.report.css";

    private static readonly Lazy<string> Text = new(Read);

    /// <summary>CSS for a style element.</summary>
    public static string Css => Text.Value;

    private static string Read()
    {
        using Stream stream = typeof(ReportStyles).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {Resource}; build it anew.");
        using var reader = new StreamReader(stream);
        return ChartStyles.Css + "\n" + reader.ReadToEnd();
    }
}
