namespace WorkflowEngine.Tests.Support;

/// <summary>What tests ask about processes that they did not start themselves.</summary>
internal static class ProcessAssertions
{
    /// <summary>A killed process whose parent is gone belongs to init, which takes its time to collect it.</summary>
    public static async Task AssertGoneAsync(params string[] ids)
    {
        foreach (var id in ids)
        {
            for (var i = 0; i < 500 && !await IsGoneAsync(id); i++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
            }

            (await IsGoneAsync(id)).Should().BeTrue("process {0} was to be killed", id);
        }
    }

    public static async Task<bool> IsGoneAsync(string id)
    {
        try
        {
            var status = await File.ReadAllTextAsync($"/proc/{id}/stat");
            return status.Contains(") Z", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return true;
        }
    }
}
