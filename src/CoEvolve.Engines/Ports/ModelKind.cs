namespace CoEvolve.Engines;

/// <summary>What a model makes.</summary>
public enum ModelKind
{
    /// <summary>Captions.</summary>
    Text,

    /// <summary>Images.</summary>
    Image,
}
