using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace WorkflowEngine.Cli.Output;

/// <summary>Writes JSON for programs: one document, or one object a line.</summary>
internal static class JsonOutput
{
    public static void WriteDocument(TextWriter output, Action<Utf8JsonWriter> write) => Write(output, write, indented: true);

    public static void WriteLine(TextWriter output, Action<Utf8JsonWriter> write) => Write(output, write, indented: false);

    private static void Write(TextWriter output, Action<Utf8JsonWriter> write, bool indented)
    {
        using var buffer = new MemoryStream();
        var options = new JsonWriterOptions { Indented = indented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            write(writer);
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }
}
