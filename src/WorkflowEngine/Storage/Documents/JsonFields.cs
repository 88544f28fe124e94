using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Expressions;

namespace WorkflowEngine.Storage.Documents;

/// <summary>Fields that are left out when they have their default, and read back as that default.</summary>
internal static class JsonFields
{
    public static void WriteOptional(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    public static void WriteOptional(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, long value)
    {
        if (value != 0)
        {
            writer.WriteNumber(name, value);
        }
    }

    public static void WriteOptional(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, bool value)
    {
        if (value)
        {
            writer.WriteBoolean(name, true);
        }
    }

    /// <summary>Writes a span of time as its ticks of 100 ns.</summary>
    public static void WriteOptional(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, TimeSpan? value)
    {
        if (value is { } time)
        {
            writer.WriteNumber(name, time.Ticks);
        }
    }

    public static void WriteOptional(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, JsonElement? value)
    {
        if (value is { ValueKind: not JsonValueKind.Undefined } element)
        {
            writer.WritePropertyName(name);
            element.WriteTo(writer);
        }
    }

    public static void WriteNumberOrNothing(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, int? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    public static void WriteTemplate(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, JsonTemplate? template)
    {
        if (template is not null)
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(template.ToJson(), skipInputValidation: true);
        }
    }

    /// <summary>Writes a map of JSON values in ordinal order of its keys, unless it is empty.</summary>
    public static void WriteValues(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyDictionary<string, JsonElement> map)
    {
        if (map.Count == 0)
        {
            return;
        }

        writer.WriteStartObject(name);
        foreach (var key in map.Keys.Order(StringComparer.Ordinal))
        {
            writer.WritePropertyName(key);
            map[key].WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    public static IReadOnlyDictionary<string, JsonElement> Values(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.TryGetProperty(name, out var value)
            ? value.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.Clone(), StringComparer.Ordinal)
            : EmptyMap.Json;

    /// <summary>Writes a list, also an empty one; null is left out.</summary>
    public static void WriteTexts(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<string>? values)
    {
        if (values is null)
        {
            return;
        }

        writer.WriteStartArray(name);
        for (var i = 0; i < values.Count; i++)
        {
            writer.WriteStringValue(values[i]);
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes a list unless it is empty.</summary>
    public static void WriteSomeTexts(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<string> values) =>
        writer.WriteTexts(name, values.Count == 0 ? null : values);

    /// <summary>Writes a map in ordinal order of its keys, so that the same content gives the same bytes.</summary>
    public static void WriteMap(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyDictionary<string, string> map)
    {
        if (map.Count == 0)
        {
            return;
        }

        var keys = new string[map.Count];
        var count = 0;
        foreach (var key in map.Keys)
        {
            keys[count++] = key;
        }

        Array.Sort(keys, StringComparer.Ordinal);
        writer.WriteStartObject(name);
        foreach (var key in keys)
        {
            writer.WriteString(key, map[key]);
        }

        writer.WriteEndObject();
    }

    public static string RequiredText(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.GetProperty(name).GetString() ?? throw new FormatException("A text is null that must not be.");

    public static string? Text(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;

    public static int Int(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.TryGetProperty(name, out var value) ? value.GetInt32() : 0;

    public static int? OptionalInt(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.TryGetProperty(name, out var value) ? value.GetInt32() : null;

    public static bool Flag(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.TryGetProperty(name, out var value) && value.GetBoolean();

    public static TimeSpan? Time(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.TryGetProperty(name, out var value) ? TimeSpan.FromTicks(value.GetInt64()) : null;

    public static IReadOnlyList<string>? Texts(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.TryGetProperty(name, out var value) ? value.Items(static item => item.GetString()!) : null;

    public static IReadOnlyList<T> List<T>(this JsonElement element, ReadOnlySpan<byte> name, Func<JsonElement, T> read) =>
        element.TryGetProperty(name, out var value) ? value.Items(read) : [];

    public static T[] Items<T>(this JsonElement array, Func<JsonElement, T> read)
    {
        var items = new T[array.GetArrayLength()];
        var count = 0;
        foreach (var item in array.EnumerateArray())
        {
            items[count++] = read(item);
        }

        return items;
    }

    public static IReadOnlyDictionary<string, string> Map(this JsonElement element, ReadOnlySpan<byte> name)
    {
        if (!element.TryGetProperty(name, out var value))
        {
            return EmptyMap.Strings;
        }

        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
        {
            map[property.Name] = property.Value.GetString()!;
        }

        return map;
    }
}
