using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sources.Packs;

/// <summary>Brings the packs of the host into the catalogue when the engine starts, and follows their files while it runs.</summary>
internal sealed partial class PackLoop(IWorkflowStore store, IEnumerable<RegisteredPacks> packs, TimeProvider time, ILogger<PackLoop> logger)
    : BackgroundService
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Rescan = TimeSpan.FromMinutes(1);

    private readonly List<(PackRegistrar Registrar, PackWatch? Watch)> _folders = [];

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var folder in packs)
        {
            // The watch begins before the files are read, so that no change falls between the two.
            var registrar = new PackRegistrar(store, new(folder.Options, time));
            _folders.Add((registrar, folder.IsWatched ? new(registrar.Loader.Folder, Quiet, Rescan, time) : null));
            foreach (var result in await registrar.SyncAllAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                Report(result);
            }
        }

        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public override void Dispose()
    {
        foreach (var (_, watch) in _folders)
        {
            watch?.Dispose();
        }

        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(_folders
        .Where(folder => folder.Watch is not null)
        .Select(folder => FollowAsync(folder.Registrar, folder.Watch!, stoppingToken)));

    private async Task FollowAsync(PackRegistrar registrar, PackWatch watch, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowOnceAsync(registrar, await watch.NextAsync(stoppingToken).ConfigureAwait(false), stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The top of the loop: the rescan finds what was not brought over now.
                LogFailed(logger, registrar.Loader.Folder, exception);
            }
        }
    }

    private async Task FollowOnceAsync(PackRegistrar registrar, IReadOnlySet<string>? changed, CancellationToken stoppingToken)
    {
        if (changed is null)
        {
            foreach (var result in await registrar.SyncAllAsync(cancellationToken: stoppingToken).ConfigureAwait(false))
            {
                Report(result);
            }

            return;
        }

        foreach (var pack in changed.Order(StringComparer.Ordinal))
        {
            Report(await registrar.SyncPackAsync(pack, cancellationToken: stoppingToken).ConfigureAwait(false));
        }
    }

    private void Report(PackSyncResult result)
    {
        if (result.Change != default)
        {
            LogSynced(logger, result.Pack, result.Change.Added, result.Change.Changed, result.Change.Removed);
        }

        foreach (var error in result.Errors.Where(error => error.Diagnostic.Code != CatalogCodes.NotFound))
        {
            LogError(logger, error.ToString());
        }
    }
}
