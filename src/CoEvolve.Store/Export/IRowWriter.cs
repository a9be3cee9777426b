namespace CoEvolve.Store;

/// <summary>Writes the rows of one table to one file. Values are long, double, string, byte[] or null.</summary>
internal interface IRowWriter : IDisposable
{
    /// <summary>Begins the table.</summary>
    void Begin(IReadOnlyList<string> columns);

    /// <summary>Writes a row; one value a column.</summary>
    void Write(ReadOnlySpan<object?> values);
}
