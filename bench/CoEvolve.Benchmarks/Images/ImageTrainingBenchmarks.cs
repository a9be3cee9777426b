using BenchmarkDotNet.Attributes;
using CoEvolve.Core;

namespace CoEvolve.Benchmarks;

/// <summary>Time of training an image model on statistics of its own images, with users' images and without.</summary>
public class ImageTrainingBenchmarks
{
    private Moment? _moment;
    private ImageTraining? _training;
    private InnovationStatistics? _own;
    private UserImageBatch? _users;
    private ImageModelState? _next;

    /// <summary>K and d; N does not matter.</summary>
    [Params(Work.Small, Work.Medium, Work.Large, Work.Wide)]
    public Work Work { get; set; }

    /// <summary>U: without users eight captions are trained at a time, with them one.</summary>
    [Params(0, 5)]
    public int ImagesPerCaption { get; set; }

    /// <summary>Draws the statistics, and the users' images.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _moment = Moment.Reach(Work, Stage.Start);
        _training = new ImageTraining(_moment.Dimension);
        _own = new InnovationStatistics(_moment.Captions, _moment.Dimension);
        BartlettSampling.Draw(_moment.Key(StreamPurpose.Statistics), Moment.Replicate, _moment.Generation, _moment.Counts, _own);
        _users = new UserImageBatch(_moment.Captions, _moment.Dimension);
        _users.Layout(ImagesPerCaption);
        new RandomStream(_moment.Key(StreamPurpose.UserImages), Moment.Replicate, _moment.Generation).FillUniforms(_users.Displacements);
        _next = new ImageModelState(_moment.Captions, _moment.Dimension);
    }

    /// <summary>μ' and A' of all captions.</summary>
    [Benchmark]
    public void Train() =>
        _training!.DoAll(_training!.Begin(_moment!.Images, [_own!], _users!, CovarianceEstimator.MaximumLikelihood, learningRate: 1, _next!));
}
