using System.Collections;
using System.Globalization;
using System.Reflection;
using CoEvolve.Core;

namespace CoEvolve.Actors.Tests;

/// <summary>Takes any object apart, by reflection, into lines "path = value", doubles as their bits: equal lines, equal objects.</summary>
internal static class Anatomy
{
    public static IEnumerable<string> Of(object? value, string path = "") => value switch
    {
        null => [$"{path} = null"],
        double number => [$"{path} = {BitConverter.DoubleToInt64Bits(number):x16}"],
        string or bool or byte or int or long or Enum => [$"{path} = {Convert.ToString(value, CultureInfo.InvariantCulture)}"],
        // Their numbers stand in spans, which reflection cannot read; the padding is nobody's business.
        ImageBatch images => [.. OfProperties(images, path), .. Of(Values(images), $"{path}.values")],
        InnovationStatistics statistics => [.. OfProperties(statistics, path), .. Of(Values(statistics), $"{path}.values")],
        UserImageBatch images => [.. OfProperties(images, path), .. Of(images.Displacements.ToArray(), $"{path}.displacements")],
        IEnumerable many =>
            many.Cast<object?>().SelectMany((element, i) => Of(element, $"{path}[{i}]")).Prepend($"{path} has {many.Cast<object?>().Count()}"),
        _ => OfProperties(value, path),
    };

    private static IEnumerable<string> OfProperties(object value, string path)
    {
        PropertyInfo[] properties =
        [
            .. value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public)
                .Where(p => p.GetIndexParameters().Length == 0 && !p.PropertyType.IsByRefLike && p.Name != "EqualityContract"),
        ];
        return properties.SelectMany(p => Of(p.GetValue(value), $"{path}.{p.Name}")).Prepend($"{path} is {value.GetType().Name}");
    }

    private static double[] Values(InnovationStatistics statistics) =>
        [.. from k in Enumerable.Range(0, statistics.Captions)
            from i in Enumerable.Range(0, statistics.NumbersPerCaption)
            select statistics[k, i]];

    private static double[] Values(ImageBatch images) => images.Values.IsEmpty
        ? []
        : [.. from k in Enumerable.Range(0, images.Captions)
              from i in Enumerable.Range(0, images.Counts[k])
              from a in Enumerable.Range(0, images.Dimension)
              select images[k, i, a]];
}
