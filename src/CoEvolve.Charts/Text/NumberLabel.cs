using System.Text;

namespace CoEvolve.Charts;

/// <summary>A number ready to be set: a text and, raised behind it, an exponent.</summary>
/// <param name="Text">For example "2.5×10", "−40" or "25%".</param>
/// <param name="Exponent">For example "−300"; empty for none.</param>
public readonly record struct NumberLabel(string Text, string Exponent = "")
{
    /// <summary>The same in one line, with superscript characters.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Text);
        foreach (char c in Exponent)
            text.Append(c == Numbers.Minus ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']);
        return text.ToString();
    }
}
