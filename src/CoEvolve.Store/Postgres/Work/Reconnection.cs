using Npgsql;
using Polly;
using Polly.Retry;

namespace CoEvolve.Store;

/// <summary>Tries again while a database cannot be reached: waits that double up to a bound, and vary so that many nodes do not come all at once. Thread-safe.</summary>
internal sealed class Reconnection
{
    private const string SilenceTimeout = "25P03"; // idle_in_transaction_session_timeout
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);

    private readonly ResiliencePipeline _pipeline;

    /// <param name="name">Of the database, for messages.</param>
    /// <param name="options">The longest wait, and where notices go.</param>
    public Reconnection(string name, PostgresRunOptions options)
    {
        _pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<NpgsqlException>(IsPassing).HandleInner<NpgsqlException>(IsPassing),
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                Delay = FirstDelay,
                MaxDelay = options.LongestRetryDelay,
                UseJitter = true,
                OnRetry = retry =>
                {
                    string reason = PostgresErrors.Explain(name, retry.Outcome.Exception!).Message;
                    options.Notice(FormattableString.Invariant($"{reason} Trying again in {retry.RetryDelay.TotalSeconds:0.0} s."));
                    return default;
                },
            })
            .Build();
    }

    /// <summary>Whether it may go well another time: the connection broke, the server is away or has no room, or it took a claim back.</summary>
    public static bool IsPassing(NpgsqlException exception) => exception.IsTransient || exception is PostgresException
    {
        SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or SilenceTimeout,
    };

    /// <summary>Does it, again and again until it goes well or fails for good. What was explained already is tried again too.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled while it waited.</exception>
    public T Run<T>(Func<T> work, CancellationToken cancellation) => _pipeline.Execute(_ => work(), cancellation);
}
