namespace CoEvolve.Charts;

/// <summary>One layer, ready to be written. Where it is too thin for its name, the label is null.</summary>
internal sealed record ShareLayer(string Name, int Colour, string Area, string Edge, Pixel? Label);
