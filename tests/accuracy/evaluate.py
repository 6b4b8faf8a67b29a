"""How well who-said-what is read on the samples' gold: `python -m tests.accuracy.evaluate [--record] [--examples]`.

Prints each figure against its recorded floor, and which examples were gained or lost. Exit 1 when a figure is below its
floor; `--record` raises floors (never lowers one) and notes the examples that hold.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from dateline import extract
from dateline.contracts import conform
from dateline.extract.days import told_on
from dateline.extract.naming.cast import Mention
from dateline.extract.saying.attribution import Attribution
from dateline.extract.story import Story
from tests.accuracy.gate import below, raised
from tests.accuracy.gold import Gold, GoldQuote, gold, gold_files

ROOT = Path(__file__).parents[2]
FLOORS = Path(__file__).with_name("floors.json")
KINDS = ("direct", "mixed", "indirect")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
SLACK = 0.5
"""Percentage points by which a floor lies below what was measured when it was recorded (another library build may
differ)."""


@dataclass
class Count:
    """How many were found rightly, how many were found, how many there are."""

    right: int = 0
    found: int = 0
    there: int = 0

    @property
    def precision(self) -> float:
        return 100 * self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return 100 * self.right / self.there if self.there else 0.0

    @property
    def f1(self) -> float:
        total = self.found + self.there
        return 200 * self.right / total if total else 0.0


@dataclass
class Result:
    """Figures by name, and every example of the gold with whether it was read rightly."""

    counts: dict[str, Count] = field(default_factory=dict)
    examples: dict[str, bool] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def of(self, name: str) -> Count:
        return self.counts.setdefault(name, Count())

    def figures(self) -> dict[str, float]:
        return {name: round(count.f1, 1) for name, count in self.counts.items() if count.there}


def is_of_actors(name: str) -> bool:
    """Whether a figure tells who is meant: tests/accuracy/actors.py holds those against floors of its own."""
    return name.startswith("mentions") or name == "speaker names"


def words(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    """Places of the words that begin inside the spans; marks and spaces never count."""
    return {match.start() + start for start, end in spans for match in _WORD.finditer(text[start:end])}


def on_samples(samples: Path, reader: extract.Reader) -> Result:
    """Figures on the samples' gold, read from the gold's own body: nothing but extraction is measured."""
    out = Result()
    truths: dict[str, Gold] = {}
    for path in gold_files(samples):
        truth = gold(path)
        day = told_on(truth.dateline_on, truth.published_at, truth.published_zone)
        story = reader.story(truth.body, day, truth.language)
        _quotes(path.stem, truth, story, out)
        _mentions(path.stem, truth, story, out)
        truths[path.stem] = truth
    _topics(truths, reader, out)
    return out


def _quotes(stem: str, truth: Gold, story: Story, out: Result) -> None:
    gold_quotes = _joined_gold(truth)
    attributions, speakers = _joined_found(story)
    there = [words(truth.body, quote.spans) for quote in gold_quotes]
    found = [words(truth.body, one.spans) for one in attributions]
    pairs = dict(_paired(there, found))
    for one in attributions:
        out.of("quotes").found += 1
        out.of(f"quotes {one.kind}").found += 1
    for n, quote in enumerate(gold_quotes):
        match = pairs.get(n)
        who = speaker.who if match is not None and (speaker := speakers[match]) is not None else None
        actor_right = match is not None and (who.key if who else None) == quote.actor
        out.of("quotes words").there += 1
        out.of("quotes words").right += match is not None
        for name in ("quotes", f"quotes {quote.kind}"):
            out.of(name).there += 1
            out.of(name).right += actor_right
        if match is not None and quote.actor is not None:
            out.of("speaker names").there += 1
            out.of("speaker names").found += who is not None
            out.of("speaker names").right += actor_right
        out.examples[f"{stem}: {quote.content[0][:60]}"] = actor_right
        if not actor_right:
            out.notes.append(_missed(stem, quote, who.key if who else None, match is not None))
    out.of("quotes words").found += len(found)
    for n, one in enumerate(attributions):
        if n not in pairs.values():
            text = " … ".join(truth.body[s:e] for s, e in one.spans)
            by = truth.body[one.speaker.start : one.speaker.end] if one.speaker else None
            out.notes.append(f"  extra  {stem}: [{one.rule}] {by!r} {one.cue} «{text[:110]}»")


def _joined_gold(truth: Gold) -> list[GoldQuote]:
    """The gold's quotes; direct ones of one speaker that follow each other in a paragraph are one, as in
    `_joined_found`.

    Whether `"A," she said. "B."` is one quote or two is a matter of taste that should not be measured.
    """
    out: list[GoldQuote] = []
    for quote in truth.quotes:
        last = out[-1] if out else None
        if (
            last is not None
            and last.kind == quote.kind == "direct"
            and last.actor == quote.actor
            and _is_near(truth.body, last.spans, quote.spans)
        ):
            out[-1] = replace(last, spans=last.spans + quote.spans, content=last.content + quote.content)
        else:
            out.append(quote)
    return out


def _joined_found(story: Story) -> tuple[list[Attribution], list[Mention | None]]:
    out: list[Attribution] = []
    speakers: list[Mention | None] = []
    for one, speaker in zip(story.attributions, story.speakers, strict=True):
        same = bool(out) and (speaker.who if speaker else None) == (speakers[-1].who if speakers[-1] else None)
        if same and out[-1].kind == one.kind == "direct" and _is_near(story.reading.text, out[-1].spans, one.spans):
            out[-1] = replace(out[-1], spans=out[-1].spans + one.spans)
        else:
            out.append(one)
            speakers.append(speaker)
    return out, speakers


def _is_near(body: str, before: tuple[tuple[int, int], ...], after: tuple[tuple[int, int], ...]) -> bool:
    between = body[before[-1][1] : after[0][0]]
    return "\n\n" not in between and len(between) < 250


def _missed(stem: str, quote: GoldQuote, key: str | None, is_matched: bool) -> str:
    found = f"speaker {key}" if is_matched else "no words"
    text = " … ".join(quote.content)[:110]
    return f"  missed {stem}: {quote.kind} {quote.speaker_text!r} ({quote.actor}) «{text}»: {found}"


def _paired(there: list[set[int]], found: list[set[int]]) -> Iterator[tuple[int, int]]:
    """Pairs one to one by falling overlap (Dice), at least a half."""
    scored = sorted(
        (-2 * len(a & b) / (len(a) + len(b)), i, j)
        for i, a in enumerate(there) for j, b in enumerate(found) if a & b and 4 * len(a & b) >= len(a) + len(b)
    )  # fmt: skip
    used_i: set[int] = set()
    used_j: set[int] = set()
    for _, i, j in scored:
        if i not in used_i and j not in used_j:
            used_i.add(i)
            used_j.add(j)
            yield i, j


def _mentions(stem: str, truth: Gold, story: Story, out: Result) -> None:
    found = [m for m in story.mentions if m.who is not None]
    there = [m for m in truth.mentions if m.actor is not None]
    used: set[int] = set()
    for mention in there:
        hit = next((n for n, m in enumerate(found) if n not in used and m.start < mention.end and m.end > mention.start
                    and m.who is not None and m.who.key == mention.actor), None)  # fmt: skip
        for name in ("mentions", f"mentions {mention.kind}"):
            out.of(name).there += 1
            out.of(name).right += hit is not None
        if hit is not None:
            used.add(hit)
        else:
            near = next((m for m in story.mentions if m.start < mention.end and m.end > mention.start), None)
            out.notes.append(f"  mention missed {stem}: {mention.kind} {mention.text!r} ({mention.actor}): "
                             f"{(near.who.key if near.who else None, near.rule) if near else 'not found'}")  # fmt: skip
    for n, m in enumerate(found):
        out.of("mentions").found += 1
        out.of(f"mentions {m.kind}").found += 1
        if n not in used:
            around = truth.body[max(0, m.start - 25) : m.end + 20]
            key = m.who.key if m.who else None
            out.notes.append(
                f"  mention extra {stem}: {m.kind} {truth.body[m.start : m.end]!r} {key} {m.rule} «{around}»"
            )


def _topics(truths: Mapping[str, Gold], reader: extract.Reader, out: Result) -> None:
    """Counts the topics of every story, all together and one by one."""
    columns = ("body", "headline", "language", "dateline_on", "published_at", "published_zone", "status")
    rows = [{"article_id": stem, **{name: getattr(truth, name) for name in columns}} for stem, truth in truths.items()]
    articles = conform(reader.contracts["article_versions"], rows)
    found: dict[str, set[str]] = {}
    for row in extract.topics(articles, extract.mentions(articles, reader), reader).to_pylist():
        found.setdefault(row["article_id"], set()).add(row["topic_id"])
    for stem, truth in truths.items():
        here, there = found.get(stem, set()), set(truth.topics)
        for name in ("topics", *(f"topic {topic}" for topic in sorted(here | there))):
            one = {name.removeprefix("topic ")} if name != "topics" else here | there
            out.of(name).right += len(here & there & one)
            out.of(name).found += len(here & one)
            out.of(name).there += len(there & one)
        for topic in sorted(here ^ there):
            out.notes.append(f"  topic {'extra' if topic in here else 'missed'} {stem}: {topic}")


def main(arguments: list[str] | None = None) -> int:
    """0 when every figure is at or above its floor, else 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", action="store_true", help="raise the floors to what is measured now")
    parser.add_argument("--examples", action="store_true", help="list every example that was read wrongly")
    options = parser.parse_args(arguments)
    reader = extract.reader(ROOT / "schemas" / "vocabulary")
    result = on_samples(ROOT / "samples", reader)
    figures = {name: value for name, value in result.figures().items() if not is_of_actors(name)}
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {"figures": {}, "examples": []}
    _print(result, figures, floors["figures"])
    held, now = set(floors["examples"]), {name for name, right in result.examples.items() if right}
    for name in sorted(held - now):
        print(f"  lost   {name}")
    for name in sorted(now - held) if held else []:
        print(f"  gained {name}")
    if options.examples:
        print("\n".join(result.notes))
    if options.record:
        kept = {"figures": raised(figures, floors["figures"], SLACK), "examples": sorted(now)}
        FLOORS.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    low = below(figures, floors["figures"])
    for name in low:
        print(f"BELOW ITS FLOOR: {name}: {figures.get(name)} < {floors['figures'][name]}")
    return 1 if low else 0


def _print(result: Result, figures: dict[str, float], floors: dict[str, float]) -> None:
    print(f"{'':24}{'F1':>7}{'floor':>8}{'P':>8}{'R':>8}{'there':>7}")
    for name, value in figures.items():
        count = result.counts.get(name)
        rest = f"{count.precision:8.1f}{count.recall:8.1f}{count.there:7}" if count else ""
        print(f"{name:24}{value:7.1f}{floors.get(name, float('nan')):8.1f}{rest}")


if __name__ == "__main__":
    sys.exit(main())
