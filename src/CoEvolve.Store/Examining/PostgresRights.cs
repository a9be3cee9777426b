namespace CoEvolve.Store;

/// <summary>What a user may do with the tables of a database, from little to everything.</summary>
public enum PostgresRights
{
    /// <summary>Not even read all of them.</summary>
    None,

    /// <summary>Read: list, show, export, report.</summary>
    Read,

    /// <summary>Claim, advance and close ecosystems too, as a node does.</summary>
    Compute,

    /// <summary>Make and change tables too: submit, and bring older tables up to date.</summary>
    Own,
}
