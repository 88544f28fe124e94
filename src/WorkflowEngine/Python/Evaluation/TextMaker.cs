namespace WorkflowEngine.Python.Evaluation;

/// <summary>Builds a text and stops the program before it becomes too long.</summary>
internal sealed class TextMaker(Interpreter vm)
{
    private readonly System.Text.StringBuilder _text = new();

    public TextMaker Add(string part)
    {
        if (_text.Length + (long)part.Length > vm.Limits.TextLength)
        {
            vm.Text(_text.Length + (long)part.Length);
        }

        vm.Spend(1 + (part.Length >> 5));
        _text.Append(part);
        return this;
    }

    public override string ToString()
    {
        vm.Text(_text.Length);
        return _text.ToString();
    }
}
