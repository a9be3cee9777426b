using System.Xml.Linq;
using Microsoft.AspNetCore.Components;

namespace CoEvolve.Charts.Tests;

/// <summary>Renders components and reads them back.</summary>
internal static class Page
{
    public static Task<string> Html<TComponent>(params (string Name, object? Value)[] parameters)
        where TComponent : IComponent =>
        ChartRenderer.RenderAsync<TComponent>(parameters.ToDictionary(p => p.Name, p => p.Value));

    /// <summary>The component as XML; its id is "chart" and its title "Title" unless given.</summary>
    public static async Task<XElement> Xml<TComponent>(params (string Name, object? Value)[] parameters)
        where TComponent : IComponent
    {
        var all = new Dictionary<string, object?> { ["Id"] = "chart", ["Title"] = "Title" };
        foreach (var (name, value) in parameters)
            all[name] = value;
        return XElement.Parse(await ChartRenderer.RenderAsync<TComponent>(all));
    }

    /// <summary>All drawings of the component, in order.</summary>
    public static async Task<IReadOnlyList<Drawing>> Drawings<TComponent>(params (string Name, object? Value)[] parameters)
        where TComponent : IComponent
    {
        var xml = await Xml<TComponent>(parameters);
        return [.. xml.Descendants("svg").Where(s => Drawing.Classes(s).Contains("cc-svg")).Select(s => new Drawing(s))];
    }

    /// <summary>The drawing for one width.</summary>
    public static async Task<Drawing> OneDrawing<TComponent>(int width, params (string Name, object? Value)[] parameters)
        where TComponent : IComponent =>
        Assert.Single(await Drawings<TComponent>([.. parameters, ("Widths", (IReadOnlyList<int>)[width])]));

    /// <summary>Refuses drawings in which texts overlap, leave the page or cover the plot.</summary>
    public static void AssertTidy(Drawing drawing, bool textsInPlot = false)
    {
        var page = drawing.Page;
        var texts = drawing.Texts;
        foreach (var (text, box, _, _) in texts)
        {
            bool inside = box.Left >= -0.2 && box.Right <= page.Width + 0.2 && box.Top >= -1 && box.Bottom <= page.Height + 1;
            Assert.True(inside, $"'{text}' at {box} leaves {page}");
        }

        for (int i = 0; i < texts.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                var (a, b) = (texts[i], texts[j]);
                Assert.False(a.Box.Overlaps(b.Box) && !a.Turned && !b.Turned, $"'{a.Text}' at {a.Box} overlaps '{b.Text}' at {b.Box}");
            }
        }

        foreach (string path in drawing.Element.Descendants("path").Select(p => p.Attribute("d")!.Value))
        {
            foreach (var p in PathReader.Points(path))
                Assert.True(p.X >= -6 && p.X <= page.Width + 6 && p.Y >= -6 && p.Y <= page.Height + 6, $"{p} leaves {page}");
        }

        if (textsInPlot)
            return;
        var plot = drawing.Plot;
        plot = new Box(plot.Left + 0.1, plot.Top + 0.1, plot.Width - 0.2, plot.Height - 0.2);
        foreach (var (text, box, _, _) in texts)
            Assert.False(box.Overlaps(plot), $"'{text}' at {box} covers the plot {plot}");
    }
}
