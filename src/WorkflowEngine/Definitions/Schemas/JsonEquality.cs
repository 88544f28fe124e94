using System.Text.Json;

namespace WorkflowEngine.Definitions.Schemas;

/// <summary>JSON values are equal when they mean the same: numbers by value, objects in any order.</summary>
internal sealed class JsonEquality : IEqualityComparer<JsonElement>
{
    public static JsonEquality Instance { get; } = new();

    public bool Equals(JsonElement x, JsonElement y)
    {
        if (x.ValueKind != y.ValueKind)
        {
            return false;
        }

        return x.ValueKind switch
        {
            JsonValueKind.Number => JsonNumber.Of(x) == JsonNumber.Of(y),
            JsonValueKind.String => x.ValueEquals(y.GetString()),
            JsonValueKind.Array => x.GetArrayLength() == y.GetArrayLength() && x.EnumerateArray().SequenceEqual(y.EnumerateArray(), this),
            JsonValueKind.Object => Members(x) is var members && Members(y) is var others && members.Count == others.Count
                && members.All(member => others.TryGetValue(member.Key, out var other) && Equals(member.Value, other)),
            _ => true,
        };
    }

    public int GetHashCode(JsonElement obj)
    {
        var hash = new HashCode();
        hash.Add(obj.ValueKind);
        switch (obj.ValueKind)
        {
            case JsonValueKind.Number:
                hash.Add(JsonNumber.Of(obj));
                break;
            case JsonValueKind.String:
                hash.Add(obj.GetString());
                break;
            case JsonValueKind.Array:
                foreach (var item in obj.EnumerateArray())
                {
                    hash.Add(GetHashCode(item));
                }

                break;
            case JsonValueKind.Object:
                // Order does not matter, so the members are summed.
                hash.Add(Members(obj).Sum(member => (long)HashCode.Combine(member.Key, GetHashCode(member.Value))));
                break;
        }

        return hash.ToHashCode();
    }

    /// <summary>The members by name; of a repeated name the last one counts, as it does for every reader here.</summary>
    private static Dictionary<string, JsonElement> Members(JsonElement value)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        return members;
    }
}
