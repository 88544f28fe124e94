namespace WorkflowEngine.Triggers.Webhooks;

/// <summary>Brings the ways to write the address of a repository into one form, such as <c>github.com/org/name</c>.</summary>
public static class RepositoryAddress
{
    private const string RawHost = "raw.githubusercontent.com/";

    private static readonly string[] Schemes = ["https://", "http://", "ssh://", "git://"];

    /// <summary>
    /// The address without scheme, user, <c>.git</c> and the slash at its end; scheme and host are compared without case. User names and
    /// passwords do not belong to an address and are left out.
    /// </summary>
    public static string Normalize(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var rest = address.AsSpan().Trim();
        var hasScheme = false;
        foreach (var scheme in Schemes)
        {
            if (rest.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            {
                rest = rest[scheme.Length..];
                hasScheme = true;
                break;
            }
        }

        rest = WithoutUser(rest, out var hadUser);
        if (rest.EndsWith("/"))
        {
            rest = rest[..^1];
        }

        if (rest.EndsWith(".git"))
        {
            rest = rest[..^4];
        }

        var text = rest.ToString();
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (!hasScheme && hadUser && colon >= 0 && !text.AsSpan(0, colon).Contains('/'))
        {
            // The short form of ssh: git@host:path.
            text = $"{text[..colon]}/{text[(colon + 1)..]}";
        }

        return WithLowerHost(text);
    }

    private static ReadOnlySpan<char> WithoutUser(ReadOnlySpan<char> rest, out bool hadUser)
    {
        var slash = rest.IndexOf('/');
        var authority = slash < 0 ? rest : rest[..slash];
        var at = authority.LastIndexOf('@');
        hadUser = at >= 0;
        return rest[(at + 1)..];
    }

    private static string WithLowerHost(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var host = slash < 0 ? text : text[..slash];
        var lower = string.Concat(host.ToLowerInvariant(), text.AsSpan(host.Length));
        return lower.StartsWith(RawHost, StringComparison.Ordinal) ? string.Concat("github.com/", lower.AsSpan(RawHost.Length)) : lower;
    }
}
