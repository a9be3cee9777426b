using CoEvolve.Actors;
using CoEvolve.Core;
using CoEvolve.Engines;

namespace CoEvolve.Findings.Tests;

/// <summary>What one replicate of a scenario recorded, by the names that predictions use.</summary>
internal sealed class Course : IRecordSink
{
    private readonly Dictionary<int, (TextMetrics Text, ImageMetrics Image, CaptionMetrics[] Captions)> _records = [];
    private readonly EcosystemSpec _spec;

    private Course(EcosystemSpec spec) => _spec = spec;

    public static Course Of(EcosystemSpec spec, int replicate)
    {
        var course = new Course(spec);
        using IEcosystemHost host = new LocalEngine().Open(spec, EcosystemCheckpoint.Initial(spec, replicate), course);
        host.RunUntil(spec.Generations);
        return course;
    }

    public void Take(GenerationRecord record) => _records.Add(record.Generation, (record.Texts[0], record.Images[0], [.. record.Captions[0]]));

    /// <summary>What a prediction is about; null where the replicate has no such value.</summary>
    public double? Value(Prediction prediction, int generation)
    {
        (TextMetrics text, ImageMetrics image, CaptionMetrics[] captions) = _records[generation];
        if (prediction.Quantity == "gini_simpson")
            return prediction.Model == "text" ? text.GiniSimpson : throw new InvalidOperationException("Only texts have it.");
        Assert.Equal("image", prediction.Model);
        if (prediction.Caption is not string word)
        {
            return prediction.Quantity switch
            {
                "diversity" => image.Diversity,
                "fidelity_error" => image.FidelityError,
                _ => throw new InvalidOperationException($"The model as a whole has no {prediction.Quantity}."),
            };
        }

        CaptionMetrics caption = captions[_spec.Vocabulary.IndexOf(word)];
        return prediction.Quantity switch
        {
            "share" => caption.Share,
            "diversity" => caption.Diversity,
            "fidelity_error" => caption.FidelityError,
            "diversity_plus_fidelity" => caption.Diversity + caption.FidelityError,
            "log_det" => caption.LogDet,
            _ => throw new InvalidOperationException($"There is no {prediction.Quantity}."),
        };
    }
}
