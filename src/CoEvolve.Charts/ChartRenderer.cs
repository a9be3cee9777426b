using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace CoEvolve.Charts;

/// <summary>Renders components to HTML in a plain program, without a web server.</summary>
/// <remarks>Thread-safe. The components get no services; what they show is in their parameters.</remarks>
public static class ChartRenderer
{
    /// <summary>Renders one component, for example a whole page of charts.</summary>
    /// <typeparam name="TComponent">The component.</typeparam>
    /// <param name="parameters">Its parameters by name, or null for none.</param>
    /// <returns>HTML; well-formed XML too if the component is one of this project's charts.</returns>
    /// <exception cref="ArgumentException">A parameter's value cannot be drawn.</exception>
    public static async Task<string> RenderAsync<TComponent>(IReadOnlyDictionary<string, object?>? parameters = null)
        where TComponent : IComponent
    {
        // A renderer each time: it keeps what it has rendered until it is disposed of.
        await using var renderer = new HtmlRenderer(NoServices.Instance, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var view = parameters is null ? ParameterView.Empty : ParameterView.FromDictionary(parameters.ToDictionary(p => p.Key, p => p.Value));
            var root = await renderer.RenderComponentAsync<TComponent>(view);
            return root.ToHtmlString();
        }).ConfigureAwait(false);
    }

    private sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
