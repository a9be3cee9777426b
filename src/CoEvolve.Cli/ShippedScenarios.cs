namespace CoEvolve.Cli;

/// <summary>The scenarios that come with the program, to be found from any folder.</summary>
internal static class ShippedScenarios
{
    /// <summary>The path of a scenario: as given if it is there, otherwise that of a shipped one of this name.</summary>
    /// <param name="scenario">A path, or a shipped scenario's name with or without its ending, as in "digits".</param>
    /// <returns>As given if there is no shipped one either; whoever opens it says what is wrong.</returns>
    public static string Find(string scenario)
    {
        if (Path.Exists(scenario))
            return scenario;
        string name = Path.GetFileName(scenario);
        bool plain = scenario == name || scenario == Path.Combine("scenarios", name);
        string shipped = Path.Combine(AppContext.BaseDirectory, "scenarios", Path.HasExtension(name) ? name : name + ".yaml");
        return plain && name.Length > 0 && File.Exists(shipped) ? shipped : scenario;
    }
}
