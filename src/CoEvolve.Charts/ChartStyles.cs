namespace CoEvolve.Charts;

/// <summary>The one stylesheet that all charts need.</summary>
public static class ChartStyles
{
    private const string Resource = "CoEvolve.Charts.charts.css";

    private static readonly Lazy<string> Text = new(Read);

    /// <summary>
    /// CSS for a style element or a file. It follows the reader's choice of light or dark, prints on white, and can be changed
    /// through its variables: --cc-background, --cc-text, --cc-muted, --cc-axis, --cc-grid, --cc-font and --cc-0 to --cc-9.
    /// </summary>
    public static string Css => Text.Value;

    private static string Read()
    {
        using var stream = typeof(ChartStyles).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {Resource}; build it anew.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
