namespace CoEvolve.Report;

/// <summary>A chart with all that it is given.</summary>
/// <param name="Chart">The type of the chart's component.</param>
/// <param name="Parameters">Its parameters by name.</param>
internal sealed record Figure(Type Chart, IDictionary<string, object> Parameters);
