namespace CoEvolve.Core;

/// <summary>
/// One piece of work that falls into parts. A part writes only what is its own, so parts may be done at the same time and in
/// any order: who does which when changes no result.
/// </summary>
public interface IDividedWork
{
    /// <summary>Does one part.</summary>
    /// <param name="part">From 0; each part is done once.</param>
    void DoPart(int part);
}
