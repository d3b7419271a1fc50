"""Loading checklists and questions from the cache, beside reading the cache's JSON and beside parsing the YAML."""

import json

from benchmarks import trust
from benchmarks.measuring import Figure, compare
from panelguide.content import load

ROUNDS = 15


def measure() -> list[Figure]:
    with trust.folder() as cache:
        content = load(None, cache)
        (kept,) = cache.glob("content-*.json")
        size = len(content.bank.questions)
        beside_json = compare(lambda: load(None, cache), lambda: json.loads(kept.read_bytes()), rounds=ROUNDS)
        beside_yaml = compare(lambda: load(None, cache), lambda: load(None, None), rounds=3)
    return [
        beside_json.figure(f"content of {size} questions from the cache", "reading the cache as JSON", None),
        beside_yaml.figure(f"content of {size} questions from the cache", "reading the YAML", None),
    ]
