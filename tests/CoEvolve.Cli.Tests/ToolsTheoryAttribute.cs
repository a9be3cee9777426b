namespace CoEvolve.Cli.Tests;

/// <summary>A theory that needs programs from outside; where one is missing it is skipped and says so. .ci/run installs them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ToolsTheoryAttribute : TheoryAttribute
{
    public ToolsTheoryAttribute(params string[] programs) => Skip = new ToolsFactAttribute(programs).Skip;
}
