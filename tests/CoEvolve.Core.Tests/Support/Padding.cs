namespace CoEvolve.Core.Tests;

/// <summary>What stands in a batch beyond its images, made as poisonous as can be.</summary>
internal static class Padding
{
    public static void FillWithNaN(ImageBatch batch)
    {
        int d = batch.Dimension;
        for (int k = 0; k < batch.Captions; k++)
        {
            Span<double> blocks = batch.OfCaption(k);
            for (int i = batch.Counts[k]; i < blocks.Length / d; i++)
            {
                for (int a = 0; a < d; a++)
                    blocks[(((i / 8 * d) + a) * 8) + (i % 8)] = double.NaN;
            }
        }
    }
}
