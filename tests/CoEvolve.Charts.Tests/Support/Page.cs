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
        (string, object?)[] names = [.. new (string Name, object? Value)[] { ("Id", "chart"), ("Title", "Title") }.Where(d => !parameters.Any(p => p.Name == d.Name))];
        return XElement.Parse(await Html<TComponent>([.. names, .. parameters]));
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
            Assert.True(box.Left >= -0.2 && box.Right <= page.Width + 0.2 && box.Top >= -1 && box.Bottom <= page.Height + 1, $"'{text}' at {box} leaves {page}");
        for (int i = 0; i < texts.Count; i++)
        {
            for (int j = 0; j < i; j++)
                Assert.False(texts[i].Box.Overlaps(texts[j].Box) && !texts[i].Turned && !texts[j].Turned, $"'{texts[i].Text}' at {texts[i].Box} overlaps '{texts[j].Text}' at {texts[j].Box}");
        }

        foreach (string path in drawing.Element.Descendants("path").Select(p => p.Attribute("d")!.Value))
            Assert.All(PathReader.Points(path), p => Assert.True(p.X >= -6 && p.X <= page.Width + 6 && p.Y >= -6 && p.Y <= page.Height + 6, $"{p} of {path[..Math.Min(40, path.Length)]} leaves {page}"));
        if (textsInPlot)
            return;
        var plot = drawing.Plot;
        foreach (var (text, box, _, _) in texts)
            Assert.False(box.Overlaps(plot with { Top = plot.Top + 0.1, Left = plot.Left + 0.1, Width = plot.Width - 0.2, Height = plot.Height - 0.2 }), $"'{text}' at {box} covers the plot {plot}");
    }
}
