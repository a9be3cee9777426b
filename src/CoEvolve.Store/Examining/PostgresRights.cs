namespace CoEvolve.Store;

/// <summary>What a user may do with the tables of a database, as far as its grants tell.</summary>
public enum PostgresRights
{
    /// <summary>Neither read nor compute.</summary>
    None,

    /// <summary>Read: list, show, export, report.</summary>
    Read,

    /// <summary>Claim, advance and close ecosystems, as a node does. Rows that were stored need not be readable.</summary>
    Compute,

    /// <summary>Everything: make and change tables, submit, compute, read.</summary>
    Own,
}
