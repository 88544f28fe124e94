using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions;

/// <summary>One evaluation under way: its scope, what it may still cost, and the first error.</summary>
internal struct Evaluation(IExpressionScope scope, ExpressionLimits limits)
{
    private int _errorStart = -1;
    private int _errorEnd;

    public IExpressionScope Scope { get; } = scope;

    /// <summary>What it may still cost; those who evaluate many expressions on one account carry it from one to the next.</summary>
    public long StepsLeft { get; set; } = limits.MaxSteps;

    public int MaxOutput { get; } = limits.MaxOutput;

    public string? ErrorCode { get; private set; }

    public string? ErrorMessage { get; private set; }

    /// <summary>Whether a key with hyphens was not found, so that the hyphens may have been meant as minus.</summary>
    public bool MissedHyphenatedKey { get; set; }

    /// <summary>Whether a lenient object may answer null for a key with hyphens it does not have.</summary>
    public bool AcceptsHyphenatedNull { get; set; }

    public readonly (int Start, int End) ErrorRange => (_errorStart, _errorEnd);

    /// <summary>Whether the error says that something is not there, which <c>default</c> and <c>is defined</c> forgive.</summary>
    public readonly bool IsMissing => ErrorCode is ExpressionCodes.UnknownName or ExpressionCodes.UnknownKey or ExpressionCodes.IndexOutOfRange;

    /// <summary>Pays for work in proportion to the items or characters it touches.</summary>
    public bool Charge(long work)
    {
        StepsLeft -= 1 + (work >> 4);
        return StepsLeft >= 0 || Fail(ExpressionCodes.StepLimit, "The expression takes too many steps.");
    }

    /// <summary>Pays for a text or list that is about to be made, and refuses one that is too large.</summary>
    public bool Reserve(long size) =>
        size > MaxOutput ? Fail(ExpressionCodes.OutputLimit, "The expression makes a text or list that is too large.") : Charge(size);

    public bool Fail(string code, string message)
    {
        (ErrorCode, ErrorMessage, _errorStart) = (code, message, -1);
        return false;
    }

    public bool Fail(ExpressionNode node, string code, string message)
    {
        Fail(code, message);
        return At(node);
    }

    /// <summary>Gives the error a position, if it has none yet.</summary>
    public bool At(ExpressionNode node)
    {
        if (_errorStart < 0)
        {
            (_errorStart, _errorEnd) = (node.Start, node.End);
        }

        return false;
    }

    public void Forgive()
    {
        (ErrorCode, ErrorMessage, _errorStart) = (null, null, -1);
    }
}
