using System.Security.Cryptography;
using System.Text;

namespace WorkflowEngine.Triggers.Webhooks;

/// <summary>Whether a webhook comes from who knows a secret. Every secret is tried, in a time that does not tell how much was right.</summary>
internal static class WebhookSignature
{
    private const string Prefix = "sha256=";

    /// <summary>GitHub's: HMAC-SHA256 of the body as <c>sha256=</c> and hexadecimal digits.</summary>
    public static bool IsSigned(ReadOnlySpan<byte> body, string? header, IReadOnlyList<string> secrets)
    {
        if (header is null || !header.StartsWith(Prefix, StringComparison.Ordinal) || header.Length != Prefix.Length + (2 * HMACSHA256.HashSizeInBytes))
        {
            return false;
        }

        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (Convert.FromHexString(header.AsSpan(Prefix.Length), given, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var found = false;
        foreach (var secret in secrets)
        {
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body, expected);
            found |= secret.Length > 0 && CryptographicOperations.FixedTimeEquals(expected, given);
        }

        return found;
    }

    /// <summary>GitLab's: the secret itself. Its hash is compared, so that not even its length shows.</summary>
    public static bool IsToken(string? header, IReadOnlyList<string> secrets)
    {
        if (header is null)
        {
            return false;
        }

        var given = SHA256.HashData(Encoding.UTF8.GetBytes(header));
        var found = false;
        foreach (var secret in secrets)
        {
            found |= secret.Length > 0 && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(secret)), given);
        }

        return found;
    }
}
