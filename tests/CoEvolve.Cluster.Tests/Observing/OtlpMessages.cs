namespace CoEvolve.Cluster.Tests;

/// <summary>What a process has sent to a collector: OTLP's requests, by the numbers of the fields in its published schema.</summary>
internal static class OtlpMessages
{
    /// <summary>The metrics of an ExportMetricsServiceRequest.</summary>
    public static IEnumerable<OtlpMetric> Metrics(ReadOnlyMemory<byte> request) =>
        from ofResource in Protobuf.Messages(request, 1)
        let resource = Attributes(Protobuf.Messages(ofResource, 1).Single(), 1)
        from ofScope in Protobuf.Messages(ofResource, 2)
        let scope = Scope(ofScope)
        from metric in Protobuf.Messages(ofScope, 2)
        select Metric(metric, scope, resource);

    /// <summary>The spans of an ExportTraceServiceRequest.</summary>
    public static IEnumerable<OtlpSpan> Spans(ReadOnlyMemory<byte> request) =>
        from ofResource in Protobuf.Messages(request, 1)
        let resource = Attributes(Protobuf.Messages(ofResource, 1).Single(), 1)
        from ofScope in Protobuf.Messages(ofResource, 2)
        let scope = Scope(ofScope)
        from span in Protobuf.Messages(ofScope, 2)
        select Span(span, scope, resource);

    private static string Scope(ReadOnlyMemory<byte> ofScope) =>
        Protobuf.Fields(Protobuf.Messages(ofScope, 1).Single()).First(field => field.Number == 1).Text;

    private static OtlpMetric Metric(ReadOnlyMemory<byte> metric, string scope, IReadOnlyDictionary<string, object?> resource)
    {
        (string name, string unit) = ("", "");
        var points = new List<OtlpPoint>();
        foreach (ProtobufField field in Protobuf.Fields(metric))
        {
            switch (field.Number)
            {
                case 1:
                    name = field.Text;
                    break;
                case 3:
                    unit = field.Text;
                    break;
                case 5 or 7: // a gauge, a sum
                    points.AddRange(Protobuf.Messages(field.Bytes, 1).Select(NumberPoint));
                    break;
                case 9: // a histogram
                    points.AddRange(Protobuf.Messages(field.Bytes, 1).Select(HistogramPoint));
                    break;
            }
        }

        return new OtlpMetric(name, unit, scope, resource, points);
    }

    private static OtlpPoint NumberPoint(ReadOnlyMemory<byte> point)
    {
        double value = 0;
        foreach (ProtobufField field in Protobuf.Fields(point))
        {
            if (field.Number == 4)
                value = field.Double;
            else if (field.Number == 6)
                value = (long)field.Value;
        }

        return new OtlpPoint(value, 1, Attributes(point, 7));
    }

    private static OtlpPoint HistogramPoint(ReadOnlyMemory<byte> point)
    {
        (double sum, long count) = (0, 0);
        foreach (ProtobufField field in Protobuf.Fields(point))
        {
            if (field.Number == 4)
                count = (long)field.Value;
            else if (field.Number == 5)
                sum = field.Double;
        }

        return new OtlpPoint(sum, count, Attributes(point, 9));
    }

    private static OtlpSpan Span(ReadOnlyMemory<byte> span, string scope, IReadOnlyDictionary<string, object?> resource)
    {
        (string trace, string id, string parent, string name, ulong start, ulong end) = ("", "", "", "", 0, 0);
        foreach (ProtobufField field in Protobuf.Fields(span))
        {
            switch (field.Number)
            {
                case 1:
                    trace = field.Hex;
                    break;
                case 2:
                    id = field.Hex;
                    break;
                case 4:
                    parent = field.Hex;
                    break;
                case 5:
                    name = field.Text;
                    break;
                case 7:
                    start = field.Value;
                    break;
                case 8:
                    end = field.Value;
                    break;
            }
        }

        return new OtlpSpan(trace, id, parent, name, start, end, scope, Attributes(span, 9), resource);
    }

    private static Dictionary<string, object?> Attributes(ReadOnlyMemory<byte> message, int number)
    {
        var attributes = new Dictionary<string, object?>();
        foreach (ReadOnlyMemory<byte> pair in Protobuf.Messages(message, number))
        {
            ProtobufField[] fields = [.. Protobuf.Fields(pair)];
            attributes.Add(fields.Single(field => field.Number == 1).Text, Value(fields.Single(field => field.Number == 2).Bytes));
        }

        return attributes;
    }

    private static object? Value(ReadOnlyMemory<byte> any)
    {
        foreach (ProtobufField field in Protobuf.Fields(any))
        {
            return field.Number switch
            {
                1 => field.Text,
                2 => field.Value != 0,
                3 => (long)field.Value,
                4 => field.Double,
                5 => Protobuf.Messages(field.Bytes, 1).Select(Value).ToArray(),
                _ => throw new InvalidDataException($"An attribute has a value of kind {field.Number}."),
            };
        }

        return null;
    }
}

/// <summary>A metric as of one moment.</summary>
internal sealed record OtlpMetric(string Name, string Unit, string Scope, IReadOnlyDictionary<string, object?> Resource, IReadOnlyList<OtlpPoint> Points);

/// <summary>The value of a counter or a gauge, or sum and count of a histogram.</summary>
internal sealed record OtlpPoint(double Value, long Count, IReadOnlyDictionary<string, object?> Attributes);

/// <summary>A span; times are nanoseconds since 1970.</summary>
internal sealed record OtlpSpan(
    string Trace, string Id, string Parent, string Name, ulong Start, ulong End, string Scope, IReadOnlyDictionary<string, object?> Attributes, IReadOnlyDictionary<string, object?> Resource);
