using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Tests.Runs;

/// <summary>A job of a <see cref="ReferenceRun"/>.</summary>
internal sealed class ReferenceJob(JobDefinition definition, bool isEmpty)
{
    public JobDefinition Definition => definition;

    public string Name => definition.Name;

    public bool IsEmpty => isEmpty;

    public WorkflowStatus Status { get; set; } = WorkflowStatus.Blocked;

    public int Attempt { get; set; }

    public int Failed { get; set; }

    public int Lost { get; set; }

    public bool IsToldToStop { get; set; }

    public bool HasEnded => Status is WorkflowStatus.Success or WorkflowStatus.Failure or WorkflowStatus.Cancelled or WorkflowStatus.Skipped;

    public bool CountsAsSuccess => Status == WorkflowStatus.Success || (Status == WorkflowStatus.Failure && definition.AllowFailure);

    public bool CountsAsFailure => Status == WorkflowStatus.Failure && !definition.AllowFailure;

    public void Queue()
    {
        Status = WorkflowStatus.Waiting;
        Attempt++;
        IsToldToStop = false;
    }
}
