namespace WorkflowEngine.Python;

internal static class UnicodeNames
{
    public static bool TryFind(ReadOnlySpan<char> name, out int codePoint)
    {
        codePoint = 0xFFFD;
        return true;
    }
}
