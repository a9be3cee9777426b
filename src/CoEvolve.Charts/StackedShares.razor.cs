using Microsoft.AspNetCore.Components;

namespace CoEvolve.Charts;

/// <summary>Shares of a whole over time as layers, the first at the bottom.</summary>
/// <remarks>A layer carries its name where it is thick enough for the text; the legend above names only those that never are.</remarks>
public partial class StackedShares : SvgChart
{
    private static readonly Axis ShareAxis = new() { Minimum = 0, Maximum = 1, Percent = true };

    private SharesData? _data;

    /// <summary>Horizontal values, rising; for example generations.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<double> X { get; set; } = [];

    /// <summary>The layers; at every x their shares sum to 1.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ShareSeries> Shares { get; set; } = [];

    /// <summary>The horizontal axis.</summary>
    [Parameter]
    public Axis XAxis { get; set; } = new();

    /// <summary>Title above the vertical axis, or null.</summary>
    [Parameter]
    public string? YTitle { get; set; }

    /// <summary>Auto writes names into the layers; Top and Right name all of them in a legend instead.</summary>
    [Parameter]
    public LegendPlacement Legend { get; set; }

    private protected override void CheckData()
    {
        Check.That(XAxis.Scale != AxisScale.Categorical, Id, $"A categorical axis is for heat maps; choose a linear or logarithmic one.");
        for (int i = 1; i < X.Count; i++)
            Check.That(X[i] > X[i - 1], Id, $"X[{i}] is {X[i]:R} after {X[i - 1]:R}; values must rise.");
        foreach (var layer in Shares)
        {
            Check.SameLength(Id, layer.Name, "shares", layer.Shares.Count, X.Count);
            Check.That(layer.Colour >= 0, Id, $"'{layer.Name}' has colour {layer.Colour}; allowed is an index from 0.");
            for (int i = 0; i < layer.Shares.Count; i++)
                Check.That(double.IsNaN(layer.Shares[i]) || layer.Shares[i] is >= 0 and <= 1 + 1e-9, Id,
                    $"'{layer.Name}' has share {layer.Shares[i]:R} at index {i}; allowed is 0 to 1, or NaN for none.");
        }

        _data = new SharesData(X, Shares, XAxis, ShareAxis with { Title = YTitle });
    }

    private protected override ChartLayout Layout(int width) => SharesLayout.Create(_data!, width, HeightAt(width), Legend);
}
