using CoEvolve.Postgres.Testing;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace CoEvolve.Store.Tests;

/// <summary>
/// A fact of a contract, which each derived class inherits. In a class marked <see cref="OnPostgresAttribute"/> it is skipped
/// where there is no PostgreSQL, as with <see cref="PostgresFactAttribute"/>, which would skip it in every class.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("CoEvolve.Store.Tests.StoreFactDiscoverer", "CoEvolve.Store.Tests")]
public sealed class StoreFactAttribute : FactAttribute;

/// <summary>The facts that this class inherits need PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OnPostgresAttribute : Attribute;

/// <summary>Called by xunit for each <see cref="StoreFactAttribute"/>.</summary>
internal sealed class StoreFactDiscoverer(IMessageSink messages) : FactDiscoverer(messages)
{
    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions options, ITestMethod method, IAttributeInfo fact)
    {
        bool needsPostgres = method.TestClass.Class.GetCustomAttributes(typeof(OnPostgresAttribute)).Any();
        return needsPostgres && PostgresPrograms.Missing is not null
            ? new SkippedTestCase(DiagnosticMessageSink, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method)
            : base.CreateTestCase(options, method, fact);
    }
}

/// <summary>A test that says why it does not run.</summary>
internal sealed class SkippedTestCase : XunitTestCase
{
    public SkippedTestCase(IMessageSink messages, TestMethodDisplay display, TestMethodDisplayOptions displayOptions, ITestMethod method)
        : base(messages, display, displayOptions, method)
    {
    }

    [Obsolete("For xunit, which moves test cases between processes.")]
    public SkippedTestCase()
    {
    }

    protected override string? GetSkipReason(IAttributeInfo factAttribute) => PostgresPrograms.Missing;
}
