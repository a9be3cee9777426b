using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace CoEvolve.Report.Pages;

/// <summary>Shows a fragment, so that it can be rendered alone.</summary>
internal sealed class FragmentComponent : ComponentBase
{
    /// <summary>The fragment.</summary>
    [Parameter, EditorRequired]
    public RenderFragment Fragment { get; set; } = null!;

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, Fragment);
}
