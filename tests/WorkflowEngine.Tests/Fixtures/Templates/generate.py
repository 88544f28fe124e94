"""Writes random templates with what Jinja2 makes of them, one JSON object per line: generate.py COUNT SEED

Templates that Jinja2 refuses, or that fail in it, are left out. Values are printed as the engine prints them (true, none, lists and objects like JSON), not as Python does.
"""
import copy
import json
import random
import sys

import jinja2

COUNT, SEED = int(sys.argv[1]), int(sys.argv[2])
R = random.Random(SEED)


def shown(value, nested=False):
    if isinstance(value, jinja2.Undefined):
        return ""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False) if nested else value
    if isinstance(value, dict):
        return "{" + ", ".join(json.dumps(k) + ": " + shown(v, True) for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(shown(v, True) for v in value) + "]"
    if isinstance(value, (int, float)):
        return str(value)
    if hasattr(value, "__iter__"):
        return shown(list(value))
    return str(value)


ENV = jinja2.Environment(finalize=shown)

CONTEXT = {
    "name": "Ada Lovelace", "n": 7, "z": 0, "f": 2.5, "yes": True, "no": False, "nil": None, "empty": "", "lines": "one\ntwo\n\nthree",
    "xs": [3, 1, 2], "words": ["pear", "Apple", "fig", "apple"], "none_left": [],
    "user": {"name": "bo", "age": 30, "tags": ["a", "b"]},
    "people": [{"name": "Cy", "age": 3, "team": "x"}, {"name": "al", "age": 2, "team": "y"}, {"name": "Bo", "age": 9, "team": "x"}],
    "pairs": [["a", 1], ["b", 2]],
}
NUMBERS = ["n", "z", "1", "2", "10", "f", "user.age", "xs[0]", "xs[-1]", "xs | length", "loop.index", "loop.revindex0", "(n + 1)", "people[1].age"]
TEXTS = ["name", "'x y'", "\"q\"", "user.name", "words[1]", "name[0]", "name[4:]", "empty", "lines", "'a' 'b'"]
LISTS = ["xs", "words", "none_left", "[1, 2]", "('a', 'b')", "user.tags", "range(3)", "range(1, 8, 3)", "xs[1:]", "words[:2]", "missing"]
TEST_TEXTS = ["string", "number", "defined", "undefined", "none", "mapping", "integer", "boolean", "true", "float"]


def number(d):
    k = R.randrange(9 if d < 2 else 2)
    if k < 3: return R.choice(NUMBERS)
    if k == 3: return f"{number(d + 1)} {R.choice('+-*')} {number(d + 1)}"
    if k == 4: return f"({number(d + 1)}) {R.choice(['//', '/'])} 2"
    if k == 5: return f"{lst(d + 1)} | length"
    if k == 6: return f"-{R.choice(NUMBERS)}"
    if k == 7: return f"({number(d + 1)}) | {R.choice(['abs', 'int', 'float', 'round(1)'])}"
    return R.choice(["xs | sum", "xs | min", "xs | max", "people | sum(attribute='age')", "'12' | int", "'x' | int(4)"])


def text(d):
    k = R.randrange(12 if d < 2 else 2)
    if k < 3: return R.choice(TEXTS)
    if k == 3: return f"{text(d + 1)} ~ {R.choice([text, number])(d + 1)}"
    if k == 4: return f"{text(d + 1)} | {R.choice(['upper', 'lower', 'capitalize', 'title', 'trim', 'reverse', 'string', 'center(12)'])}"
    if k == 5: return f"{text(d + 1)} | replace('a', 'bb')"
    if k == 6: return f"{lst(d + 1)} | join({R.choice(['', repr(', '), repr('-')])})"
    if k == 7: return f"{text(d + 1)} | {R.choice(['indent', 'indent(2, true)', 'truncate(5)', 'truncate(6, true, end=repr_)'.replace('repr_', repr('~'))])}"
    if k == 8: return f"missing | default({text(d + 1)})"
    if k == 9: return f"{text(d + 1)} if {cond(d + 1)} else {text(d + 1)}"
    if k == 10: return f"({text(d + 1)}).{R.choice(['upper()', 'strip()', 'lower()'])}"
    return "people | map(attribute='name') | join(',')"


def lst(d):
    k = R.randrange(10 if d < 2 else 2)
    if k < 4: return R.choice(LISTS)
    if k == 4: return f"({lst(d + 1)}) | {R.choice(['list', 'unique | list', 'reverse | list', 'first', 'last', 'batch(2) | list'])}"
    if k == 5: return R.choice(["words | sort", "xs | sort(reverse=true)", "words | map('upper') | list", "people | map(attribute='age') | list"])
    if k == 6: return R.choice(["xs | select('odd') | list", "xs | reject('odd') | list", "xs | select('gt', 1) | list", "people | selectattr('team', 'equalto', 'x') | map(attribute='name') | list"])
    if k == 7: return R.choice(["people | sort(attribute='name') | map(attribute='name') | list", "user | dictsort | map('first') | list", "user.keys() | list", "people | rejectattr('age', 'lt', 3) | map(attribute='age') | list"])
    if k == 8: return f"xs + [{number(d + 1)}]"
    return R.choice(["'a b c'.split()", "'a,b'.split(',')", "xs | slice(2) | list", "user.tags | list", "words | unique | list", "people | groupby('team') | map(attribute=0) | list"])


def cond(d):
    k = R.randrange(12 if d < 3 else 3)
    if k == 0: return R.choice(["yes", "no", "nil", "missing", "xs", "none_left", "empty", "user", "n", "z", "true", "none"])
    if k == 1: return f"{R.choice(NUMBERS)} {R.choice(['<', '<=', '>', '>=', '==', '!='])} {R.choice(NUMBERS)}"
    if k == 2: return f"{R.choice(['user.nope', 'missing', 'n', 'name', 'xs', 'user', 'nil', 'f'])} is {R.choice(['', 'not '])}{R.choice(TEST_TEXTS)}"
    if k == 3: return f"not {cond(d + 1)}"
    if k == 4: return f"{cond(d + 1)} and {cond(d + 1)}"
    if k == 5: return f"{cond(d + 1)} or {cond(d + 1)}"
    if k == 6: return f"{R.choice(['1', 'n', chr(39) + 'a' + chr(39)])} {R.choice(['in', 'not in'])} {R.choice(['xs', 'words', 'none_left', '[1, 7]'])}"
    if k == 7: return f"'a' in {text(d + 1)}"
    if k == 8: return f"1 < {R.choice(NUMBERS)} <= 7"
    if k == 9: return f"({cond(d + 1)})"
    if k == 10: return f"{R.choice(['n', '4', 'z'])} is {R.choice(['odd', 'even', 'divisibleby 2', 'divisibleby(3)'])}"
    return "'name' in user"


def expr(d=0):
    return R.choice([number, text, lst, cond])(d)


def pad():
    return R.choice(["", "", " ", "\n", "  \n ", "text", "a b", " - ", "{", "%}", "\n\n"])


def tag(inner):
    return "{%" + R.choice(["", "", "-", "+"]) + R.choice([" ", ""]) + inner + " " + R.choice(["", "", "-"]) + "%}"


def body(d):
    return "".join(piece(d + 1) for _ in range(R.randrange(1, 4)))


def piece(d=0):
    k = R.randrange(22 if d < 2 else 6)
    if k < 2: return pad()
    if k < 6: return "{{" + R.choice(["", "", "-"]) + " " + expr() + " " + R.choice(["", "", "-"]) + "}}"
    if k < 9: return tag("if " + cond(0)) + body(d) + (tag("elif " + cond(0)) + body(d) if R.random() < 0.3 else "") + (tag("else") + body(d) if R.random() < 0.5 else "") + tag("endif")
    if k < 12: return tag(f"for {R.choice(['i', 'w'])} in {lst(0)}" + (f" if {cond(1)}" if R.random() < 0.3 else "")) + body(d) + "{{ loop.index }}{{ loop.last }}" + (tag("else") + body(d) if R.random() < 0.3 else "") + tag("endfor")
    if k == 12: return tag("for k, v in " + R.choice(["pairs", "user.items()", "user | dictsort", "user | items"])) + "{{ k }}={{ v }}" + pad() + tag("endfor")
    if k == 13: return tag(f"set {R.choice(['a', 'c'])} = {expr()}") + "{{ a }}{{ n }}"
    if k == 14: return tag("set blk") + body(d) + tag("endset") + "{{ blk | upper }}"
    if k == 15: return tag(f"macro m(p, q={number(1)})") + body(d) + "{{ p }}/{{ q }}" + tag("endmacro") + f"{{{{ m({expr(1)}) }}}}{{{{ m(q={number(1)}, p=1) }}}}{{{{ m() }}}}"
    if k == 16: return tag(f"filter {R.choice(['upper', 'trim', 'replace(' + repr('a') + ', ' + repr('b') + ')', 'upper | trim'])}") + body(d) + tag("endfilter")
    if k == 17: return tag(f"with a = {expr()}, b = {number(1)}") + body(d) + "{{ a }}{{ b }}" + tag("endwith") + "{{ a }}"
    if k == 18: return tag("raw") + "{{ x }}" + pad() + "{% if %}" + tag("endraw")
    if k == 19: return "{#" + R.choice(["", "-"]) + " note " + R.choice(["", "-"]) + "#}"
    if k == 20: return tag("macro c(t)") + "<{{ t }}>{{ caller(t) }}" + tag("endmacro") + tag("call(u) c(1)") + body(d) + "{{ u }}" + tag("endcall")
    return "{% set ns = namespace(c=0) %}{% for i in xs %}{% set ns.c = ns.c + i %}{% endfor %}{{ ns.c }}" + ("{% block b" + str(R.randrange(10 ** 9)) + " %}" + body(d) + "{% endblock %}")


print(json.dumps({"context": CONTEXT}))
for _ in range(COUNT):
    source = "".join(piece() for _ in range(R.randrange(1, 5))) + R.choice(["", "\n"])
    try:
        rendered = ENV.from_string(source).render(copy.deepcopy(CONTEXT))
    except (jinja2.TemplateError, TypeError, ValueError, ZeroDivisionError, AttributeError, OverflowError):
        continue
    print(json.dumps({"template": source, "rendered": rendered}))
