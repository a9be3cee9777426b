namespace CoEvolve.Engines;

/// <summary>Where an ecosystem stands. Stored in lower case.</summary>
public enum EcosystemStatus
{
    /// <summary>Nothing of it has been computed yet.</summary>
    Waiting,

    /// <summary>Some generations are stored; more follow.</summary>
    Running,

    /// <summary>Paused by a command.</summary>
    Paused,

    /// <summary>Its last generation is stored.</summary>
    Finished,

    /// <summary>It threw; the error is stored beside it.</summary>
    Failed,

    /// <summary>Stopped by a command.</summary>
    Stopped,
}
