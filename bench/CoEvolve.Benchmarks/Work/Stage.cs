namespace CoEvolve.Benchmarks;

/// <summary>When in the course of an ecosystem is measured: captions die out and images collapse, so later there is less to do.</summary>
public enum Stage
{
    /// <summary>From generation 0 on.</summary>
    Start,

    /// <summary>From generation <see cref="Moment.LateGeneration"/> on.</summary>
    Late,
}
