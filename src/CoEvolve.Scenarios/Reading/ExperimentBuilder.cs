namespace CoEvolve.Scenarios;

/// <summary>Resolves all points of a scenario, and checks what they must have in common.</summary>
internal sealed class ExperimentBuilder(string defaultName, PointExpander expander)
{
    // A scenario text shorter than this cannot hold too many values.
    private const int CertainlyReadable = 2 * NodeReader.MostNodes;

    /// <param name="root">The scenario with its sweep; --set and --seed are already in it.</param>
    public ResolvedExperiment Build(MapNode root)
    {
        IReadOnlyList<SweptKey> swept = SweepReader.Read(root);
        SweepKey[] sweep = [.. swept.Select(key => key.ToSettings())];
        MapNode alone = root.Without("sweep");
        Origin sweepPlace = (root.Find("sweep") ?? root).Origin;
        int count = SweepReader.CountPoints(swept);
        var points = new List<ResolvedPoint>();
        long elements = 0;
        long captions = 0;
        for (int i = 0; i < count; i++)
        {
            ResolvedPoint point = Resolve(alone, swept, i, sweep);
            if (i == 0)
            {
                CheckEcosystems(point.Scenario.Replicates, count, root);
                CheckCommands(point.Scenario, count, root);
            }
            else
                CheckSameFit(points[0], point, sweepPlace);
            elements += (long)point.Spec.Captions * point.Spec.Dimension * point.Spec.Dimension;
            captions += point.Spec.Captions;
            if (count > 1)
                CheckSize(Math.Max(elements, elements / (i + 1) * count), Math.Max(captions, captions / (i + 1) * count), sweepPlace);
            points.Add(point);
        }

        Scenario scenario = points[0].Scenario;
        return new ResolvedExperiment(scenario, points, expander.Inputs, expander.Fit, Write(scenario, sweepPlace), expander.Notes);
    }

    private ResolvedPoint Resolve(MapNode alone, IReadOnlyList<SweptKey> swept, int index, SweepKey[] sweep)
    {
        Node[] values = SweepReader.ValuesOf(swept, index);
        MapNode root = alone;
        for (int i = 0; i < swept.Count; i++)
            root = NodePath.Set(root, NodePath.Split(swept[i].Key, swept[i].Origin), swept[i].Origin, values[i]);
        Scenario scenario = ScenarioReader.Read(root, defaultName, sweep);
        string json = $"{{{string.Join(',', swept.Select((key, i) => $"{SweepValue.Text(key.Key)}:{SweepValue.ToJson(values[i])}"))}}}";
        return new ResolvedPoint(json, scenario, expander.Expand(scenario, index, root));
    }

    private static void CheckEcosystems(int replicates, long points, MapNode root)
    {
        long ecosystems = points * replicates;
        if (ecosystems > ScenarioLimits.MostEcosystems)
        {
            throw new ScenarioException($"{NodePath.PlaceOf(root, "replicates")}: replicates is {replicates}; "
                + $"with {points} points that is {ecosystems} ecosystems, and allowed are {ScenarioLimits.MostEcosystems}. Lower it, or sweep fewer values.");
        }
    }

    private static void CheckCommands(Scenario scenario, int points, MapNode root)
    {
        int ecosystems = points * scenario.Replicates;
        if (scenario.Commands.SelectMany(command => command.Ecosystems).Select(range => range.Last).DefaultIfEmpty().Max() is int last && last > ecosystems)
        {
            throw new ScenarioException($"{NodePath.PlaceOf(root, "commands")}: commands has one for ecosystem {last}; "
                + $"allowed are 1 to {ecosystems}, which is points times replicates. Correct it, or leave ecosystems out for all.");
        }
    }

    // Checked while points are made, with the number to come foreseen, so that a sweep too large ends early.
    private static void CheckSize(long elements, long captions, Origin sweep)
    {
        if (elements > ScenarioLimits.MostSweptFactorElements || captions > ScenarioLimits.MostSweptCaptions)
        {
            throw new ScenarioException($"{sweep}: over all points of the sweep K adds up to {captions} and K·d² to {elements}; "
                + $"allowed are {ScenarioLimits.MostSweptCaptions} and {ScenarioLimits.MostSweptFactorElements}. Sweep fewer values.");
        }
    }

    private static void CheckSameFit(ResolvedPoint first, ResolvedPoint point, Origin sweep)
    {
        if (!Equals(point.Scenario.ImageSpace as FittedImages, first.Scenario.ImageSpace as FittedImages))
        {
            throw new ScenarioException($"{sweep}: the sweep changes the fitted images at its point {Quote.Short(point.Values)}; "
                + "allowed is one fit for all points. Run scenarios of their own.");
        }
    }

    private string Write(Scenario scenario, Origin place)
    {
        string text = ScenarioWriter.Write(scenario);
        if (text.Length <= CertainlyReadable)
            return text;
        try
        {
            if (text.Length <= NodeReader.MostBytes)
            {
                NodeReader.ReadFile(text, defaultName);
                return text;
            }
        }
        catch (ScenarioException)
        {
            // Said below, in the user's terms.
        }

        throw new ScenarioException($"{place}: written out with all defaults, the scenario is too long ({text.Length} characters); "
            + $"allowed are {NodeReader.MostBytes} characters and {NodeReader.MostNodes} values. Move long lists into a CSV file.");
    }
}
