using System.Runtime.InteropServices;
using WorkflowEngine.Cli;
using WorkflowEngine.Cli.CommandLine;

using var interrupts = new Interrupts();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
return await CliApplication.RunAsync(args, CliEnvironment.OfProcess(interrupts)).ConfigureAwait(false);

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    interrupts.Signal();
}
