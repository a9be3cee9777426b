using System.Diagnostics;
using CoEvolve.Engines;
using Microsoft.Data.Sqlite;

namespace CoEvolve.Store;

/// <summary>
/// A run's results in a SQLite file, which may hold other experiments as well. Workers queue their slices; one thread
/// writes them, many in a transaction. Every member is thread-safe. A file is whole at every moment: a slice's rows, its
/// checkpoint and the ecosystem's generation share a transaction, so after a crash <see cref="Open"/> goes on where the
/// file stands.
/// </summary>
/// <remarks>
/// A file has one store at a time. Ids of ecosystems are those within the experiment, from 1. After a failure every call
/// throws a <see cref="StoreException"/> with the same message; what was stored is safe.
/// </remarks>
public sealed class SqliteRunStore : IRunStore
{
    // How often the file is looked into for commands of other programs, at most: they wait no longer than a slice.
    private static readonly TimeSpan CommandInterval = TimeSpan.FromMilliseconds(200);

    private readonly Lock _fileGate = new();
    private readonly SqliteStoreOptions _options;
    private readonly SqliteResults _results;
    private readonly CommitQueue _queue;
    private readonly EcosystemClaims _claims;
    private readonly SliceCommitCheck _check;
    private readonly Thread _writer;
    private readonly IDisposable _lock;
    private long _lastCommand;
    private long _lookedForCommands;
    private bool _finished;
    private bool _disposed;

    private SqliteRunStore(string path, SqliteConnection connection, long experiment, SqliteStoreOptions options, Func<ExperimentDefinition, string?>? objection, IDisposable runLock)
    {
        _lock = runLock;
        _options = options;
        Path = path;
        ExperimentId = experiment;
        Experiment = ExperimentTables.Read(connection, experiment, out DateTimeOffset? finishedAt);
        if (objection?.Invoke(Experiment) is string message)
            throw new StoreException($"{path} {message}");
        _finished = finishedAt is not null;
        IdOffsets offsets = IdOffsets.Of(connection, experiment);
        _claims = StoredClaims.Read(connection, offsets, Experiment);
        _check = new SliceCommitCheck(Experiment);
        _queue = new CommitQueue(options);
        // Before anything is written: a file that cannot be read must stay as it is.
        Deliver(CommandRows.Read(connection, offsets, after: 0));
        _results = new SqliteResults(connection, offsets, options);
        _writer = new Thread(WriteUntilClosed) { IsBackground = true, Name = "Results writer" };
        _writer.Start();
    }

    /// <summary>Full path of the file.</summary>
    public string Path { get; }

    /// <summary>Number of the experiment in the file, from 1.</summary>
    public long ExperimentId { get; }

    /// <summary>What the file says about the experiment. Times are UTC.</summary>
    public ExperimentDefinition Experiment { get; }

    /// <summary>Ecosystems that are neither finished nor failed nor stopped.</summary>
    public int Unfinished => _claims.Unfinished;

    /// <summary>Ecosystems that wait for a command to go on.</summary>
    public int Paused => _claims.Paused;

    /// <summary>Commits that wait for room in the queue.</summary>
    internal int BlockedCommits => _queue.Blocked;

    /// <summary>Makes a new results file, every ecosystem waiting. The file appears under its name when it is complete.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="experiment">At least one point and one replicate.</param>
    /// <param name="overwrite">Replaces an older results file, never any other file, and none that is in use.</param>
    /// <param name="options">Sizes and clock; null for the defaults.</param>
    /// <exception cref="StoreException">The file exists, is foreign or in use, or cannot be made; nothing was changed.</exception>
    /// <remarks>100,000 ecosystems take about a quarter of a second.</remarks>
    public static SqliteRunStore Create(
        string path, ExperimentDefinition experiment, bool overwrite, SqliteStoreOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ExperimentShape.Check(experiment);
        options ??= new SqliteStoreOptions();
        ResultsFileCreation.Create(System.IO.Path.GetFullPath(path), experiment, overwrite, options.LockTimeout);
        return Open(path, options);
    }

    /// <summary>
    /// Adds an experiment to a results file, every ecosystem waiting, and opens it; makes the file if it is not there. What
    /// the file holds stays as it is. It gets the next number, and the experiments may have other models and captions.
    /// </summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="experiment">At least one point and one replicate. It may be one that the file has already.</param>
    /// <param name="options">Sizes and clock; null for the defaults.</param>
    /// <exception cref="StoreException">The file is foreign, newer than this program, locked, damaged or written by a run; or the disk is full. It is as it was.</exception>
    /// <remarks>
    /// 100,000 ecosystems take about a quarter of a second. The file's indexes go, and come back when all its experiments
    /// are finished: add all, then run one after the other. A file of an older format becomes one of the newest.
    /// </remarks>
    public static SqliteRunStore Add(string path, ExperimentDefinition experiment, SqliteStoreOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ExperimentShape.Check(experiment);
        options ??= new SqliteStoreOptions();
        return File.Exists(path)
            ? OpenChosen(path, connection => ExperimentAddition.Add(connection, experiment, options), options, null)
            : Create(path, experiment, overwrite: false, options);
    }

    /// <summary>Goes on with an experiment of a results file: what is finished stays, what is under way continues from its checkpoint.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Sizes and clock; null for the defaults.</param>
    /// <param name="objection">Says why an experiment may not go on: a message that begins after the file's name; null lets it.
    /// It is asked before anything is written.</param>
    /// <param name="experiment">Number of the experiment in the file; null for the only one.</param>
    /// <exception cref="StoreException">The file is missing, foreign, newer than this program, locked, damaged or written by another run;
    /// or it has several experiments, none being named; or there is an objection.</exception>
    public static SqliteRunStore Open(
        string path, SqliteStoreOptions? options = null, Func<ExperimentDefinition, string?>? objection = null, long? experiment = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return OpenChosen(path, connection => ExperimentChoice.Of(new SqliteResultsDatabase(connection.DataSource, connection), experiment), options ?? new SqliteStoreOptions(), objection);
    }

    private static SqliteRunStore OpenChosen(
        string path, Func<SqliteConnection, long> experiment, SqliteStoreOptions options, Func<ExperimentDefinition, string?>? objection)
    {
        path = System.IO.Path.GetFullPath(path);
        SqliteConnection connection = ResultsFile.OpenExisting(path, SqliteOpenMode.ReadWrite, options.LockTimeout);
        IDisposable? runLock = null;
        try
        {
            runLock = RunLock.Take(path);
            return SqliteErrors.Reading(path, () => new SqliteRunStore(path, connection, experiment(connection), options, objection, runLock));
        }
        catch
        {
            connection.Dispose();
            runLock?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    // One at a time: claiming several would save a tenth of a microsecond each, and they would have to be shared out again when
    // another worker has none.
    IClaim? IRunStore.Claim(int most, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return Claim(1) is [ClaimedEcosystem ecosystem] ? new ClaimOfOne(ecosystem, Commit, Release) : null;
    }

    /// <summary>
    /// Takes up to so many ecosystems; each must be given back by <see cref="Commit"/> or <see cref="Release"/>. Never waits for
    /// the file. Ecosystems under way come before untouched ones.
    /// </summary>
    /// <exception cref="StoreException">The store failed.</exception>
    public IReadOnlyList<ClaimedEcosystem> Claim(int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        _queue.ThrowIfFailedOrClosed();
        if (Stopwatch.GetElapsedTime(Volatile.Read(ref _lookedForCommands)) >= CommandInterval && _fileGate.TryEnter())
            LookForCommandsOnce();
        return _claims.Claim(most);
    }

    /// <summary>
    /// Takes a slice for storing, and gives the ecosystem back. Returns when the slice is queued; waits while the queue is full, so a
    /// slow store slows the run and nothing is dropped.
    /// </summary>
    /// <exception cref="StoreException">
    /// The store failed; or the slice has a NaN, an infinity or another error, and was not stored: then the ecosystem stays
    /// in the caller's hands, and the store goes on.
    /// </exception>
    public void Commit(SliceCommit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        _queue.ThrowIfFailedOrClosed();
        _check.Check(commit);
        _claims.BeginCommit(commit);
        _queue.Add(commit);
        // Only now: the next slice of this ecosystem must come after this one in the queue.
        _claims.EndCommit(commit);
    }

    /// <summary>Gives an ecosystem back as it was taken.</summary>
    /// <exception cref="StoreException">Nobody holds the ecosystem.</exception>
    public void Release(ClaimedEcosystem ecosystem)
    {
        ArgumentNullException.ThrowIfNull(ecosystem);
        _claims.Release(ecosystem.Id);
    }

    /// <summary>Waits for a command for a paused ecosystem, as long as there is one; looks into the file a few times a second.</summary>
    /// <exception cref="StoreException">The store failed.</exception>
    public bool AwaitCommands(CancellationToken cancellation)
    {
        bool said = false;
        while (_claims.Paused > 0)
        {
            _queue.WaitUntilWritten();
            _fileGate.Enter();
            LookForCommandsOnce();
            if (_claims.HasCommanded)
                return true;
            if (!said)
                _options.Waiting(_claims.Paused);
            said = true;
            if (cancellation.WaitHandle.WaitOne(CommandInterval))
                return false;
        }

        return false;
    }

    /// <summary>
    /// As <see cref="IRunStore.Flush"/>. The first call after the last ecosystem is done also makes the indexes, if no other
    /// experiment of the file has something left to do.
    /// </summary>
    /// <exception cref="StoreException">The store failed.</exception>
    public void Flush()
    {
        // Asked first: if all are done now, all their slices are in the queue by now.
        bool allDone = _claims.Unfinished == 0;
        _queue.WaitUntilWritten();
        lock (_fileGate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _queue.ThrowIfFailed();
            try
            {
                if (allDone && !_finished)
                {
                    _results.Finish(_options.Clock.GetUtcNow());
                    _finished = true;
                }

                _results.Synchronise();
            }
            catch (SqliteException exception)
            {
                _queue.Fail(SqliteErrors.Explain(Path, exception));
                _queue.ThrowIfFailed();
            }
        }
    }

    /// <summary>
    /// Stores what was committed and closes the file, with no -wal or -shm beside it (unless somebody reads it just now).
    /// Never throws: call <see cref="Flush"/> before to learn of a failure.
    /// </summary>
    public void Dispose()
    {
        _queue.Close();
        _writer.Join();
        lock (_fileGate)
        {
            if (_disposed)
                return;
            _disposed = true;
            _results.Dispose();
            _lock.Dispose();
        }
    }

    // On a thread that is not the writer's and has just entered the gate.
    private void LookForCommandsOnce()
    {
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _queue.ThrowIfFailed();
            LookForCommands();
        }
        catch (SqliteException exception)
        {
            _queue.Fail(SqliteErrors.Explain(Path, exception));
            _queue.ThrowIfFailed();
        }
        finally
        {
            _fileGate.Exit();
        }
    }

    // Under the gate.
    private void LookForCommands()
    {
        List<(long Ecosystem, PendingCommand Command)> commands = _results.Commands(_lastCommand);
        Volatile.Write(ref _lookedForCommands, Stopwatch.GetTimestamp());
        Deliver(commands);
    }

    private void Deliver(List<(long Ecosystem, PendingCommand Command)> commands)
    {
        if (commands.Count == 0)
            return;
        _lastCommand = commands[^1].Command.Id;
        _claims.Deliver(commands);
    }

    private void WriteUntilClosed()
    {
        var batch = new List<SliceCommit>();
        while (_queue.Take(batch))
        {
            try
            {
                lock (_fileGate)
                {
                    _results.Write(batch);
                    if (Stopwatch.GetElapsedTime(_lookedForCommands) >= CommandInterval)
                        LookForCommands();
                }
            }
            catch (Exception exception)
            {
                // Whatever it was: workers wait for this thread, and must be told.
                _queue.Fail(SqliteErrors.Explain(Path, exception));
                return;
            }

            _queue.Written(batch);
        }
    }
}
