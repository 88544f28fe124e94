print(7 // 2, -7 // 2, 7 // -2, -7 % 3, 7 % -3, 7.5 // 2, -7.5 % 2, 2 ** 10, 2 ** -1, 10 ** 20, -2 ** 2)
print(1 / 3, 10 / 5, 1e16, 1e15, 1.5e-5, 123456789.123, 0.1 + 0.2, float('inf'), -float('inf'), 1e300 * 1e10)
print(True + 1, True & False, True | 2, 5 & 3, 5 ^ 3, ~5, 1 << 70, -1 >> 3, 12345678901234567890 >> 5)
print(9223372036854775807 + 1, -9223372036854775808 - 1, 3037000500 * 3037000500, -9223372036854775808 // -1, 10**30 // 7, -(10**30) % 7)
print(divmod(-7, 2), divmod(7.5, -2), pow(2, 100, 7), pow(3, -1, 7), abs(-5), abs(-2.5), round(2.5), round(3.5), round(2.675, 2), round(1234, -2), round(-0.5))
print(1 == 1.0, 1 == True, 2**53 == 2.0**53, 2**53 + 1 == 2.0**53, 1 < 2 < 3, 1 < 3 < 2, 'a' < 'b', [1, 2] < [1, 3], (1,) < (1, 0))
#---
print('abc' * 3, 'a' + 'b', 'abc'[1], 'abc'[-1], 'abcdef'[1:4], 'abcdef'[::-1], 'abcdef'[::2], 'abc'[5:], 'héllo'[1], len('😀a'), '😀a'[1], '😀ab'[::-1])
print(repr("it's"), repr('say "hi"'), repr('both \' and "'), repr('\n\t\\\x00\x7fé\u200b😀'), ascii('é😀'))
print('Hello'.upper(), 'Hello'.lower(), 'hello world'.title(), 'hELLO'.capitalize(), 'Hello'.swapcase(), 'x'.center(5, '*'), 'ab'.center(5), 'x'.ljust(3) + '|', 'x'.rjust(3), '-42'.zfill(5), '+7'.zfill(4))
print('a,b,,c'.split(','), ' a  b '.split(), 'a b c'.split(' ', 1), 'a b c'.rsplit(None, 1), 'a,b,c'.rsplit(',', 1), ''.split(), ''.split(','), 'a\nb\r\nc'.splitlines(), 'a\nb'.splitlines(True), '  a b  '.split(None, 1), '  a b  '.rsplit(None, 1))
print('abcabc'.find('c'), 'abcabc'.rfind('c'), 'abc'.find('z'), 'abcabc'.index('b', 2), 'aaa'.count('a'), 'aaa'.count('aa'), 'abc'.count(''), 'abc'.startswith(('x', 'a')), 'abc'.endswith('bc'), 'abc'.startswith('b', 1))
print('  x '.strip() + '|', 'xxaxx'.strip('x'), 'abc'.lstrip('a'), 'abc'.rstrip('c'), 'prefix-a'.removeprefix('prefix-'), 'a.py'.removesuffix('.py'), 'a-b'.replace('-', '+'), 'aaa'.replace('a', 'b', 2), 'ab'.replace('', '.'))
print('a=b=c'.partition('='), 'a=b=c'.rpartition('='), 'x'.partition('='), 'x'.rpartition('='), '-'.join(['a', 'b']), ','.join('abc'), ''.join([]))
print('abc'.isalpha(), '123'.isdigit(), 'a1'.isalnum(), ' '.isspace(), 'Ab'.isupper(), 'AB'.isupper(), 'ab1'.islower(), ''.isalpha(), 'Abc Def'.istitle(), 'a_b'.isidentifier(), '1a'.isidentifier())
print('a\tb'.expandtabs(4), 'hello'.translate(str.maketrans('el', 'ip')), 'abc'.translate({97: None, 98: 'XX'}), 'b' in 'abc', '' in 'abc', 'z' not in 'abc')
#---
x = 3.14159
print(f'{x:.2f} {x:10.3f}| {x:<10.1f}| {x:^10.2f}| {x:+.1f} {x:e} {x:g} {x:%} {1234567:,} {1234567.891:,.2f} {255:x} {255:#X} {255:b} {255:o} {255:#o} {5:03d} {-5:05d} {"a":>5} {"abc":.2} {"a":*^5}')
print(f'{x!r} {"s"!r:>6} {x=} {1+1=} {x = :.1f} {{}} {[1, 2]} { {"a": 1}["a"] } {"nested " + f"{x:.{1+1}f}"} {1:>{5}} {True:d} {True} {True:5}|{None}')
print('%s %r %d %5d|%-5d|%05d %x %X %o %.2f %e %g %c %% %+d' % ('a', 'b', 3, 4, 5, 6, 255, 255, 8, 1.5, 1e10, 0.0001, 'z', 7))
print('%(a)s-%(b)03d' % {'a': 1, 'b': 2}, '%s' % (1,), '%s' % [1, 2], '%5.1f|%-8s|' % (2.25, 'ab'), '%*d' % (5, 42), '%#x' % 255)
print('{} {}'.format(1, 'a'), '{0}{1}{0}'.format('x', 'y'), '{a:>5}'.format(a=1), '{0[1]} {1[k]}'.format([1, 2], {'k': 'v'}), '{!r:>5}'.format('a'), '{:{}}'.format('a', 5) + '|', '{{}}'.format())
print(format(1234.5, ',.1f'), format('a', '>3'), format(10, '08b'), format(1e100, 'g'), format(0.00001234, 'g'), format(123456789.0, 'g'), format(1.0, ''), format(1e22, 'f'), format(1234567, '_d'), format(-12, '=+6d'), format(1.5, '08.2f'), format(12345, '012,d'))
print(f'{0.1:.20f} {1e-7} {1e22} {123456789012345680.0} {1.0} {100.0:.3g} {12345.678:.3} {0.0:.2e} {5e-324} {1.7976931348623157e308}')
#---
l = [3, 1, 2]
l.append(4); l.extend([5, 6]); l.insert(0, 0); l.insert(-1, 9); print(l, l.pop(), l.pop(0), l, l.index(1), l.count(9))
l.remove(9); l.sort(); print(l); l.sort(reverse=True); print(l); l.reverse(); print(l); del l[0]; print(l); l[1:3] = ['a', 'b', 'c']; print(l); l[::2] = [0, 0, 0]; print(l); del l[::2]; print(l)
print(sorted(['b', 'A', 'c'], key=str.lower), sorted([(1, 'b'), (1, 'a')], key=lambda t: t[0]), sorted([3, 1, 2], reverse=True), sorted({'b': 1, 'a': 2}), sorted('hello'))
l += (7, 8); l *= 2; print(l, [1] * 3, 2 * [0], [1, 2] + [3], [] or 'empty', l.copy() == l, [1, [2, (3,)]], ())
a = [1]; a.append(a); print(a, [*range(3), *'ab'], (*[1], 2), {**{'a': 1}, 'b': 2})
a, *b, c = range(5); print(a, b, c); (x, y), z = (1, 2), 3; print(x, y, z); [p, q] = 'ab'; print(p, q); x, y = y, x; print(x, y)
t = (1, 2, 3); print(t[0], t[1:], t + (4,), t * 2, (1,), len(t), 2 in t, t.index(3), t.count(1), tuple('ab'))
#---
d = {'a': 1, 'b': 2}
d['c'] = 3; d['a'] = 0; print(d, d.get('x'), d.get('x', 5), d.pop('b'), d.pop('zz', None), list(d), list(d.keys()), list(d.values()), list(d.items()), d.setdefault('n', []), d)
d.update(z=1, a=9); d.update([('q', 2)]); d |= {'w': 3}; print(d | {'a': 1}, len(d), 'a' in d, d.popitem(), d == dict(d), d.keys(), d.values(), d.items())
print({1: 'a', 1.0: 'b', True: 'c'}, {k: v for k, v in zip('abc', range(3))}, dict([('a', 1)], b=2), dict.fromkeys('ab', 0), {(1, 2): 3}[(1, 2)], {'a': 1} == {'a': 1.0}, d.keys() & {'a', 'zz'})
for k in d: print(k, end=' ')
for i, (k, v) in enumerate(d.items(), 1): print(i, k, v, sep=':', end=';')
del d['a']; print(); print(d, bool({}), {}.get(1))
#---
s = {1, 2, 3}
s.add(2); s.discard(9); print(sorted(s | {4}), sorted(s & {2, 3, 9}), sorted(s - {1}), sorted(s ^ {3, 4}), s <= {1, 2, 3, 4}, s < s, s == {3, 2, 1}, 2 in s, len(s), s.isdisjoint({7}), sorted(s.union([8], [9])), set(), frozenset([1]), frozenset())
s.update([5]); s.remove(1); print(sorted(s), sorted(s.intersection([2, 5])), s.issubset(range(10)), {frozenset([1]): 2}[frozenset([1])], sorted(set('hello')), {1} | {2} == {2, 1})
print(list(range(5)), list(range(2, 10, 3)), list(range(5, 0, -2)), range(3), range(0, 5, 2)[1], range(10)[2:5], 3 in range(5), len(range(0, 10, 3)), range(3) == range(0, 3, 1), list(reversed(range(3))), range(5).index(3))
print(sum([1, 2, 3]), sum([[1], [2]], []), min(3, 1, 2), max([1, 5, 2]), min('b', 'a'), max([], default=0), max(['a', 'bbb'], key=len), any([0, 1]), all([]), list(zip([1, 2], 'ab')), list(map(str, [1, 2])), list(filter(None, [0, 1, '', 'a'])), list(map(lambda a, b: a + b, [1, 2], [3, 4])), list(enumerate('ab')))
print(int('42'), int(' -7 '), int('ff', 16), int('0x1f', 0), int(3.9), int(-3.9), float('1.5'), float('1e3'), str(1.0), bool(''), bool('a'), int('1_000'), chr(97), ord('a'), chr(128512), hex(255), bin(5), oct(8), hash(1) == hash(1.0), list('abc'), tuple([1]), repr(None), str(True), type(1).__name__, type('').__name__, isinstance(1, int), isinstance(True, int), isinstance('a', (int, str)), callable(len), int.__name__)
#---
def f(a, b=2, *args, c, d=4, **kw): return (a, b, args, c, d, kw)
print(f(1, c=3), f(1, 2, 3, 4, c=5, e=6), f(*[1, 2], **{'c': 3}), f(b=1, a=2, c=3))
def g(a, /, b, *, c=1): return a, b, c
print(g(1, 2), g(1, b=2, c=3))
def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    return inc
c1, c2 = counter(), counter(); print(c1(), c1(5), c2(), c1())
def acc(x, l=[]): l.append(x); return l
print(acc(1), acc(2), acc(3, []))
total = 0
def add(n):
    global total
    total += n
add(3); add(4); print(total)
fs = [lambda x, i=i: x + i for i in range(3)]; print([h(10) for h in fs]); fs = [lambda: i for i in range(3)]; print([h() for h in fs])
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(15), (lambda *a, **k: (a, k))(1, x=2), f.__name__)
def deco(p):
    def outer(fn):
        def inner(*a): return f'{p}:{fn(*a)}'
        return inner
    return outer
@deco('A')
@deco('B')
def dd(x): return x * 2
print(dd(4))
#---
for i in range(5):
    if i == 1: continue
    if i == 3: break
    print(i)
else: print('never')
for i in []: pass
else: print('else')
n = 3
while n:
    n -= 1
    if n == 1: break
else: print('no')
while n > 5: pass
else: print('yes', n)
print([x * y for x in range(3) for y in range(x) if x != y], {x % 3 for x in range(3)} == {0, 1, 2}, {x: x ** 2 for x in range(3)}, sum(x for x in range(5)), [[j for j in range(i)] for i in range(3)], [y for x in [1, 2] if (y := x * 2) > 2], y)
g = (x for x in [1, 2, 3]); print(next(g), list(g), next(g, 'done'))
x = 5 if n else 6; print(x, not x, 1 and 0, 0 or 'a', None or 0 or [], 1 and 2)
print([i for i in range(3)], 'a' if [] else 'b', *[1, 2], sep='-')
#---
def t(fn):
    try: fn()
    except ZeroDivisionError as e: print('zero', e)
    except (KeyError, IndexError) as e: print(type(e).__name__, e, e.args)
    except Exception as e: print('other', type(e).__name__, e)
    else: print('fine')
    finally: print('fin')
t(lambda: 1 / 0); t(lambda: {}['k']); t(lambda: [][1]); t(lambda: int('x')); t(lambda: None); t(lambda: 'a' + 1); t(lambda: undefined); t(lambda: None.x); t(lambda: len(5)); t(lambda: [1, 2][:'a']); t(lambda: {}[[]]); t(lambda: 1 < 'a'); t(lambda: 'abc'.nope); t(lambda: 5()); t(lambda: int('')); t(lambda: float('z')); t(lambda: [].pop()); t(lambda: ''.join([1])); t(lambda: 1 % 0); t(lambda: 1.0 / 0); t(lambda: 1 << -1); t(lambda: 'abc'.index('z')); t(lambda: [1].remove(2)); t(lambda: (1).foo); t(lambda: max([])); t(lambda: 'a' * 'b'); t(lambda: [1] + (2,)); t(lambda: chr(-1)); t(lambda: next(iter([]))); t(lambda: '%d' % 'a'); t(lambda: '{}'.format()); t(lambda: f'{1:s}'); t(lambda: 2 ** 0.5 // 0)
class MyError(ValueError):
    def __init__(self, code): super().__init__(f'code {code}'); self.code = code
try: raise MyError(7) from KeyError('x')
except ValueError as e: print(e, e.code, e.args, repr(e), isinstance(e, MyError))
def fin():
    for i in range(3):
        try:
            if i == 1: continue
            if i == 2: return 'r'
        finally: print('f', i)
print(fin())
try:
    try: raise ValueError('a')
    except ValueError: raise
except ValueError as e: print('again', e)
try: assert 1 == 2, 'msg'
except AssertionError as e: print(e)
try: raise RuntimeError
except RuntimeError as e: print(repr(e), str(e) == '')
#---
from dataclasses import dataclass, field, asdict, replace
@dataclass
class P:
    x: int
    y: int = 2
    tags: list = field(default_factory=list)
    def norm(self): return self.x + self.y
p = P(1); q = P(1, y=2); print(p, p == q, p.norm(), asdict(p), replace(p, x=5), P(1, 2, ['a']))
p.tags.append('z'); print(p.tags, q.tags)
@dataclass(frozen=True, order=True)
class V:
    a: int
    b: str = 'b'
print(V(1) < V(2), {V(1): 'x'}[V(1)], sorted([V(2), V(1, 'z'), V(1, 'a')]))
try: V(1).a = 2
except Exception as e: print(type(e).__name__, e)
try: P()
except TypeError as e: print(e)
class A:
    kind = 'base'
    def __init__(self, n): self.n = n
    def __repr__(self): return f'A({self.n})'
    def __eq__(self, o): return isinstance(o, A) and self.n == o.n
    def __lt__(self, o): return self.n < o.n
    def __add__(self, o): return A(self.n + o.n)
    def __len__(self): return self.n
    def __getitem__(self, i): return i * self.n
    def __contains__(self, i): return i == self.n
    def __call__(self, *a): return a
    @property
    def double(self): return self.n * 2
    @staticmethod
    def s(x): return x + 1
    @classmethod
    def make(cls, n): return cls(n)
class B(A):
    def __init__(self, n): super().__init__(n + 100)
    def hi(self): return super().make(self.n).n
b = B(1); print(b, b.kind, b.double, A.s(1), b.make(3), b.hi(), A(1) == A(1), A(1) != A(2), A(1) + A(2), len(A(3)), A(2)[4], 5 in A(5), A(1)(2, 3), sorted([A(3), A(1)]), bool(A(0)), isinstance(b, A), issubclass(B, A), A.kind, B.__name__, type(b).__name__, max(A(1), A(4)))
#---
from enum import Enum, auto
class C(Enum):
    RED = 1
    GREEN = auto()
    def low(self): return self.name.lower()
print(C.RED, repr(C.RED), C.RED.value, C.GREEN.value, C(1), C['RED'], list(C), C.RED == C.RED, C.RED is C(1), C.RED.low(), len(C), C.RED in C)
try: C(9)
except ValueError as e: print(e)
class E(str, Enum):
    A = 'a'
print(E.A.value, E.A == E.A)
#---
import json, math, textwrap, re
print(json.dumps({'a': [1, 2.5, None, True], 'b': 'é"\n'}), json.dumps([1, {'x': []}], indent=2), json.dumps({'b': 1, 'a': 2}, sort_keys=True), json.dumps({'a': 1}, separators=(',', ':')))
print(json.loads('{"a": [1, 2.0, null, true, "x\\u00e9"], "b": {}}'), json.loads(' 12 '), json.loads('"a"'), json.loads('[-1, 1e5, 0.5]'))
try: json.loads('{bad}')
except json.JSONDecodeError as e: print(type(e).__name__, e)
except ValueError as e: print(e)
print(math.floor(2.7), math.ceil(2.1), math.sqrt(16), math.pi, math.gcd(12, 18), math.factorial(20), math.isclose(0.1 + 0.2, 0.3), math.inf, math.log(1), math.trunc(-2.5), math.comb(5, 2), math.isqrt(17), math.prod([1, 2, 3]), math.log2(8), math.log10(1000), math.hypot(3, 4))
print(textwrap.dedent('''
    a
      b

    c
'''), textwrap.indent('a\n\nb\n', '> '))
m = re.match(r'(?P<k>\w+)=(\d+)', 'abc=12;x=3'); print(m.group(), m.group(1), m['k'], m.groups(), m.groupdict(), m.span(), re.findall(r'\d+', 'a1b22'), re.sub(r'(\w)-(\w)', r'\2-\1', 'a-b c-d'), re.split(r'[,;]\s*', 'a, b;c'), re.search('z', 'abc'), bool(re.fullmatch('a+', 'aaa')), re.sub('a', lambda m: m.group().upper(), 'banana', count=2), re.escape('a.b'), [m.start() for m in re.finditer('a', 'banana')], re.findall(r'(a)(n)', 'banana'), re.match('A', 'a', re.IGNORECASE) is not None)
#---
def m(v):
    match v:
        case 0: return 'zero'
        case int() if v > 100: return 'big'
        case int(n): return f'int {n}'
        case 'a' | 'b': return 'ab'
        case str() as s: return f'str {s}'
        case [1, *rest]: return f'one+{rest}'
        case [x, y]: return f'pair {x} {y}'
        case {'k': val, **others}: return f'k={val} {others}'
        case None: return 'none'
        case _: return 'other'
print([m(v) for v in [0, 500, 7, 'a', 'zz', [1, 2, 3], (4, 5), {'k': 1, 'j': 2}, None, 2.5, []]])
def gen(n):
    for i in range(n):
        if i % 2:
            yield i
    yield from 'ab'
    try:
        yield 'in'
    finally:
        print('closing')
print(list(gen(5)), sum(x for x in gen(4) if isinstance(x, int)))
def tree(t):
    if isinstance(t, list):
        for x in t: yield from tree(x)
    else: yield t
print(list(tree([1, [2, [3]], 4])), ''.join(c for c in 'abc' if c != 'b'))
class CM:
    def __init__(self, n): self.n = n
    def __enter__(self): print('enter', self.n); return self.n
    def __exit__(self, t, v, tb): print('exit', self.n, t.__name__ if t else None); return t is ValueError
with CM(1) as a, CM(2): print(a)
with CM(3): raise ValueError('x')
print('after')
raise KeyError('end')
#---
x: int = 5
def f():
    y = 1
    def g():
        return y + x
    return g()
print(f(), [f() for _ in range(2)], (lambda: (yield_ := 3))())
def outer():
    vals = []
    for i in range(3):
        vals.append(lambda: [i * j for j in range(2)])
    return [v() for v in vals]
print(outer(), [[(i, j) for j in 'ab'] for i in range(2)])
class K:
    a = 1
    b = [a for _ in range(1)] if False else a + 1
print(K.b)
def h():
    print(q)
    q = 1
h()
