using System.Globalization;
using CoEvolve.Core;
using CoEvolve.Scenarios;

namespace CoEvolve.Cli;

/// <summary>What a scenario must be for its injections to be planned: the conditions of docs/model.md, section 6, "Design".</summary>
internal static class PlanAssumptions
{
    /// <summary>Refuses a scenario that the design does not cover.</summary>
    /// <exception cref="BadInputException">It says which key must be what.</exception>
    public static void Check(Scenario scenario)
    {
        if (scenario.Sweep.Count > 0)
            throw new BadInputException("the scenario has a sweep; plan takes one point. Add --set 'sweep={}', or set each swept key.");
        if (scenario.Commands.Count > 0)
            throw new BadInputException("the scenario has commands; plan takes one that goes on as it starts. Add --set 'commands=[]'.");
        RequireRate("textModel.learningRate", scenario.TextModel.LearningRate);
        RequireRate("imageModel.learningRate", scenario.ImageModel.LearningRate);
        Require("textModel.frozen", scenario.TextModel.Frozen ? "true" : "false", "false");
        Require("imageModel.frozen", scenario.ImageModel.Frozen ? "true" : "false", "false");
        Require("imageModel.covariance", scenario.ImageModel.Covariance == CovarianceEstimator.Unbiased ? "unbiased" : "maximumLikelihood", "maximumLikelihood");
        Require("userContent.source", scenario.UserContent.Source == UserContentSource.Data ? "data" : "initial", "initial");
    }

    private static void RequireRate(string key, double value)
    {
        if (value != 1)
            Require(key, value.ToString("R", CultureInfo.InvariantCulture), "1");
    }

    private static void Require(string key, string value, string needed)
    {
        if (value != needed)
            throw new BadInputException($"{key} is {value}; plan needs {needed}, because its formulas hold for that alone. Add --set {key}={needed}.");
    }
}
