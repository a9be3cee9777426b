namespace CoEvolve.Actors.Tests;

/// <summary>Every single byte of a binary form is spoilt in several ways: reading must end in a FormatException or in peace.</summary>
internal static class Damage
{
    private const long MostMemory = 1_000_000;

    public static void Check(byte[] bytes, Func<byte[], object> read)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            foreach (byte spoilt in new byte[] { 0, 1, 127, 128, 255, (byte)(bytes[i] + 1), (byte)(bytes[i] - 1), (byte)(bytes[i] ^ 64) })
            {
                byte[] damaged = [.. bytes];
                damaged[i] = spoilt;
                long allocated = Allocated(() => Read(damaged, read, i));
                Assert.True(allocated < MostMemory, $"{spoilt} at byte {i} made it take {allocated} bytes.");
            }
        }
    }

    public static long Allocated(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Read(byte[] damaged, Func<byte[], object> read, int position)
    {
        try
        {
            read(damaged);
        }
        catch (FormatException e)
        {
            Assert.NotEmpty(e.Message);
        }
        catch (Exception e)
        {
            Assert.Fail($"Damage at byte {position}: {e}");
        }
    }
}
