using WorkflowEngine.Definitions;
using WorkflowEngine.Parsing;

namespace WorkflowEngine.Sources;

/// <summary>Reads the workflows of one file. What is wrong with the file is in the result; nothing is thrown.</summary>
/// <param name="content">The bytes of the file.</param>
/// <param name="file">The file, relative to the root, with forward slashes.</param>
/// <param name="scope">The scope that the definitions get.</param>
internal delegate WorkflowParseResult WorkflowFileReader(ReadOnlyMemory<byte> content, string file, Scope scope);
