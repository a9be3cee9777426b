using CoEvolve.Actors;
using CoEvolve.Core;
using CoEvolve.Findings;
using CoEvolve.Store;

namespace CoEvolve.Cli;

/// <summary>The digits before and after, without and with injection, in plain characters.</summary>
internal static class DigitPictures
{
    private const string Word = "three";

    /// <summary>Prints samples of one digit from the first ecosystem of each of the digits' arms.</summary>
    public static void Print(string store, IReadOnlyList<PlannedArm> plan, TextWriter output)
    {
        using ResultsReader results = ResultsReader.Open(store);
        int shown = 0;
        foreach (PlannedArm arm in plan.Where(p => p.Setting == Setting.Digits))
        {
            EcosystemSpec spec = arm.Experiment.Points[0].Spec;
            FittedImageSpace space = arm.Experiment.ImageSpace!;
            IReadOnlyList<int> generations = results.SnapshotGenerations(1, arm.Number);
            foreach (int generation in shown++ == 0 ? new[] { generations[0], generations[^1] } : [generations[^1]])
            {
                CaptionGaussians gaussians = ModelSnapshot.ReadGaussians(results.Snapshot(1, generation, spec.ImageModels[0].Name, arm.Number)!);
                output.WriteLine(generation == 0 ? $"Images of '{Word}' at the start:" : $"At generation {generation}, {arm.Arm.Name}:");
                output.WriteLine(SamplePictures.Draw(gaussians, space, spec.Vocabulary.IndexOf(Word), spec.Seed));
            }
        }
    }
}
