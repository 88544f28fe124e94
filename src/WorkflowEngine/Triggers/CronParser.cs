using System.Globalization;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Triggers;

/// <summary>Reads a five-field cron expression.</summary>
internal ref struct CronParser(string text)
{
    private const int MaxLength = 1000;

    private readonly string _text = text;
    private int _position;
    private Diagnostic? _error;

    public readonly Diagnostic? Error => _error;

    /// <summary>The values of the five fields; null when the text cannot be read.</summary>
    public CronValues[]? Parse()
    {
        if (_text.Length > MaxLength)
        {
            Fail(0, $"it is longer than {MaxLength} characters");
            return null;
        }

        CronField[] fields = [CronField.Minute, CronField.Hour, CronField.DayOfMonth, CronField.Month, CronField.DayOfWeek];
        var values = new CronValues[fields.Length];
        for (var i = 0; i < fields.Length && _error is null; i++)
        {
            SkipSpace();
            if (_position == _text.Length)
            {
                Fail(_position, $"it has {i} of the five fields minute, hour, day of month, month and day of week");
                break;
            }

            values[i] = ReadField(fields[i]);
        }

        SkipSpace();
        if (_error is null && _position < _text.Length)
        {
            Fail(_position, "it has more than five fields");
        }

        return _error is null ? values : null;
    }

    private CronValues ReadField(CronField field)
    {
        if (field.IsDay && Peek() == '?' && IsEnd(_position + 1))
        {
            _position++;
            return new(field.All, false, true);
        }

        var start = _position;
        var bits = 0UL;
        do
        {
            bits |= ReadItem(field);
        }
        while (_error is null && Take(','));

        if (_error is null && !IsEnd(_position))
        {
            Fail(_position, $"'{_text[_position]}' cannot stand in the {field.Name}");
        }

        var written = _text.AsSpan(start, _position - start);
        return new(bits, written is not "*", written.ContainsAny('*', '-', '/'));
    }

    private ulong ReadItem(CronField field)
    {
        int first, last;
        var single = false;
        if (Take('*'))
        {
            (first, last) = (field.First, field.Last);
        }
        else
        {
            first = last = ReadValue(field);
            if (Take('-'))
            {
                last = ReadValue(field);
            }
            else
            {
                single = true;
            }
        }

        var step = 1;
        if (Take('/'))
        {
            step = ReadStep(field);
            last = single ? field.Last : last;
        }

        return _error is null ? Choose(field, first, last, step) : 0;
    }

    /// <summary>A range that goes down goes on past the end of the field: 22-2 is 22, 23, 0, 1, 2.</summary>
    private static ulong Choose(CronField field, int first, int last, int step)
    {
        var size = field.Last - field.First + 1;
        if (first > field.Last && last != first)
        {
            first -= size;
        }

        var end = last < first ? last + size : last;
        var bits = 0UL;
        for (var value = first; value <= end; value += step)
        {
            bits |= 1UL << (value > field.Last ? value - size : value);
        }

        return bits;
    }

    private int ReadStep(CronField field)
    {
        var start = _position;
        var step = ReadNumber();
        if (step < 0)
        {
            Fail(start, $"a number must follow the / in the {field.Name}");
        }
        else if (step == 0 || step > field.LastWritten)
        {
            Fail(start, $"the step {step} of the {field.Name} is not one of 1-{field.LastWritten}");
        }

        return step;
    }

    private int ReadValue(CronField field)
    {
        var start = _position;
        var value = char.IsAsciiLetter(Peek()) ? ReadName(field) : ReadNumber();
        if (_error is not null)
        {
            return 0;
        }

        if (value < 0)
        {
            Fail(start, $"a value of the {field.Name} is missing");
        }
        else if (value < field.First || value > field.LastWritten)
        {
            Fail(start, $"{value} is not a {field.Name}, which is one of {field.First}-{field.LastWritten}");
        }

        return value;
    }

    private int ReadName(CronField field)
    {
        var start = _position;
        while (char.IsAsciiLetter(Peek()))
        {
            _position++;
        }

        var name = _text.AsSpan(start, _position - start);
        for (var i = 0; i < field.Names.Length; i++)
        {
            if (name.Equals(field.Names[i], StringComparison.OrdinalIgnoreCase))
            {
                return field.First + i;
            }
        }

        Fail(start, $"'{name}' is not a {field.Name}");
        return 0;
    }

    /// <summary>A number, cut where it is larger than any field; -1 when there is none.</summary>
    private int ReadNumber()
    {
        var start = _position;
        var number = 0;
        while (char.IsAsciiDigit(Peek()))
        {
            number = Math.Min((number * 10) + (_text[_position++] - '0'), 9999);
        }

        return _position == start ? -1 : number;
    }

    private readonly char Peek() => _position < _text.Length ? _text[_position] : '\0';

    private bool Take(char character)
    {
        var taken = Peek() == character;
        _position += taken ? 1 : 0;
        return taken;
    }

    private void SkipSpace()
    {
        while (_position < _text.Length && IsEnd(_position))
        {
            _position++;
        }
    }

    private readonly bool IsEnd(int position) => position >= _text.Length || _text[position] is ' ' or '\t';

    private void Fail(int position, string message)
    {
        var column = position + 1;
        _error ??= Diagnostic.Error(
            TriggerCodes.Cron,
            string.Create(CultureInfo.InvariantCulture, $"The cron expression \"{Shown()}\" cannot be read at character {column}: {message}."),
            SourceSpan.At(1, column));
    }

    private readonly string Shown() => _text.Length > 80 ? _text[..80] + "..." : _text;
}
