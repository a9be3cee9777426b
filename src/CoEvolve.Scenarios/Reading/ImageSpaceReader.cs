namespace CoEvolve.Scenarios;

/// <summary>Reads the section imageSpace: one of four kinds, told apart by the keys that are there.</summary>
internal static class ImageSpaceReader
{
    public static ImageSpaceSettings Read(Section root)
    {
        Section section = root.Child("imageSpace", "dimension", "separation", "means", "data", "principalComponents", "heldOut");
        if (section.Find("data") is not null)
        {
            RefuseBeside(section, "data", "dimension", "separation", "means");
            return Fitted(section);
        }

        foreach (string key in new[] { "principalComponents", "heldOut" })
        {
            if (section.Find(key) is Node node)
                throw section.Refuse(key, node, $"no {key} without imageSpace.data", "Name an image file as imageSpace.data, or remove it");
        }

        switch (section.Find("means"))
        {
            case null:
                return new RandomMeans(Dimension(section), section.Number("separation", 1, NumberRange.Length));
            case ScalarNode { Text: "circle" }:
                if (section.Find("dimension") is Node dimension && Dimension(section) != 2)
                    throw section.Refuse("dimension", dimension, "2 with means: circle", "Write 2, or leave out means");
                return new CircleMeans(section.Number("separation", 1, NumberRange.Length));
            case ListNode list:
                RefuseBeside(section, "means", "separation");
                return Given(section, list);
            case Node node:
                throw section.Refuse("means", node, "circle, or a list with one mean a caption such as [[0, 0], [1, 0]]", "Write one of the two, or leave it out for random means");
        }
    }

    private static int Dimension(Section section) => section.Whole("dimension", 2, 1, ScenarioLimits.MostDimensions);

    private static FittedImages Fitted(Section section)
    {
        int? components = section.Find("principalComponents") switch
        {
            null or ScalarNode { Text: "none" } => null,
            Node node => section.Whole("principalComponents", node, 1, ScenarioLimits.MostDimensions, ", or write none to keep the pixels"),
        };
        return new FittedImages(
            section.Text("data", "", "the path of a CSV file, also compressed by gzip"),
            components,
            section.Number("heldOut", 0, new NumberRange(0, 1, WithoutMost: true)));
    }

    private static GivenMeans Given(Section section, ListNode list)
    {
        int dimension = section.Find("dimension") is null && list.Items.Count > 0 && list.Items[0] is ListNode { Items.Count: > 0 and <= ScenarioLimits.MostDimensions } first
            ? first.Items.Count
            : Dimension(section);
        var range = new NumberRange(-ScenarioLimits.MostLength, ScenarioLimits.MostLength);
        var means = new List<IReadOnlyList<double>>();
        foreach (Node item in list.Items)
        {
            if (item is not ListNode row || row.Items.Count != dimension)
                throw section.Refuse("means", item, $"a list of {Numerals.Of(dimension, "number")} a caption (imageSpace.dimension)", "Correct the mean, or the dimension");
            means.Add([.. row.Items.Select(value => section.Number("means", value, range, ""))]);
        }

        return new GivenMeans(dimension, means);
    }

    private static void RefuseBeside(Section section, string chosen, params string[] others)
    {
        foreach (string other in others)
        {
            if (section.Find(other) is Node node)
                throw section.Refuse(other, node, $"no {other} beside imageSpace.{chosen}", "Remove one of the two");
        }
    }
}
