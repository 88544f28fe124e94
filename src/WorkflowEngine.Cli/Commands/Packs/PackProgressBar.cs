using Spectre.Console;
using WorkflowEngine.Cli.Output;
using WorkflowEngine.Sources.Packs;

namespace WorkflowEngine.Cli.Commands.Packs;

/// <summary>Shows at a terminal how far reading packs has come; elsewhere nothing.</summary>
internal sealed class PackProgressBar(ProgressTask task) : IProgress<PackProgress>
{
    public static async Task<T> ShowAsync<T>(Terminal terminal, Func<IProgress<PackProgress>?, Task<T>> work)
    {
        if (terminal.Ansi is null)
        {
            return await work(null).ConfigureAwait(false);
        }

        return await terminal.Ansi.Progress().AutoClear(true)
            .StartAsync(context => work(new PackProgressBar(context.AddTask("reading workflows")))).ConfigureAwait(false);
    }

    public void Report(PackProgress value)
    {
        task.MaxValue = value.Total;
        task.Value = value.Done;
    }
}
