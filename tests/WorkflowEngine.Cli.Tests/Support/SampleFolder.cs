namespace WorkflowEngine.Cli.Tests.Support;

internal static class SampleFolder
{
    public static string AcmeWeb
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "WorkflowEngine.sln")))
            {
                folder = folder.Parent!;
            }

            return Path.Combine(folder.FullName, "samples", "acme-web");
        }
    }
}
