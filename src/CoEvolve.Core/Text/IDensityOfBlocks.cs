using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>A way to compute one caption's density for two blocks of images. Static, so that the loop around it has it inside.</summary>
internal interface IDensityOfBlocks
{
    /// <summary>Subtracts ‖W (y − μ_j)‖² from ℓ, lane by lane; may stop once both blocks are under their limits.</summary>
    /// <param name="d">Dimension.</param>
    /// <param name="caption">μ_j, then W_j row by row.</param>
    /// <param name="meanX">μ of the caption that made the first block.</param>
    /// <param name="seenX">y − μ of the first block.</param>
    /// <param name="meanY">The same of the second block.</param>
    /// <param name="seenY">The same of the second block.</param>
    /// <param name="scratch">Two blocks, and a vector of length d for each.</param>
    /// <param name="limitX">Below it the first block's ℓ need not be right.</param>
    /// <param name="limitY">The same for the second block.</param>
    /// <param name="logX">ℓ of the first block.</param>
    /// <param name="logY">ℓ of the second block.</param>
    static abstract void Subtract(
        int d,
        ref double caption,
        ref double meanX,
        ref double seenX,
        ref double meanY,
        ref double seenY,
        ref double scratch,
        Vector512<double> limitX,
        Vector512<double> limitY,
        ref Vector512<double> logX,
        ref Vector512<double> logY);
}
