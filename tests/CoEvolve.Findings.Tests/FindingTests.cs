namespace CoEvolve.Findings.Tests;

/// <summary>
/// Every finding is reproduced where it is true and not where it is false. The seed is fixed; a correct program would have
/// failed at a first seed with probability 1% for either kind of error.
/// </summary>
public class FindingTests
{
    public static TheoryData<string> Ids => [.. FindingCatalogue.All.Select(f => f.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_finding_is_reproduced(string id)
    {
        Verdict verdict = QuickReproduction.Findings.Single(f => f.Trial.Finding.Id == id).Verdict;
        Assert.True(verdict.Reproduced, string.Join('\n', verdict.Checks.Where(c => !c.Passed)));
        Assert.Equal(verdict.Finding.Settings.Select(s => s.Name), verdict.Checks.Select(c => c.Check.Setting).Distinct());
        Assert.All(verdict.Finding.Settings, s => Assert.Contains(verdict.Checks, c => c.Check.Setting == s.Name && c.Check.Headline));
        Assert.All(verdict.Checks, c => Assert.True(c.Check.Lower <= c.Check.Measured && c.Check.Measured <= c.Check.Upper, c.ToString()));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_finding_is_not_reproduced_where_it_is_false(string id)
    {
        var counters = QuickReproduction.Counters.Where(f => f.Trial.Finding.Id == id).ToList();
        Assert.NotEmpty(counters);
        Assert.All(counters, c => Assert.False(c.Verdict.Reproduced, c.Trial.Counter!.Why));
    }

    [Fact]
    public void Sampled_readers_fail_C3_for_what_they_do_to_the_text_and_nothing_else()
    {
        Verdict verdict = QuickReproduction.Counters.Single(f => f.Trial.Finding.Id == "C3").Verdict;
        CheckedCheck[] failed = [.. verdict.Checks.Where(c => !c.Passed)];
        Assert.Equal(2, failed.Length);
        Assert.Contains(failed, c => c.Check.Name.StartsWith("G at", StringComparison.Ordinal));
        Assert.Contains(failed, c => c.Check.Name.StartsWith("rise of the reader's resolution", StringComparison.Ordinal));
    }

    [Fact]
    public void Arms_have_seeds_of_their_own()
    {
        var options = new ReproductionOptions { Seed = 7 };
        var plan = new Reproduction([.. Trial.Of(FindingCatalogue.All), .. Trial.CountersOf(FindingCatalogue.All)], options).Plan;
        ulong[] seeds = [.. plan.Where(p => p.Setting == Setting.Reference).SelectMany(p => p.Experiment.Points.Select(point => point.Spec.Seed))];
        Assert.Equal(seeds.Length, seeds.Distinct().Count());
        Assert.All(plan.Select(p => p.Arm).Distinct(), arm => Assert.InRange(arm.Number, 1, 99));
        Assert.True(Scale.Full.Seeds < 100 && Scale.Full.DigitsSeeds < 100);
        var next = new ReproductionOptions { Seed = 8 };
        Assert.Empty(options.SeedsOf(ArmCatalogue.UsersAlone, 99).Intersect(next.SeedsOf(ArmCatalogue.FrozenImages, 99)));
        ulong[] highest = [.. new ReproductionOptions { Seed = ReproductionOptions.MostSeed }.SeedsOf(new Arm(99, "", 1, 1), 99)];
        Assert.True(highest[0] > ReproductionOptions.MostSeed && highest[98] == highest[0] + 98, "The seeds of the largest seed overflow.");
    }

    [Fact]
    public void Every_arm_of_a_finding_has_at_least_200_ecosystems()
    {
        foreach (Arm arm in FindingCatalogue.All.Where(f => f.Settings[0] == Setting.Reference).SelectMany(f => f.Arms))
        {
            int ecosystems = Scale.Full.Seeds * Scale.Full.ReplicatesOf(arm);
            Assert.True(ecosystems >= 200, $"{arm.Name}: {ecosystems}");
        }
    }
}
