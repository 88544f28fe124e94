using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python;

/// <summary>
/// Builds the tree by recursive descent over the tokens of the whole file. The first error moves the parser to the end of
/// the file, where every rule ends by itself; there are no exceptions.
/// </summary>
internal sealed partial class Parser
{
    private readonly string _text;
    private readonly Tokenizer _tokenizer;
    private readonly PythonReaderLimits _limits;
    private readonly List<PythonNode> _scratch = new(64);
    private readonly HashSet<string> _names = new(64, StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _namesBySpan;
    private readonly PythonExpression _missing = new ConstantExpression(PythonConstant.None, SourceSpan.None);
    private Token[] _tokens = [];
    private int _index;
    private int _last;
    private int _depth;

    public Parser(string text, Tokenizer tokenizer, PythonReaderLimits limits)
    {
        _text = text;
        _tokenizer = tokenizer;
        _limits = limits;
        _namesBySpan = _names.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    private TokenKind Kind => _tokens[_index].Kind;

    // The last token is the end of the file, and nothing looks beyond it.
    private TokenKind NextKind => _index < _last ? _tokens[_index + 1].Kind : TokenKind.EndOfFile;

    public PythonModule ParseModule()
    {
        var body = ImmutableArray.CreateBuilder<PythonStatement>();
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        var (position, line) = (0, 1);
        while (true)
        {
            Start(position, line);
            while (!_failed && Kind != TokenKind.EndOfFile)
            {
                var mark = _scratch.Count;
                ParseStatement();
                if (!_failed)
                {
                    body.AddRange(Take<PythonStatement>(mark));
                }
            }

            if (!_failed)
            {
                break;
            }

            var error = Error();
            diagnostics.Add(error);
            if (diagnostics.Count >= _limits.MaxErrors || !FindNextDefinition(error.Span.Start.Line, ref position, ref line))
            {
                break;
            }
        }

        return new PythonModule { Body = body.DrainToImmutable(), Diagnostics = diagnostics.DrainToImmutable() };
    }

    private void Start(int position, int line)
    {
        _tokenizer.Run(position, line);
        _tokens = _tokenizer.Tokens;
        (_index, _last, _depth, _failed, _attemptIndex) = (0, _tokenizer.Last, 0, false, 0);
        _scratch.Clear();
    }

    // The first line after the error that starts a decorated or plain definition in the first column.
    private bool FindNextDefinition(int errorLine, ref int position, ref int line)
    {
        while (true)
        {
            var length = _text.AsSpan(position).IndexOf('\n');
            if (length < 0)
            {
                return false;
            }

            position += length + 1;
            line++;
            var rest = _text.AsSpan(position);
            if (line > errorLine && (rest.StartsWith('@') || rest.StartsWith("def ") || rest.StartsWith("class ") || rest.StartsWith("async def ")))
            {
                return true;
            }
        }
    }

    // Stays at the end of the file, where a parser that failed already is.
    private int Advance()
    {
        var at = _index;
        _index = at < _last ? at + 1 : at;
        return at;
    }

    private bool Accept(TokenKind kind)
    {
        if (Kind != kind)
        {
            return false;
        }

        Advance();
        return true;
    }

    private bool Expect(TokenKind kind)
    {
        if (Accept(kind))
        {
            return true;
        }

        FailHere();
        return false;
    }

    // For the places where Python names what it misses.
    private void Expect(TokenKind kind, string message)
    {
        if (!Accept(kind))
        {
            FailHere(message);
        }
    }

    private ReadOnlySpan<char> TextOf(int token) => _text.AsSpan(_tokens[token].Start, _tokens[token].End - _tokens[token].Start);

    private bool IsWord(int token, string word) => _tokens[token].Kind == TokenKind.Name && TextOf(token).SequenceEqual(word);

    private string ReadName()
    {
        if (Kind != TokenKind.Name)
        {
            FailHere();
            return "";
        }

        return Intern(TextOf(Advance()));
    }

    private string Intern(ReadOnlySpan<char> word)
    {
        if (_namesBySpan.TryGetValue(word, out var name))
        {
            return name;
        }

        name = word.ToString();
        if (!Ascii.IsValid(word))
        {
            name = UnicodeNormalForms.OfName(name);
        }

        _names.Add(name);
        return name;
    }

    private SourceSpan SpanFrom(int first)
    {
        ref var start = ref _tokens[first];
        ref var end = ref _tokens[Math.Max(first, _index - 1)];
        return new(new(start.Line, start.Column + 1), new(end.EndLine, end.EndColumn + 1));
    }

    private SourceSpan SpanOf(int token)
    {
        ref var found = ref _tokens[token];
        return new(new(found.Line, found.Column + 1), new(found.EndLine, found.EndColumn + 1));
    }

    private SourceSpan SpanTo(int first, PythonNode last)
    {
        ref var start = ref _tokens[first];
        return new(new(start.Line, start.Column + 1), last.Span.End);
    }

    /// <summary>Takes what was pushed since the mark; the caller pushed nothing but nodes of that type.</summary>
    private ImmutableArray<T> Take<T>(int mark)
        where T : PythonNode?
    {
        var count = _scratch.Count - mark;
        if (count == 0)
        {
            return [];
        }

        var nodes = new T[count];
        for (var i = 0; i < count; i++)
        {
            nodes[i] = Unsafe.As<PythonNode, T>(ref CollectionsMarshal.AsSpan(_scratch)[mark + i]);
        }

        _scratch.RemoveRange(mark, count);
        return ImmutableCollectionsMarshal.AsImmutableArray(nodes);
    }

    private bool Enter()
    {
        if (_depth < _limits.MaxDepth && RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            _depth++;
            return true;
        }

        FailHere("too many nested expressions");
        return false;
    }

    private T Bounded<T>(T node)
        where T : PythonExpression
    {
        if (node.Height > _limits.MaxHeight)
        {
            FailHere("too many chained operations in one expression");
        }

        return node;
    }
}
