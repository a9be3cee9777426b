using System.Globalization;
using System.Runtime.CompilerServices;

namespace CoEvolve.Core;

/// <summary>
/// The message of a <see cref="Preconditions.Require(bool, ref RequirementMessage, string?)"/>: put together only if the
/// condition does not hold, so that a check costs nothing where all is well. Culture-invariant.
/// </summary>
[InterpolatedStringHandler]
public ref struct RequirementMessage
{
    private DefaultInterpolatedStringHandler _text;

    /// <summary>Begins a message, if there is one to be.</summary>
    public RequirementMessage(int literalLength, int formattedCount, bool condition, out bool wanted)
    {
        wanted = !condition;
        _text = wanted ? new DefaultInterpolatedStringHandler(literalLength, formattedCount, CultureInfo.InvariantCulture) : default;
    }

    /// <summary>Adds text.</summary>
    public void AppendLiteral(string value) => _text.AppendLiteral(value);

    /// <summary>Adds a value.</summary>
    public void AppendFormatted<T>(T value, string? format = null) => _text.AppendFormatted(value, format);

    /// <summary>The whole message.</summary>
    public string ToText() => _text.ToStringAndClear();
}
