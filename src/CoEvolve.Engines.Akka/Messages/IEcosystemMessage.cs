namespace CoEvolve.Engines.Akka;

/// <summary>A message for an ecosystem's coordinator, wherever in the cluster it lives. Crosses nodes, in the form that <see cref="ClusterMessageSerializer"/> gives it.</summary>
internal interface IEcosystemMessage
{
    /// <summary>Whom it is for.</summary>
    EcosystemKey Ecosystem { get; }
}
