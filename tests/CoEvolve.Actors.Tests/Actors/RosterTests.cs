namespace CoEvolve.Actors.Tests;

public sealed class RosterTests
{
    [Theory]
    [InlineData("soft reader")]
    [InlineData("two texts, two images")]
    [InlineData("three texts, one image")]
    public void Every_place_has_one_name_and_every_model_finds_itself(string ecosystem)
    {
        EcosystemSpec spec = Ecosystems.Spec(ecosystem);
        var roster = new Roster(spec);
        Assert.Equal(2 + (2 * (spec.TextModels.Length + spec.ImageModels.Length)), roster.Names.Distinct().Count());
        for (int i = 0; i < spec.TextModels.Length; i++)
        {
            Assert.Equal(spec.TextModels[i].Name, roster.Names[Roster.Text(i).Index]);
            Assert.Equal($"{spec.TextModels[i].Name}/corpus", roster.Names[Roster.Corpus(i).Index]);
            Assert.Equal(i, Roster.TextIndex(Roster.Text(i)));
        }

        for (int j = 0; j < spec.ImageModels.Length; j++)
        {
            Assert.Equal(spec.ImageModels[j].Name, roster.Names[roster.Image(j).Index]);
            Assert.Equal($"{spec.ImageModels[j].Name}/users", roster.Names[roster.Users(j).Index]);
            Assert.Equal(j, roster.ImageIndex(roster.Image(j)));
            Assert.Equal(j, roster.ImageIndex(roster.Users(j)));
        }
    }

    [Fact]
    public void Everybody_but_the_engine_is_an_actor()
    {
        EcosystemSpec spec = Ecosystems.Spec("two texts, two images");
        IActor?[] actors = EcosystemActors.Create(spec, EcosystemCheckpoint.Initial(spec, replicate: 1));
        Assert.Null(actors[Roster.Engine.Index]);
        Assert.Equal(new Roster(spec).Actors, Enumerable.Range(0, actors.Length).Where(i => actors[i] is not null).Select(i => new ActorId(i)));
    }
}
