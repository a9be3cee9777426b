using System.Globalization;
using System.Runtime.CompilerServices;

namespace CoEvolve.Charts;

/// <summary>A message that is put together only if a check fails, with numbers of the invariant culture.</summary>
[InterpolatedStringHandler]
internal ref struct CheckMessage
{
    private readonly bool _wanted;
    private DefaultInterpolatedStringHandler _text;

    public CheckMessage(int literalLength, int formattedCount, bool condition, out bool append)
    {
        append = _wanted = !condition;
        _text = _wanted ? new(literalLength, formattedCount, CultureInfo.InvariantCulture) : default;
    }

    public void AppendLiteral(string text) => _text.AppendLiteral(text);

    public void AppendFormatted<T>(T value, string? format = null) => _text.AppendFormatted(value, format);

    public string ToText() => _wanted ? _text.ToStringAndClear() : "";
}
