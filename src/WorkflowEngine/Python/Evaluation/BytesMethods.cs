using System.Text;

namespace WorkflowEngine.Python.Evaluation;

internal static class BytesMethods
{
    public static Dictionary<string, BuiltinMethod> Table { get; } = new(StringComparer.Ordinal)
    {
        ["decode"] = (vm, self, arguments) =>
            Decode(vm, (PythonBytes)self, new Arguments([.. arguments.Bind("decode", 0, "encoding", "errors").OfType<object>()])),
        ["hex"] = (vm, self, arguments) =>
        {
            arguments.Take("hex", 0, 0);
            vm.Text(((PythonBytes)self).Value.Length * 2L);
            return Convert.ToHexStringLower(((PythonBytes)self).Value);
        },
        ["startswith"] = (_, self, arguments) => Values.Bool(((PythonBytes)self).Value.AsSpan().StartsWith(Part(arguments.Take("startswith", 1, 1)[0]))),
        ["endswith"] = (_, self, arguments) => Values.Bool(((PythonBytes)self).Value.AsSpan().EndsWith(Part(arguments.Take("endswith", 1, 1)[0]))),
    };

    public static object Decode(Interpreter vm, PythonBytes bytes, Arguments arguments)
    {
        var encoding = (arguments.At(0) as string ?? "utf-8").ToLowerInvariant().Replace('_', '-');
        vm.Text(bytes.Value.Length);
        switch (encoding)
        {
            case "utf-8" or "utf8":
                var text = Encoding.UTF8.GetString(bytes.Value);
                return (arguments.At(1) as string ?? "strict") != "strict" || Encoding.UTF8.GetByteCount(text) == bytes.Value.Length
                    ? text
                    : throw PythonError.Make(ExceptionTypes.UnicodeDecodeError, "'utf-8' codec can't decode bytes: invalid start byte");
            case "latin-1" or "latin1" or "iso-8859-1":
                return Encoding.Latin1.GetString(bytes.Value);
            case "ascii" or "us-ascii":
                return Array.TrueForAll(bytes.Value, value => value < 128)
                    ? Encoding.ASCII.GetString(bytes.Value)
                    : throw PythonError.Make(ExceptionTypes.UnicodeDecodeError, "'ascii' codec can't decode bytes: ordinal not in range(128)");
            default:
                throw PythonError.Make(ExceptionTypes.LookupError, $"unknown encoding: {encoding}");
        }
    }

    private static byte[] Part(object value) => (value as PythonBytes)?.Value
        ?? throw PythonError.Type($"first arg must be bytes or a tuple of bytes, not {Types.NameOf(value)}");
}
