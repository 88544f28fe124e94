using System.Text;
using WorkflowEngine.Python;

namespace WorkflowEngine.Tests.Python;

public class PythonFileTests
{
    [Theory]
    [InlineData("@workflow\ndef f(): pass", true)]
    [InlineData("@workflow", true)]
    [InlineData("import plue\n@plue.workflow(x)\ndef f(): pass", true)]
    [InlineData("from plue import workflow as w\n@w\ndef f(): pass", true)]
    [InlineData("@ \\\n workflow", true)]
    [InlineData("workflow = 1", false)]
    [InlineData("@workflows\ndef f(): pass", false)]
    [InlineData("@my_workflow", false)]
    [InlineData("@workflows workflow", true)]
    [InlineData("workflowworkflow @", false)]
    [InlineData("@work", false)]
    [InlineData("", false)]
    public void A_file_without_an_at_sign_and_the_name_as_a_word_is_ruled_out(string source, bool expected)
    {
        PythonFile.MayDecorateWith(Encoding.UTF8.GetBytes(source), "workflow"u8).Should().Be(expected);
    }
}
