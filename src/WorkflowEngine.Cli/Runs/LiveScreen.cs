using Spectre.Console;
using WorkflowEngine.Cli.Output;

namespace WorkflowEngine.Cli.Runs;

/// <summary>Shows lines as they come, and below them a table that is kept up to date. Both are drawn together a few times a second.</summary>
internal sealed class LiveScreen(IAnsiConsole console, IReadOnlyList<RunView> runs, Glyphs glyphs, TimeProvider time)
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(80);

    private readonly Lock _lock = new();
    private List<Line> _lines = [];

    /// <summary>Takes a line; it is shown with the next frame.</summary>
    public void Add(Line line)
    {
        lock (_lock)
        {
            _lines.Add(line);
        }
    }

    /// <summary>Draws until the work is done, and takes the table away at the end.</summary>
    public async Task ShowAsync(Task work) =>
        await console.Live(Table()).AutoClear(true).Overflow(VerticalOverflow.Crop).StartAsync(async context =>
        {
            using var frames = new PeriodicTimer(Frame, time);
            while (!work.IsCompleted)
            {
                Draw(context);
                await Task.WhenAny(work, frames.WaitForNextTickAsync().AsTask()).ConfigureAwait(false);
            }

            Draw(context);
        }).ConfigureAwait(false);

    private void Draw(LiveDisplayContext context)
    {
        List<Line> lines;
        LineBlock table;
        lock (_lock)
        {
            (lines, _lines) = (_lines, []);
            table = Table();
        }

        context.UpdateTarget(table);
        if (lines.Count > 0)
        {
            console.Write(new LineBlock(lines, overTable: true));
        }
    }

    private LineBlock Table()
    {
        var room = Math.Max(4, Math.Min(console.Profile.Height - 6, 24));
        return new(RunTable.Live(runs, glyphs, console.Profile.Width, room, time.GetUtcNow()), cut: true);
    }
}
