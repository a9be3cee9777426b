// Each of these tests keeps all cores busy with processes of its own.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
