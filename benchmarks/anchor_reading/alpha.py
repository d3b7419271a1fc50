#!/usr/bin/env python3
"""How far readers agree on marks, with the marks of each question and with one generic scale.

    python alpha.py [folder]          reads marks_anchored_*.json, marks_generic_*.json and key.json there
    python alpha.py --check           only the worked examples

A marks file is {"A01": 3, "A02": 0, ...}; an item left out or null counts as missing. Standard library only.
"""

import itertools
import json
import pathlib
import random
import sys

LEVELS = ("weak", "adequate", "strong")


def alpha(raters, metric="ordinal"):
    """Krippendorff's alpha. raters: list of {item: whole number}. Items with fewer than two marks are left out.

    alpha = 1 - (n - 1) * sum(o_ck * d_ck) / sum(n_c * n_k * d_ck), by coincidences o_ck.
    Ordinal: d_ck = (n_c / 2 + n between c and k + n_k / 2) squared.
    None if it is not defined (no pairs, or every mark the same).
    """
    together, count = {}, {}
    for item in sorted(set().union(*raters)) if raters else []:
        marks = [r[item] for r in raters if r.get(item) is not None]
        if len(marks) < 2:
            continue
        for mark in marks:
            count[mark] = count.get(mark, 0) + 1
        for c, k in itertools.permutations(marks, 2):
            together[c, k] = together.get((c, k), 0.0) + 1 / (len(marks) - 1)

    def apart(c, k):
        if metric == "nominal":
            return float(c != k)
        if metric == "interval":
            return float((c - k) ** 2)
        low, high = min(c, k), max(c, k)
        return (sum(n for g, n in count.items() if low <= g <= high) - (count[c] + count[k]) / 2) ** 2

    expected = sum(count[c] * count[k] * apart(c, k) for c in count for k in count)
    if not expected:
        return None
    observed = sum(o * apart(c, k) for (c, k), o in together.items())
    return 1 - (sum(count.values()) - 1) * observed / expected


def check():
    """Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section E: four observers, twelve units, gaps.
    He gives nominal 0.743, ordinal 0.815, interval 0.849."""
    _ = None
    table = (
        (1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _),
        (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3),
        (_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _),
        (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _),
    )
    raters = [dict(enumerate(row)) for row in table]
    for metric, known in (("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)):
        assert round(alpha(raters, metric), 3) == known, (metric, alpha(raters, metric))
    # By hand: two raters, (1,1) (2,2) (3,3) (1,2). n = 8, n1 = 3, n2 = 3, n3 = 2.
    # d12 = (3/2 + 3/2)^2 = 9. Observed: o12 = o21 = 1, so 2 * 9 = 18.
    # d13 = (3/2 + 3 + 2/2)^2 = 30.25, d23 = (3/2 + 2/2)^2 = 6.25.
    # Expected: 2 * (3*3*9 + 3*2*30.25 + 3*2*6.25) = 600. alpha = 1 - 7 * 18 / 600 = 0.79.
    assert abs(alpha([{1: 1, 2: 2, 3: 3, 4: 1}, {1: 1, 2: 2, 3: 3, 4: 2}]) - 0.79) < 1e-12
    assert alpha([{1: 0, 2: 5}, {1: 0, 2: 5}]) == 1.0
    assert alpha([{1: 3, 2: 3}, {1: 3, 2: 3}]) is None


def load(folder, kind, items):
    readers = {}
    for path in sorted(folder.glob(f"marks_{kind}_*.json")):
        marks = {}
        for item, mark in json.loads(path.read_text("utf-8")).items():
            if item not in items:
                sys.exit(f"{path.name}: {item} is not an item of key.json")
            if mark is None:
                continue
            if type(mark) is not int or not 0 <= mark <= 5:
                sys.exit(f"{path.name}: {item} has {mark!r}; marks are whole numbers 0 to 5")
            marks[item] = mark
        missing = [i for i in items if i not in marks]
        if missing:
            print(f"note: {path.name} has no mark for {', '.join(missing)}")
        readers[path.stem.split("_", 2)[2]] = marks
    return readers


def spread(raters, items, times=2000, seed=1):
    """95 % by drawing items again, with replacement: [(low, high)] for each group of raters, then for the
    difference between the first two."""
    rng, draws = random.Random(seed), []
    for _ in range(times):
        drawn = rng.choices(items, k=len(items))
        row = [alpha([{n: r.get(i) for n, i in enumerate(drawn)} for r in group]) for group in raters]
        if None not in row:
            draws.append(row + ([row[0] - row[1]] if len(row) == 2 else []))
    out = []
    for values in zip(*draws, strict=True):
        values = sorted(values)
        out.append((values[int(0.025 * len(values))], values[int(0.975 * len(values)) - 1]))
    return out


def mean(values):
    values = list(values)
    return sum(values) / len(values) if values else float("nan")


def tell(kind, readers, key, limits):
    raters = list(readers.values())
    print(f"\n== {kind}: {len(raters)} readers ({', '.join(readers)})")
    rows = {i: [r[i] for r in raters if i in r] for i in key}
    rows = {i: m for i, m in rows.items() if len(m) > 1}
    a = alpha(raters)
    if a is None:
        print("alpha is not defined: fewer than two readers, or only one mark in use")
    else:
        print(
            f"ordinal alpha {a:.3f}"
            + (f"  (95 % by drawing items again: {limits[0]:.3f} to {limits[1]:.3f})" if limits else "")
        )
    for level in LEVELS:
        marks = [m for r in raters for i, m in r.items() if key[i]["intended"] == level]
        used = " ".join(f"{g}:{marks.count(g)}" for g in range(6))
        print(f"  mean mark, {level:<9}{mean(marks):5.2f}   {used}")
    print(
        "  mean by reader: "
        + "; ".join(
            f"{name} "
            + "/".join(f"{mean(m for i, m in r.items() if key[i]['intended'] == lv):.2f}" for lv in LEVELS)
            for name, r in readers.items()
        )
    )
    if not rows:
        return

    def pairs(test):
        return mean(mean(test(x, y) for x, y in itertools.combinations(m, 2)) for m in rows.values())

    print(
        f"exact agreement: all readers {mean(len(set(m)) == 1 for m in rows.values()):.1%} of {len(rows)} items; "
        f"pairs of readers {pairs(lambda x, y: x == y):.1%}; within one mark {pairs(lambda x, y: abs(x - y) < 2):.1%}; "
        f"same side of 3 {pairs(lambda x, y: (x >= 3) == (y >= 3)):.1%}"
    )
    wide = {i: m for i, m in rows.items() if max(m) - min(m) >= 2}
    print(f"marks part by 2 or more: {len(wide)} items")
    for i, m in sorted(wide.items(), key=lambda p: (min(p[1]) - max(p[1]), p[0])):
        print(f"  {i} {key[i]['question_id']:<11} {key[i]['intended']:<9} {m}")
    # Levels in the right order within a question, by the mean of all readers.
    by = {}
    for i, m in rows.items():
        by.setdefault(key[i]["question_id"], {})[key[i]["intended"]] = mean(m)
    full = {q: v for q, v in by.items() if len(v) == 3}
    wrong = [q for q, v in full.items() if not v["weak"] < v["adequate"] < v["strong"]]
    print(
        f"weak < adequate < strong in {len(full) - len(wrong)} of {len(full)} questions"
        + (": not in " + ", ".join(wrong) if wrong else "")
    )


def main(args):
    check()
    if "--check" in args:
        print("the worked examples come out as published")
        return
    folder = pathlib.Path(args[0]) if args else pathlib.Path(__file__).resolve().parent
    key = json.loads((folder / "key.json").read_text("utf-8"))
    groups = {kind: load(folder, kind, key) for kind in ("anchored", "generic")}
    usable = [k for k, g in groups.items() if len(g) > 1]
    limits = (
        dict(
            zip(
                usable + (["difference"] if len(usable) == 2 else []),
                spread([list(groups[k].values()) for k in usable], list(key)),
                strict=True,
            )
        )
        if usable
        else {}
    )
    for kind, readers in groups.items():
        if readers:
            tell(kind, readers, key, limits.get(kind))
        else:
            print(f"\n== {kind}: no marks_{kind}_*.json in {folder}")
    if "difference" in limits:
        low, high = limits["difference"]
        a, g = (alpha(list(groups[k].values())) for k in usable)
        print(
            f"\nalpha anchored - generic: {a - g:+.3f}  (95 % by drawing items again: {low:+.3f} to {high:+.3f})"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
