using System.CommandLine;
using CoEvolve.ClusterBench;

// Nodes on PostgreSQL, measured from outside: real processes, and a server of this program's own that waits for its disk.
var parts = new Argument<string[]>("PART") { Description = "What to measure; everything if nothing is named.", Arity = ArgumentArity.ZeroOrMore };
parts.AcceptOnlyFromAmong([.. BenchPart.All.Select(part => part.Name)]);
var quick = new Option<bool>("--quick") { Description = "A short check of the program: few rounds and seconds; writes nothing." };
var rounds = new Option<int?>("--rounds") { Description = "How often what is compared takes turns. Default: 3, or 1 for a short check.", HelpName = "N" };
rounds.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int?>() < 1)
        result.AddError("--rounds must be 1 or more.");
});
var noWrite = new Option<bool>("--no-write") { Description = "Leaves docs/cluster.md as it is." };
var root = new RootCommand("Measures nodes on PostgreSQL, and writes the tables of docs/cluster.md. Exit code 1 if a limit is missed.") { parts, quick, rounds, noWrite };
root.SetAction(parsed =>
{
    string[] named = parsed.GetValue(parts) ?? [];
    IReadOnlyList<BenchPart> chosen = [.. BenchPart.All.Where(part => named.Length == 0 || named.Contains(part.Name))];
    var plan = new BenchPlan(parsed.GetValue(quick), parsed.GetValue(rounds) ?? (parsed.GetValue(quick) ? 1 : 3));
    return new Bench(plan, Console.Out, Console.Error).Run(chosen, write: !plan.Quick && !parsed.GetValue(noWrite));
});
return root.Parse(args).Invoke();
