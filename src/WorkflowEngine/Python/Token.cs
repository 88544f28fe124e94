namespace WorkflowEngine.Python;

/// <summary>One token: where it lies in the text, and as line (from 1) and column (from 0, in code points).</summary>
internal struct Token
{
    public int Start;
    public int End;
    public int Line;
    public int Column;
    public int EndLine;
    public int EndColumn;
    public TokenKind Kind;
}
