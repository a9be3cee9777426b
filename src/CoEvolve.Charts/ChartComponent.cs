using Microsoft.AspNetCore.Components;

namespace CoEvolve.Charts;

/// <summary>What all charts have in common: their names.</summary>
public abstract class ChartComponent : ComponentBase
{
    /// <summary>Letters, digits, '-' and '_', beginning with a letter; unique on its page, where it serves as anchor and as stem of other ids.</summary>
    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    /// <summary>Heading of the figure; also its name for screen readers.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>One line below the heading, or null.</summary>
    [Parameter]
    public string? Subtitle { get; set; }

    /// <summary>Paragraph below the chart, or null.</summary>
    [Parameter]
    public string? Note { get; set; }

    /// <summary>What screen readers say about the chart; null leaves it to the chart, which names axes, ranges and series.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>False hides the heading from the eye, where the page around has it already; screen readers keep it.</summary>
    [Parameter]
    public bool ShowTitle { get; set; } = true;

    /// <summary>Checks what every chart has.</summary>
    /// <exception cref="ArgumentException">The id cannot be used in markup, or the title is missing.</exception>
    protected override void OnParametersSet()
    {
        Check.Id(Id);
        Check.That(!string.IsNullOrWhiteSpace(Title), Id,
            $"Title is empty; without it the chart has no name for screen readers. Give it one, and hide it with ShowTitle if the page has it already.");
    }
}
