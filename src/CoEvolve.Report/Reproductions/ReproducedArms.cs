using CoEvolve.Findings;
using CoEvolve.Store;

namespace CoEvolve.Report;

/// <summary>The arms that a results file of `coevolve reproduce` holds; each is read when it is first asked for.</summary>
/// <param name="results">The file.</param>
internal sealed class ReproducedArms(ResultsReader results)
{
    private readonly Dictionary<string, long> _ids = results.Experiments().DistinctBy(e => e.Name).ToDictionary(e => e.Name, e => e.Id);
    private readonly Dictionary<string, GroupData> _arms = [];

    /// <summary>An arm in a setting; null if it is not in the file or has several groups of points, as none of this program's has.</summary>
    public GroupData? Find(Setting setting, Arm arm)
    {
        string name = $"{setting.Name}: {arm.Name}";
        if (_arms.TryGetValue(name, out GroupData? known))
            return known;
        if (!_ids.TryGetValue(name, out long id) || new ExperimentData(results, id) is not { Groups.Count: 1 } experiment || experiment.Groups[0].Spec is null)
            return null;
        return _arms[name] = experiment.Groups[0];
    }

    /// <summary>Figures side by side, one for each setting that has all it needs; null if there is none.</summary>
    /// <param name="settings">The settings, in order.</param>
    /// <param name="arms">The arms that the figure needs.</param>
    /// <param name="figure">Makes it from the arms' courses, in their order.</param>
    public FigureRow? Row(IEnumerable<Setting> settings, IReadOnlyList<Arm> arms, Func<Setting, IReadOnlyList<GroupData>, Figure?> figure)
    {
        var figures = new List<Figure>();
        foreach (Setting setting in settings)
        {
            GroupData[] found = [.. arms.Select(a => Find(setting, a)).OfType<GroupData>()];
            if (found.Length == arms.Count && figure(setting, found) is { } made)
                figures.Add(made);
        }

        return figures.Count > 0 ? new FigureRow(figures) : null;
    }
}
