using System.Diagnostics;

namespace WorkflowEngine.Chaos.Tests;

/// <summary>Breaks one thing after the other: processes, connections and the database.</summary>
internal sealed class Mayhem(PrivateServer server, IReadOnlyList<EngineProcess> engines, int seed)
{
    private static readonly TimeSpan BetweenCrashes = TimeSpan.FromSeconds(12);
    private readonly Random _random = new(seed);
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _nextCrash = BetweenCrashes / 2;

    public int Kills { get; private set; }

    public int Pauses { get; private set; }

    public int Cuts { get; private set; }

    public int Crashes { get; private set; }

    /// <summary>How many engine processes ended by themselves, which none should.</summary>
    public int Deaths { get; private set; }

    public override string ToString() => $"{Kills} kills, {Pauses} pauses, {Cuts} cuts, {Crashes} crashes of the database";

    public async Task RunAsync(TimeSpan duration)
    {
        while (_watch.Elapsed < duration)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(100, 1200)), TimeProvider.System);
            Tend();
            if (_watch.Elapsed > _nextCrash)
            {
                await CrashAsync();
                _nextCrash = _watch.Elapsed + BetweenCrashes;
                continue;
            }

            switch (_random.Next(3))
            {
                case 0:
                    await KillAsync();
                    break;
                case 1:
                    Pause();
                    break;
                default:
                    await server.CutConnectionsAsync();
                    Cuts++;
                    break;
            }
        }

        foreach (var engine in engines.Where(engine => engine.IsStopped))
        {
            engine.Resume();
        }
    }

    private void Tend()
    {
        foreach (var engine in engines)
        {
            if (engine.IsStopped && engine.ResumeAt < _watch.Elapsed)
            {
                engine.Resume();
            }

            if (engine.HasEnded)
            {
                Deaths++;
                engine.Start();
            }
        }
    }

    private async Task KillAsync()
    {
        // Now and then all at once, so that nobody is left to take over.
        foreach (var engine in _random.Next(6) == 0 ? engines : [engines[_random.Next(engines.Count)]])
        {
            await engine.KillAsync();
            Kills++;
            engine.Start();
        }
    }

    /// <summary>Long enough for its leases to run out more often than not.</summary>
    private void Pause()
    {
        var engine = engines[_random.Next(engines.Count)];
        if (!engine.IsStopped)
        {
            engine.Pause(_watch.Elapsed + TimeSpan.FromMilliseconds(_random.Next(500, 6000)));
            Pauses++;
        }
    }

    private async Task CrashAsync()
    {
        await server.CrashAsync();
        Crashes++;
        await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(1500)), TimeProvider.System);
        await server.StartAsync();
    }
}
