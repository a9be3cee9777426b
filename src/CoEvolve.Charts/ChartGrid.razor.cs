using Microsoft.AspNetCore.Components;

namespace CoEvolve.Charts;

/// <summary>Sets charts side by side, as many as fit, for example two arms of an experiment.</summary>
/// <remarks>Give the charts within it one width: <c>Widths="[CellWidth]"</c>.</remarks>
public partial class ChartGrid : ComponentBase
{
    /// <summary>Natural width of the charts in px. A cell is at least 5/6 of it.</summary>
    [Parameter]
    public int CellWidth { get; set; } = 360;

    /// <summary>The charts.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
