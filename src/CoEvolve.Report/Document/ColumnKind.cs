namespace CoEvolve.Report;

/// <summary>What a column of a table holds.</summary>
internal enum ColumnKind
{
    /// <summary>A word or two.</summary>
    Word,

    /// <summary>Numbers, which stand at the right.</summary>
    Number,

    /// <summary>Text that needs no heading to be understood.</summary>
    Prose,
}
