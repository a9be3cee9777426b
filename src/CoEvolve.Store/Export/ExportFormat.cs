namespace CoEvolve.Store;

/// <summary>In which form tables leave a store.</summary>
public enum ExportFormat
{
    /// <summary>Comma-separated values with a header, one file a table. NULL is an empty field, a blob is base64.</summary>
    Csv,

    /// <summary>JSON lines: one object a row, one file a table. NULL is null, a blob is base64.</summary>
    Json,
}
