namespace CoEvolve.Store;

/// <summary>Tells what conversions throw at a value of the wrong type or out of range, which the program never writes.</summary>
internal static class DamagedValue
{
    /// <summary>Whether an exception, thrown while a store was read, says that a value there makes no sense.</summary>
    public static bool Is(Exception exception) =>
        exception is FormatException or OverflowException or InvalidCastException or ArgumentException
        || (exception is InvalidOperationException and not ObjectDisposedException);
}
