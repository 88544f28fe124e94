namespace WorkflowEngine.Python;

/// <summary>The letters before a quote.</summary>
internal static class StringPrefix
{
    public static StringPrefixKind Classify(ReadOnlySpan<char> word)
    {
        if (word.Length == 1)
        {
            return (char)(word[0] | 0x20) switch
            {
                'r' or 'b' or 'u' => StringPrefixKind.Plain,
                'f' => StringPrefixKind.Formatted,
                _ => StringPrefixKind.None,
            };
        }

        return ((char)(word[0] | 0x20), (char)(word[1] | 0x20)) switch
        {
            ('b', 'r') or ('r', 'b') => StringPrefixKind.Plain,
            ('f', 'r') or ('r', 'f') => StringPrefixKind.Formatted,
            _ => StringPrefixKind.None,
        };
    }
}
