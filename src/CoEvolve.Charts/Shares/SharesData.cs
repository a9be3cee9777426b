namespace CoEvolve.Charts;

/// <summary>What stacked shares show; the same for every width.</summary>
internal sealed class SharesData
{
    public SharesData(IReadOnlyList<double> x, IReadOnlyList<ShareSeries> layers, Axis xAxis, Axis yAxis)
    {
        (X, Layers, XAxis, YAxis) = (x, layers, xAxis, yAxis);
        Range = new DataRange(xAxis.Scale);
        Range.Add(x);
        Tops = new double[layers.Count + 1][];
        Tops[0] = new double[x.Count];
        for (int k = 0; k < layers.Count; k++)
        {
            Tops[k + 1] = new double[x.Count];
            for (int i = 0; i < x.Count; i++)
                Tops[k + 1][i] = Tops[k][i] + layers[k].Shares[i];
        }
    }

    public IReadOnlyList<double> X { get; }

    public IReadOnlyList<ShareSeries> Layers { get; }

    public Axis XAxis { get; }

    public Axis YAxis { get; }

    public DataRange Range { get; }

    /// <summary>Cumulative shares: layer k lies between Tops[k] and Tops[k + 1].</summary>
    public double[][] Tops { get; }

    /// <summary>Whether the whole stack is known at an index.</summary>
    public bool IsKnown(int i) => !double.IsNaN(Tops[^1][i]);
}
