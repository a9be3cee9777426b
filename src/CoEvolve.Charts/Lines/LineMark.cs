namespace CoEvolve.Charts;

/// <summary>One series, ready to be written: paths and their classes. Empty paths are not written.</summary>
internal sealed record LineMark(string Name, int Colour, string LineClass, string Line, string Band, string Markers);
