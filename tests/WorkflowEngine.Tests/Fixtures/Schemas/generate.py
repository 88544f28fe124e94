"""Writes random schemas and values with the verdict of the Python package jsonschema, one JSON object per line: generate.py COUNT SEED"""
import json, random, sys, decimal
from jsonschema import Draft202012Validator

count, seed = int(sys.argv[1]), int(sys.argv[2])
r = random.Random(seed)
NAMES = ["a", "b", "c", "x-d"]
NUMBERS = [0, 1, -1, 2, 3, 1.0, 1.5, 0.1, 10, 1e2, -2.5]
TEXTS = ["", "a", "ab", "abc", "b", "\u00e9", "\U0001F600\U0001F600", "10"]

def value(depth=0):
    kind = r.randrange(8 if depth < 3 else 5)
    if kind == 0: return None
    if kind == 1: return r.choice([True, False])
    if kind in (2, 3): return r.choice(NUMBERS)
    if kind == 4: return r.choice(TEXTS)
    if kind == 5: return [value(depth + 1) for _ in range(r.randrange(4))]
    return {name: value(depth + 1) for name in r.sample(NAMES, r.randrange(4))}

def schema(depth=0):
    if r.random() < 0.05: return r.choice([True, False])
    s = {}
    for _ in range(r.randrange(1, 4)):
        k = r.randrange(28 if depth < 3 else 15)
        if k == 0: s["type"] = r.choice(["string", "integer", "number", "boolean", "null", "array", "object"])
        elif k == 1: s["type"] = r.sample(["string", "integer", "number", "boolean", "null", "array", "object"], 2)
        elif k == 2: s["enum"] = [value(2) for _ in range(r.randrange(1, 4))]
        elif k == 3: s["const"] = value(2)
        elif k == 4: s["minimum"] = r.choice(NUMBERS)
        elif k == 5: s["maximum"] = r.choice(NUMBERS)
        elif k == 6: s[r.choice(["exclusiveMinimum", "exclusiveMaximum"])] = r.choice(NUMBERS)
        elif k == 7: s["multipleOf"] = r.choice([1, 2, 3, 0.5])
        elif k == 8: s["minLength"] = r.randrange(4)
        elif k == 9: s["maxLength"] = r.randrange(4)
        elif k == 10: s["pattern"] = r.choice(["^a", "b$", "a|b", "[0-9]+", "^.{2}$"])
        elif k == 11: s[r.choice(["minItems", "maxItems"])] = r.randrange(4)
        elif k == 12: s["uniqueItems"] = r.choice([True, False])
        elif k == 13: s[r.choice(["minProperties", "maxProperties"])] = r.randrange(4)
        elif k == 14: s["required"] = r.sample(NAMES, r.randrange(3))
        elif k in (15, 16): s["properties"] = {n: schema(depth + 1) for n in r.sample(NAMES, r.randrange(1, 4))}
        elif k == 17: s["additionalProperties"] = r.choice([False, schema(depth + 1)])
        elif k == 18: s["patternProperties"] = {r.choice(["^x-", "[ab]"]): schema(depth + 1)}
        elif k == 19: s["items"] = schema(depth + 1)
        elif k == 20: s["prefixItems"] = [schema(depth + 1) for _ in range(r.randrange(1, 3))]
        elif k == 21: s[r.choice(["anyOf", "oneOf", "allOf"])] = [schema(depth + 1) for _ in range(r.randrange(1, 4))]
        elif k == 22: s["not"] = schema(depth + 1)
        elif k == 23: s["if"], s[r.choice(["then", "else"])] = schema(depth + 1), schema(depth + 1)
        elif k == 24: s["contains"] = schema(depth + 1); s.update(r.choice([{}, {"minContains": 0}, {"minContains": 2}, {"maxContains": 1}]))
        elif k == 25: s["propertyNames"] = schema(depth + 1)
        elif k == 26: s["dependentRequired"] = {r.choice(NAMES): r.sample(NAMES, 1)}
        elif k == 27: s["dependentSchemas"] = {r.choice(NAMES): schema(depth + 1)}
    if depth == 0 and r.random() < 0.3:
        s["$defs"] = {"d": schema(2)}
        s["properties"] = {"a": {"$ref": "#/$defs/d"}}
    return s

for _ in range(count):
    s, v = schema(), value()
    print(json.dumps({"schema": s, "value": v, "valid": Draft202012Validator(s).is_valid(v)}))
