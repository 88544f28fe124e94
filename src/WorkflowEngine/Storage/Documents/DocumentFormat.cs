using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace WorkflowEngine.Storage.Documents;

/// <summary>What all stored documents share: options, version check, text and bytes. Names and numbers in them never change meaning.</summary>
internal static class DocumentFormat
{
    // As deep as the writer goes, so that what could be written can be read: a payload of the default depth is one level deeper here.
    private const int MaxDepth = 1000;

    public static JsonWriterOptions WriterOptions { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = MaxDepth,
        SkipValidation = true,
    };

    public static JsonReaderOptions ReaderOptions { get; } = new() { MaxDepth = MaxDepth };

    public static string Hash(ReadOnlySpan<byte> document) => Convert.ToHexStringLower(SHA256.HashData(document));

    public static void CheckVersion(string document, int version, int known)
    {
        if (version < 1 || version > known)
        {
            throw new WorkflowStoreException(string.Create(
                CultureInfo.InvariantCulture,
                $"The store holds {document} of format {version}; this version of the engine reads formats 1 to {known}. Use a newer version of the engine."));
        }
    }

    /// <summary>Whether an exception says that a document does not have the form it should have.</summary>
    public static bool IsBroken(Exception exception) => exception
        is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or IndexOutOfRangeException;

    public static WorkflowStoreException Broken(string document, Exception cause) =>
        new($"The store holds {document} that cannot be read: {cause.Message}", cause);

    /// <summary>Parses a document whose version stands in its root.</summary>
    public static JsonElement Parse(ReadOnlySpan<byte> utf8, string document, int known)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8, ReaderOptions);
            var root = JsonElement.ParseValue(ref reader);

            // Throws when something follows.
            reader.Read();
            CheckVersion(document, root.GetProperty("formatVersion").GetInt32(), known);
            return root;
        }
        catch (Exception exception) when (IsBroken(exception))
        {
            throw Broken(document, exception);
        }
    }

    /// <summary>Calls a reader of bytes with the UTF-8 form of a text.</summary>
    public static T Read<T, TState>(string json, TState state, DocumentReader<T, TState> read)
    {
        ArgumentNullException.ThrowIfNull(json);
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(json.Length));
        try
        {
            var length = Encoding.UTF8.GetBytes(json, bytes);
            return read(bytes.AsSpan(0, length), state);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
