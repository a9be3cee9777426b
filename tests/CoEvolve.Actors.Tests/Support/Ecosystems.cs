using CoEvolve.Core;

namespace CoEvolve.Actors.Tests;

/// <summary>One small ecosystem for every way in which ecosystems differ; all engines must run all of them to the same bits.</summary>
internal static class Ecosystems
{
    private static readonly Dictionary<string, EcosystemPlan> Plans = new()
    {
        ["soft reader"] = new(),
        ["sampled reader"] = new() { Texts = [new TextPlan { Reader = ReaderKind.Sampled }] },
        ["perfect reader"] = new() { Texts = [new TextPlan { Reader = ReaderKind.Perfect }] },
        ["perfect reader, images one by one"] = new()
        {
            Texts = [new TextPlan { Reader = ReaderKind.Perfect }],
            Images = [new ImagePlan { Sampling = ImageSampling.Individual }],
        },
        ["statistics, users and learning rates"] = new()
        {
            Captions = 10,
            Texts = [new TextPlan { Reader = ReaderKind.Perfect, LearningRate = 0.5, Corpus = 9 }],
            Images = [new ImagePlan { Sampling = ImageSampling.Statistics, LearningRate = 0.7, Users = 2, Covariance = CovarianceEstimator.Unbiased }],
        },
        ["statistics in nine dimensions"] = new()
        {
            Captions = 4,
            Dimension = 9,
            Texts = [new TextPlan { Frozen = true, Prompts = [new PromptSpec("image", 30)] }],
        },
        ["statistics for two writers"] = new()
        {
            Captions = 9,
            Texts =
            [
                new TextPlan("anna") { Prompts = [new PromptSpec("image", 40)], Reader = ReaderKind.Perfect },
                new TextPlan("bert") { Prompts = [new PromptSpec("image", 7)], Frozen = true },
            ],
        },
        ["thousands of captions a generation"] = new()
        {
            Texts = [new TextPlan { Prompts = [new PromptSpec("image", 5000)], Reader = ReaderKind.Perfect, Corpus = 3000 }],
        },
        ["frozen image, sampled reader"] = new()
        {
            Texts = [new TextPlan { Reader = ReaderKind.Sampled }],
            Images = [new ImagePlan { Frozen = true }],
        },
        ["frozen image, sampled reader and another"] = new()
        {
            Texts =
            [
                new TextPlan("anna") { Reader = ReaderKind.Sampled },
                new TextPlan("bert") { Prompts = [new PromptSpec("other", 8)], Reader = ReaderKind.Perfect, Sees = ["image", "other"] },
            ],
            Images = [new ImagePlan { Frozen = true }, new ImagePlan("other")],
        },
        ["frozen image, sampled reader and another writer"] = new()
        {
            Texts =
            [
                new TextPlan("anna") { Reader = ReaderKind.Sampled },
                new TextPlan("bert") { Prompts = [new PromptSpec("image", 8)], Frozen = true },
            ],
            Images = [new ImagePlan { Frozen = true }],
        },
        ["frozen text"] = new() { Texts = [new TextPlan { Frozen = true }] },
        ["frozen image"] = new() { Images = [new ImagePlan { Frozen = true }] },
        ["frozen image, perfect reader"] = new()
        {
            Texts = [new TextPlan { Reader = ReaderKind.Perfect }],
            Images = [new ImagePlan { Frozen = true }],
        },
        ["both frozen"] = new() { Texts = [new TextPlan { Frozen = true }], Images = [new ImagePlan { Frozen = true }] },
        ["corpus and user content"] = new() { Texts = [new TextPlan { Corpus = 6 }], Images = [new ImagePlan { Users = 4 }] },
        ["real user content"] = new() { Images = [new ImagePlan { Users = 2, RealUsers = true }] },
        ["more real user content than the pool has"] = new() { Images = [new ImagePlan { Users = 13, RealUsers = true }] },
        ["learning rates under 1"] = new()
        {
            Texts = [new TextPlan { LearningRate = 0.4, Corpus = 3 }],
            Images = [new ImagePlan { LearningRate = 0.7, Users = 2 }],
        },
        ["unbiased"] = new() { Images = [new ImagePlan { Covariance = CovarianceEstimator.Unbiased, Users = 1 }] },
        ["one caption"] = new() { Captions = 1 },
        ["one dimension"] = new() { Dimension = 1 },
        ["nine dimensions"] = new() { Dimension = 9, Captions = 4 },
        ["one caption a generation"] = new() { Texts = [new TextPlan { Prompts = [new PromptSpec("image", 1)] }] },
        ["no generation"] = new() { Generations = 0 },
        ["so many images that their work falls into parts"] = new()
        {
            Generations = 2,
            Dimension = 9,
            Texts = [new TextPlan { Prompts = [new PromptSpec("image", 70_000)] }],
            Images = [new ImagePlan { Users = 1 }],
        },
        ["two texts, two images"] = new()
        {
            Texts =
            [
                new TextPlan("anna") { Prompts = [new PromptSpec("x", 20), new PromptSpec("y", 5)], Sees = ["x", "y"], Corpus = 4 },
                new TextPlan("bert") { Prompts = [new PromptSpec("y", 17)], Sees = ["x"], Reader = ReaderKind.Sampled },
            ],
            Images = [new ImagePlan("x") { Users = 3, RealUsers = true }, new ImagePlan("y") { LearningRate = 0.5 }],
        },
        ["three texts, one image"] = new()
        {
            Texts =
            [
                new TextPlan("anna") { Prompts = [new PromptSpec("image", 9)] },
                new TextPlan("bert") { Prompts = [new PromptSpec("image", 16)], Reader = ReaderKind.Perfect, Corpus = 2 },
                new TextPlan("cleo") { Prompts = [new PromptSpec("image", 3)], Frozen = true },
            ],
        },
        ["one model of images and one of statistics"] = new()
        {
            Texts =
            [
                new TextPlan("anna") { Prompts = [new PromptSpec("x", 20), new PromptSpec("y", 12)], Sees = ["x"] },
                new TextPlan("bert") { Prompts = [new PromptSpec("y", 12)], Sees = ["y"], Reader = ReaderKind.Perfect },
                new TextPlan("cleo") { Prompts = [new PromptSpec("z", 25), new PromptSpec("x", 9)], Sees = ["x", "z"], Reader = ReaderKind.Sampled },
            ],
            Images = [new ImagePlan("x") { Users = 3, RealUsers = true }, new ImagePlan("y") { Users = 1 }, new ImagePlan("z") { Frozen = true }],
        },
        ["readers who do not write for what they read"] = new()
        {
            Texts =
            [
                new TextPlan("anna") { Prompts = [new PromptSpec("x", 12)], Sees = ["y"] },
                new TextPlan("bert") { Prompts = [new PromptSpec("y", 12)], Sees = ["x"] },
            ],
            Images = [new ImagePlan("x"), new ImagePlan("y") { Frozen = true }],
        },
    };

    public static IEnumerable<string> All => Plans.Keys;

    public static TheoryData<string> Names => [.. Plans.Keys];

    public static EcosystemPlan Plan(string name) => Plans[name];

    public static EcosystemSpec Spec(string name) => Plans[name].ToSpec();
}
