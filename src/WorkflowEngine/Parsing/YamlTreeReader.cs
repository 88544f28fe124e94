using WorkflowEngine.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace WorkflowEngine.Parsing;

/// <summary>Builds the node tree of a file from the events of the YAML parser, with limits on depth and aliases.</summary>
internal sealed class YamlTreeReader
{
    public const int MaxDepth = 64;
    public const long AliasBudget = 1 << 20;
    public const int MaxNodes = 100_000;

    private readonly YamlText _text;
    private readonly Findings _findings;
    private readonly Stack<YamlFrame> _frames = new();
    private readonly Dictionary<string, YamlNode?> _anchors = new(StringComparer.Ordinal);
    private YamlNode? _root;
    private long _expanded;
    private int _documents;
    private int _nodes;
    private long _readUpTo;

    private YamlTreeReader(YamlText text, Findings findings) => (_text, _findings) = (text, findings);

    public static YamlTree Read(YamlText text, Findings findings)
    {
        var reader = new YamlTreeReader(text, findings);
        var complete = reader.ReadAll();
        return new(reader._root, complete);
    }

    private bool ReadAll()
    {
        try
        {
            var parser = new Parser(new Scanner(new StringReader(_text.Text), skipComments: true));
            while (parser.MoveNext())
            {
                if (!Accept(parser.Current!))
                {
                    return false;
                }

                _readUpTo = parser.Current!.End.Index;
            }

            return true;
        }
        catch (YamlException exception)
        {
            YamlSyntaxMessage.Report(exception.Message, exception.Start.Index, OpenFlow(), _text, _findings);
            return false;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The YAML library fails in several other ways on broken flow collections; whatever the bytes are, it is the file's fault.
            YamlSyntaxMessage.Report("", _readUpTo, OpenFlow(), _text, _findings);
            return false;
        }
    }

    private YamlNode? OpenFlow() => _frames.TryPeek(out var frame) && frame.IsFlow ? frame.Node : null;

    private bool Accept(ParsingEvent parsingEvent)
    {
        if (parsingEvent is NodeEvent or AnchorAlias && ++_nodes > MaxNodes)
        {
            _findings.Error(YamlCodes.TooLarge, $"The file has more than {MaxNodes} keys and values.", SpanOf(parsingEvent));
            return false;
        }

        switch (parsingEvent)
        {
            case DocumentStart start:
                return StartDocument(start);
            case Scalar scalar:
                return AddScalar(scalar);
            case AnchorAlias alias:
                return AddAlias(alias);
            case SequenceStart sequence:
                return Open(new YamlSequence(SpanOf(sequence)), sequence, sequence.Style == SequenceStyle.Flow);
            case MappingStart mapping:
                return Open(new YamlMapping(SpanOf(mapping)), mapping, mapping.Style == MappingStyle.Flow);
            case SequenceEnd or MappingEnd:
                Close(parsingEvent);
                return true;
            default:
                return true;
        }
    }

    private bool StartDocument(DocumentStart start)
    {
        if (++_documents == 1)
        {
            return true;
        }

        _findings.Error(
            YamlCodes.SeveralDocuments, "A file holds one document, and a second one begins here.", SpanOf(start), "Put each workflow in its own file.");
        return false;
    }

    private bool AddScalar(Scalar scalar)
    {
        var span = SpanOf(scalar);
        var isText = !CheckTag(scalar.Tag, span) || scalar.Tag == "!" || (!scalar.Tag.IsEmpty && scalar.Tag.Value == "tag:yaml.org,2002:str");
        if (scalar.Value.Contains('\0', StringComparison.Ordinal))
        {
            _findings.Error(YamlCodes.InvalidCharacter, "Text cannot hold the character U+0000.", span);
        }

        var blockStart = scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded ? _text.FindBlockText(scalar.Start.Index) : null;
        var node = new YamlScalar(scalar.Value, scalar.Style == ScalarStyle.Plain && !isText, span, blockStart);
        Remember(AnchorOf(scalar), node);
        Attach(node, span.End);
        return true;
    }

    private bool AddAlias(AnchorAlias alias)
    {
        var span = SpanOf(alias);
        var name = alias.Value.Value;
        if (!_anchors.TryGetValue(name, out var target))
        {
            _findings.Error(YamlCodes.UnknownAlias, $"The alias {Quoted.Text(name)} has no anchor before it.", span);
        }
        else if (target is null)
        {
            _findings.Error(YamlCodes.UnknownAlias, $"The alias {Quoted.Text(name)} is inside the value it stands for.", span);
        }
        else if (_frames.Count + target.Height > MaxDepth)
        {
            return TooDeep(span);
        }
        else
        {
            _expanded += target.Cost;
            if (_expanded > AliasBudget)
            {
                _findings.Error(YamlCodes.AliasBudget, $"The aliases of the file stand for more than {AliasBudget} characters.", span);
                return false;
            }
        }

        Attach(target ?? new YamlScalar("", isPlain: true, span), span.End);
        return true;
    }

    private bool Open(YamlNode node, NodeEvent start, bool isFlow)
    {
        if (_frames.Count >= MaxDepth)
        {
            return TooDeep(node.Span);
        }

        CheckTag(start.Tag, node.Span);
        var anchor = AnchorOf(start);
        Remember(anchor, null);
        _root ??= node;
        _frames.Push(new YamlFrame(node, anchor, isFlow));
        return true;
    }

    private bool TooDeep(SourceSpan span)
    {
        _findings.Error(YamlCodes.TooDeep, $"Values are nested more than {MaxDepth} levels deep.", span);
        return false;
    }

    private void Close(ParsingEvent end)
    {
        var frame = _frames.Pop();
        // The end of a block collection is only noticed at the next token, lines later; its last item is where it ends.
        var position = frame.IsFlow ? _text.PositionAt(end.End.Index) : frame.End;
        if (frame.Node is YamlMapping mapping)
        {
            mapping.EndAt(position);
        }
        else
        {
            ((YamlSequence)frame.Node).EndAt(position);
        }

        Remember(frame.Anchor, frame.Node);
        Attach(frame.Node, position);
    }

    private void Attach(YamlNode node, SourcePosition end)
    {
        if (!_frames.TryPeek(out var frame))
        {
            _root ??= node;
            return;
        }

        frame.End = end;
        if (frame.Node is YamlSequence sequence)
        {
            sequence.Add(node);
        }
        else if (frame.DropsValue)
        {
            frame.DropsValue = false;
        }
        else if (frame.Key is null)
        {
            AttachKey(frame, node);
        }
        else
        {
            AttachValue(frame, (YamlMapping)frame.Node, frame.Key, node);
        }
    }

    private void AttachKey(YamlFrame frame, YamlNode node)
    {
        if (node is not YamlScalar key)
        {
            _findings.Error(
                YamlCodes.KeyNotText, $"A key must be text, not {node.Kind}.", node.Span, "Put text that begins with '{' or '[' in quotes.");
            frame.DropsValue = true;
            return;
        }

        if (key is { IsPlain: true, Text: "<<" })
        {
            _findings.Error(
                YamlCodes.MergeKey, "The merge key '<<' is not part of YAML 1.2.", key.Span, "Repeat the keys, or give the whole value with an alias.");
            frame.DropsValue = true;
            return;
        }

        frame.Key = key;
    }

    private void AttachValue(YamlFrame frame, YamlMapping mapping, YamlScalar key, YamlNode value)
    {
        frame.Key = null;
        if (!mapping.TryAdd(key, value) && mapping.TryGet(key.Text, out var first))
        {
            _findings.Error(
                YamlCodes.DuplicateKey, $"The key {Quoted.Text(key.Text)} is there twice; the first is on line {first.Key.Span.Start.Line}.", key.Span);
        }
    }

    private void Remember(string? anchor, YamlNode? node)
    {
        if (anchor is not null)
        {
            _anchors[anchor] = node;
        }
    }

    private bool CheckTag(TagName tag, SourceSpan span)
    {
        if (tag.IsEmpty || tag.IsNonSpecific || tag.Value is "tag:yaml.org,2002:str" or "tag:yaml.org,2002:int" or "tag:yaml.org,2002:bool"
            or "tag:yaml.org,2002:float" or "tag:yaml.org,2002:null" or "tag:yaml.org,2002:map" or "tag:yaml.org,2002:seq")
        {
            return true;
        }

        _findings.Error(YamlCodes.UnknownTag, $"The tag {Quoted.Text(tag.Value)} is not known.", span);
        return false;
    }

    private static string? AnchorOf(NodeEvent node) => node.Anchor.IsEmpty ? null : node.Anchor.Value;

    private SourceSpan SpanOf(ParsingEvent parsingEvent) => _text.SpanOf(parsingEvent.Start.Index, parsingEvent.End.Index);
}
