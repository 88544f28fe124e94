using System.CommandLine;
using WorkflowEngine.Cli.Output;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Cli.CommandLine;

/// <summary>Carries out one command line. Whatever goes wrong becomes one line on the error output and an exit code.</summary>
internal static class CliApplication
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CliEnvironment environment)
    {
        try
        {
            var parsed = CommandTree.Create(environment).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Action is not HelpTextAction && ParseProblem.Find(parsed) is { } problem)
            {
                return Fail(environment, ExitCode.Usage, problem);
            }

            // Signals belong to the commands: a cancelled run still has to be cleaned up and summed up.
            var configuration = new InvocationConfiguration
            {
                Output = environment.Out,
                Error = environment.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(configuration, environment.Interrupts.First).ConfigureAwait(false);
        }
        catch (UsageException exception)
        {
            return Fail(environment, ExitCode.Usage, exception.Message);
        }
        catch (OperationCanceledException) when (environment.Interrupts.First.IsCancellationRequested)
        {
            return Fail(environment, ExitCode.Failure, "interrupted");
        }
        catch (Exception exception) when (exception is WorkflowStoreException or WorkflowEngineException or IOException or UnauthorizedAccessException)
        {
            return Fail(environment, ExitCode.Broken, exception.Message);
        }
        catch (Exception exception)
        {
            // The top of the process: a stack trace helps no user.
            return Fail(environment, ExitCode.Broken, $"unexpected error ({exception.GetType().Name}): {exception.Message}");
        }
    }

    private static int Fail(CliEnvironment environment, int exitCode, string message)
    {
        environment.Error.WriteLine("wf: " + PrintableText.OneLine(message));
        return exitCode;
    }
}
