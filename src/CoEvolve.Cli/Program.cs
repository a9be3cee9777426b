using System.Runtime.InteropServices;
using CoEvolve.Cli;

// Ctrl-C and SIGTERM end a run in order: the generations under way are finished and stored. A second one ends it at once.
using var interruption = new CancellationTokenSource();
void Interrupt(PosixSignalContext signal)
{
    signal.Cancel = !interruption.IsCancellationRequested;
    interruption.Cancel();
}

using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
return CommandLine.Run(args, new Streams(Console.Out, Console.Error, !Console.IsErrorRedirected), interruption.Token);
