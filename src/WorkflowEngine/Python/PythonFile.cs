namespace WorkflowEngine.Python;

/// <summary>A first look at a file that need not be parsed to be ruled out.</summary>
internal static class PythonFile
{
    /// <summary>
    /// Whether a decorator of that name can stand in the file: it holds an "@" and the name as a whole word. Never false
    /// for a file that has one, unless the name is written in letters that only look like ASCII.
    /// </summary>
    public static bool MayDecorateWith(ReadOnlySpan<byte> file, ReadOnlySpan<byte> name)
    {
        var rest = file;
        while (true)
        {
            var at = rest.IndexOf(name);
            if (at < 0)
            {
                return false;
            }

            var startsWord = at == 0 || !IsWordByte(rest[at - 1]);
            var after = at + name.Length;
            if (startsWord && (after >= rest.Length || !IsWordByte(rest[after])))
            {
                return file.Contains((byte)'@');
            }

            // The last byte of the match stays, as what comes before the next match.
            rest = rest[(after - 1)..];
        }
    }

    private static bool IsWordByte(byte value) => value >= 128 || PythonIdentifier.IsAsciiPart((char)value);
}
