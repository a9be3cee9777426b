namespace CoEvolve.Store.Tests;

/// <summary>A test that is skipped where there is no folder that this process may not write.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnwritableFolderFactAttribute : FactAttribute
{
    public UnwritableFolderFactAttribute()
    {
        // On Windows, and for a superuser without /sys. Where CI runs there is one, and nothing is skipped.
        if (!UnwritableFolder.Exists)
            Skip = "This process may write everywhere.";
    }
}
