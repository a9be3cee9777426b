namespace CoEvolve.SideBySide;

/// <summary>How many operations a generation of one ecosystem needs at least, whoever computes it.</summary>
/// <param name="Uniforms">Uniform random numbers.</param>
/// <param name="Normals">Standard normals.</param>
/// <param name="Exponentials">Exponentials.</param>
/// <param name="MultiplyAdds">Multiply-adds of doubles.</param>
internal sealed record WorkCounts(double Uniforms, double Normals, double Exponentials, double MultiplyAdds)
{
    /// <summary>Counts a row's work, by the number of captions that a real run had alive.</summary>
    public static WorkCounts Of(WorkRow row, ObservedRun run) => row.IsPerfect
        ? Perfect(row.Dimension, run.Living, run.Trained)
        : Soft(row.Images, row.Dimension, run.Living);

    // Innovations and perception: two normals an image and dimension. A triangle makes the image; a density is a polynomial of
    // degree two in the image, with as many terms as the triangle, the dimensions and one; moments of z up to the second train.
    // Each image wants an exponential for every living caption.
    private static WorkCounts Soft(double images, double d, double living)
    {
        double triangle = d * (d + 1) / 2;
        return Counts(living) with
        {
            Normals = 2 * images * d,
            Exponentials = (images * living) + living - 1,
            MultiplyAdds = images * (triangle + (living * (triangle + d + 1)) + triangle + d),
        };
    }

    // No image is needed: a caption that trains takes the mean of its innovations, d normals, and Bartlett's factor of their
    // scatter: d(d − 1)/2 normals, and d roots of chi-squares, each a normal and a uniform to accept it by. Then A z̄ and A L:
    // two triangles multiplied take d(d + 1)(d + 2)/6.
    private static WorkCounts Perfect(double d, double living, double trained)
    {
        double triangle = d * (d + 1) / 2;
        WorkCounts counts = Counts(living);
        return counts with
        {
            Uniforms = counts.Uniforms + (trained * d),
            Normals = trained * (triangle + d),
            MultiplyAdds = trained * (triangle + (d * (d + 1) * (d + 2) / 6)),
        };
    }

    // The captions' counts are a binomial each, the last excepted: by rejection two uniforms and a logarithm, which costs no
    // less than an exponential.
    private static WorkCounts Counts(double living) => new(2 * (living - 1), 0, living - 1, 0);

    /// <summary>Seconds that all this takes at least, on all cores.</summary>
    public double Seconds(OperationCosts costs) =>
        1e-9 / Environment.ProcessorCount
        * ((Uniforms * costs.Uniform) + (Normals * costs.Normal) + (Exponentials * costs.Exponential) + (MultiplyAdds * costs.MultiplyAdd));
}
