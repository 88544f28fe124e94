using Microsoft.Extensions.DependencyInjection;
using WorkflowEngine.Definitions;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Execution;
using WorkflowEngine.Notifications;
using WorkflowEngine.Sources;
using WorkflowEngine.Sources.Packs;

namespace WorkflowEngine.Hosting;

/// <summary>What every engine can be given. <c>Add...</c> may be called several times.</summary>
public static class WorkflowEngineBuilderExtensions
{
    /// <summary>Changes settings of the engine; checked at start.</summary>
    public static IWorkflowEngineBuilder Configure(this IWorkflowEngineBuilder builder, Action<WorkflowEngineOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(configure);
        return builder;
    }

    /// <summary>
    /// Adds the workflow files of a repository's work tree; they are read when the engine starts. Jobs run in a checkout of the event's
    /// commit, or in a copy when the folder is not the top of a git work tree.
    /// </summary>
    /// <param name="builder">The engine.</param>
    /// <param name="path">The root folder of the work tree.</param>
    /// <param name="scope">The scope of its workflows. Default: the name of the folder.</param>
    public static IWorkflowEngineBuilder AddRepository(this IWorkflowEngineBuilder builder, string path, Scope? scope = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var root = Path.GetFullPath(path);
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(root));
        builder.Services.AddSingleton(new RegisteredRepository(root, scope ?? (name.Length > 0 ? new Scope(name) : Scope.Default)));
        return builder;
    }

    /// <summary>
    /// Adds a folder of packs: each folder in it is a pack, whose <c>workflows</c> are in the catalogue when the engine has started.
    /// </summary>
    /// <param name="builder">The engine.</param>
    /// <param name="folder">The folder of the packs.</param>
    /// <param name="watch">Whether changes of the files are followed while the engine runs. Default: true.</param>
    public static IWorkflowEngineBuilder AddPacks(this IWorkflowEngineBuilder builder, string folder, bool watch = true)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        builder.Services.AddSingleton(new RegisteredPacks(new() { Folder = Path.GetFullPath(folder) }, watch));
        return builder;
    }

    /// <summary>Adds a workflow that is written as records.</summary>
    public static IWorkflowEngineBuilder AddWorkflow(this IWorkflowEngineBuilder builder, WorkflowDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(definition);
        builder.Services.AddSingleton(new RegisteredWorkflow(definition));
        return builder;
    }

    /// <summary>Adds code that action steps run by name (<c>uses: name</c>).</summary>
    /// <param name="builder">The engine.</param>
    /// <param name="name">The name, unique in the host; it is stored with runs, so it must stay the same.</param>
    /// <param name="step">The code. A value it returns is the step's result; an exception fails the step.</param>
    public static IWorkflowEngineBuilder AddStep(
        this IWorkflowEngineBuilder builder, string name, Func<StepContext, CancellationToken, ValueTask<StepResult>> step)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(step);
        builder.Services.AddSingleton(new RegisteredStep(name, step));
        return builder;
    }

    /// <summary>Adds code that action steps run by name (<c>uses: name</c>) and that succeeds unless it throws.</summary>
    /// <param name="builder">The engine.</param>
    /// <param name="name">The name, unique in the host; it is stored with runs, so it must stay the same.</param>
    /// <param name="step">The code; an exception fails the step.</param>
    public static IWorkflowEngineBuilder AddStep(
        this IWorkflowEngineBuilder builder, string name, Func<StepContext, CancellationToken, Task> step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return builder.AddStep(name, async (context, cancellationToken) =>
        {
            await step(context, cancellationToken).ConfigureAwait(false);
            return StepResult.Success;
        });
    }

    /// <summary>Adds an observer that is told what happens to runs.</summary>
    public static IWorkflowEngineBuilder AddObserver<TObserver>(this IWorkflowEngineBuilder builder)
        where TObserver : class, IRunObserver
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<IRunObserver, TObserver>();
        return builder;
    }
}
