using System.Globalization;
using System.Runtime.CompilerServices;

namespace CoEvolve.Core;

/// <summary>Argument checks in one place, so that every refusal names the argument, its value and what is allowed.</summary>
public static class Preconditions
{
    /// <summary>Returns <paramref name="value"/> if it lies in [<paramref name="least"/>, <paramref name="most"/>].</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not; the message gives value and range.</exception>
    public static int InRange(int value, int least, int most, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value < least || value > most)
            throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture, $"Allowed is {least} to {most}."));
        return value;
    }

    /// <summary>Returns <paramref name="value"/> if it is finite and in [<paramref name="least"/>, <paramref name="most"/>].</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not, or is NaN; the message gives value and range.</exception>
    public static double InRange(double value, double least, double most, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value >= least && value <= most) || !double.IsFinite(value))
            throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture, $"Allowed is {least:R} to {most:R}."));
        return value;
    }

    /// <summary>Returns <paramref name="value"/> if it is in (0, 1], as a learning rate must be.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not, or is NaN.</exception>
    public static double LearningRate(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value > 0 && value <= 1))
            throw new ArgumentOutOfRangeException(name, value, "Allowed is (0, 1].");
        return value;
    }

    /// <summary>Returns <paramref name="values"/> if every element is finite.</summary>
    /// <exception cref="ArgumentException">One is not; the message gives its index and value.</exception>
    public static double[] AllFinite(double[] values, [CallerArgumentExpression(nameof(values))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(values, name);
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Element {i} is {values[i]}; every element must be finite."), name);
        }

        return values;
    }

    /// <summary>Returns <paramref name="values"/> if they are probabilities: none negative, sum 1 within 1e-9.</summary>
    /// <exception cref="ArgumentException">They are not; the message names the element or the sum.</exception>
    public static double[] Probabilities(double[] values, [CallerArgumentExpression(nameof(values))] string name = "")
    {
        AllFinite(values, name);
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] < 0)
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Element {i} is {values[i]:R}; a probability is not negative."), name);
            sum += values[i];
        }

        if (Math.Abs(sum - 1) > 1e-9)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The sum is {sum:R}; probabilities sum to 1 within 1e-9."), name);
        return values;
    }

    /// <summary>Throws unless <paramref name="condition"/> holds; the message is put together only then.</summary>
    /// <exception cref="ArgumentException">It does not hold; <paramref name="message"/> says what is wrong.</exception>
    public static void Require(bool condition, [InterpolatedStringHandlerArgument(nameof(condition))] ref RequirementMessage message, string? name = null)
    {
        if (!condition)
            throw new ArgumentException(message.ToText(), name);
    }

    /// <summary>Throws unless <paramref name="condition"/> holds.</summary>
    /// <exception cref="ArgumentException">It does not hold; <paramref name="message"/> says what is wrong.</exception>
    public static void Require(bool condition, string message, string? name = null)
    {
        if (!condition)
            throw new ArgumentException(message, name);
    }
}
