using System.Collections.Concurrent;
using System.Globalization;
using CoEvolve.Engines;

namespace CoEvolve.Store.Tests;

public abstract partial class RunStoreContract
{
    [StoreFact]
    public void Experiments_of_different_shapes_stand_side_by_side_and_each_keeps_its_rows()
    {
        ExperimentDefinition[] all = [Samples.Experiment(), Samples.Other(), Samples.Experiment(points: 2, replicates: 1, generations: 5)];
        long[] numbers = [.. all.Select(Add)];
        Assert.Equal([1L, 2L, 3L], numbers);

        // Each goes a little way, then each to its end.
        foreach (int step in (int[])[2, 100])
        {
            foreach (long number in (long[])[3, 1, 2])
            {
                using IRunStore store = Open(number);
                foreach (IClaim claim in TakeAll(store, most: 5))
                {
                    using (claim)
                    {
                        ClaimedEcosystem first = claim.Ecosystems[0];
                        Assert.All(claim.Ecosystems, ecosystem => Assert.Equal(first.Experiment, ecosystem.Experiment));
                        Assert.All(claim.Ecosystems, ecosystem => Assert.InRange(ecosystem.Id, 1, all[first.Experiment - 1].Ecosystems));
                        claim.Commit([.. claim.Ecosystems.Select(ecosystem => Slice(ecosystem, all[ecosystem.Experiment - 1], step))]);
                    }
                }

                Settle(store);
            }
        }

        using ResultsReader reader = Read();
        Assert.Equal(all.Select((e, i) => new ExperimentEntry(i + 1, e.Name, e.Ecosystems, End)), reader.Experiments());
        foreach (long number in numbers)
        {
            ExperimentDefinition experiment = all[number - 1];
            Assert.Equal(experiment.Captions, reader.Experiment(number).Definition.Captions);
            AssertWhole(experiment, number);
        }
    }

    [StoreFact]
    public void Many_threads_that_take_commit_and_give_back_at_once_lose_nothing_and_double_nothing()
    {
        const int Ecosystems = 150;
        ExperimentDefinition experiment = Samples.Experiment(points: 3, replicates: Ecosystems / 3);
        long number = Add(experiment);
        IRunStore[] stores = [.. Enumerable.Range(0, StoresAtOnce).Select(_ => Open(number))];
        int[] generations = new int[Ecosystems + 1];
        var held = new ConcurrentDictionary<long, int>();
        int unfinished = Ecosystems;
        void Work(int worker)
        {
            var random = new Random(worker);
            while (Volatile.Read(ref unfinished) > 0)
            {
                using IClaim? claim = stores[worker % stores.Length].Claim(random.Next(1, 8));
                if (claim is null)
                {
                    // All that is left is in the hands of others, who may give it back.
                    Thread.Yield();
                    continue;
                }

                Assert.All(claim.Ecosystems, ecosystem => Assert.True(held.TryAdd(ecosystem.Id, worker)));
                Assert.All(claim.Ecosystems, ecosystem => Assert.Equal(generations[ecosystem.Id], ecosystem.Generation));
                SliceCommit[] slices = [.. claim.Ecosystems.Take(random.Next(claim.Ecosystems.Count + 1)).Select(ecosystem => Slice(ecosystem, experiment, random.Next(1, 6)))];
                foreach (SliceCommit slice in slices)
                    generations[slice.EcosystemId] = slice.Generation;
                foreach (ClaimedEcosystem ecosystem in claim.Ecosystems)
                    held.TryRemove(ecosystem.Id, out _);
                if (slices.Length > 0)
                    claim.Commit(slices);
                Interlocked.Add(ref unfinished, -slices.Count(slice => slice.Status == EcosystemStatus.Finished));
            }
        }

        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, Work);
        foreach (IRunStore store in stores)
        {
            Assert.Null(store.Claim(1));
            Settle(store);
            store.Dispose();
        }

        AssertWhole(experiment, number);
    }

    // Every row of every ecosystem, once.
    private void AssertWhole(ExperimentDefinition experiment, long number)
    {
        using ResultsReader reader = Read();
        Assert.Equal(KeyValuePair.Create(EcosystemStatus.Finished, experiment.Ecosystems), Assert.Single(reader.StatusCounts(number)));
        AssertRows("text_metric", ModelKind.Text);
        AssertRows("image_metric", ModelKind.Image);
        Assert.Equal(
            Keys(ModelKind.Image).SelectMany(key => experiment.Captions.Select(word => $"{key}|{word}")).Order(StringComparer.Ordinal),
            Export("caption_metric", number).Lines("ecosystem_id", "generation", "model", "caption").Order(StringComparer.Ordinal));

        void AssertRows(string table, ModelKind kind) => Assert.Equal(
            Keys(kind).Order(StringComparer.Ordinal),
            Export(table, number).Lines("ecosystem_id", "generation", "model").Order(StringComparer.Ordinal));

        IEnumerable<string> Keys(ModelKind kind) =>
            from id in Enumerable.Range(1, experiment.Ecosystems)
            from generation in Enumerable.Range(0, experiment.Generations + 1)
            from model in experiment.Models
            where model.Kind == kind
            select string.Create(CultureInfo.InvariantCulture, $"{id}|{generation}|{model.Name}");
    }
}
