namespace CoEvolve.Store;

/// <summary>A step from one form of the database to the next. Immutable.</summary>
/// <param name="Number">From 1, without a gap.</param>
/// <param name="Name">What it is for, one word.</param>
/// <param name="Sql">Its statements, which run in one transaction.</param>
internal sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>All that this program knows, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } = [Read(1, "results"), Read(2, "work"), Read(3, "indexes"), Read(4, "steering")];

    private static Migration Read(int number, string name) => new(number, name, EmbeddedSql.Migration(number, name));
}
