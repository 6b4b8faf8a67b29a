"""Who is meant, and who speaks: `python -m tests.accuracy.actors [--record] [--examples] [--stories FOLDER]`.

Two sources: the samples' gold (every mention, by kind; the speakers of matched quotes) and the stories beside this file
(marked places; a speaker's name is right when it holds all words of the full name, or its first and last). Prints each
figure against its recorded floor and which examples were gained or lost. Exit 1 when a figure is below its floor;
`--record` raises floors, never lowers one, and keeps as examples those that hold.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from pathlib import Path

from dateline import extract
from dateline.extract.naming.lexicon import listed
from dateline.extract.naming.voices import printed_name
from dateline.extract.story import Story
from tests.accuracy.evaluate import ROOT, SLACK, Count, Result, is_of_actors, on_samples
from tests.accuracy.gate import below, raised
from tests.accuracy.marked_story import FOLDER, MarkedStory, Place, marked_stories

FLOORS = Path(__file__).with_name("actor_floors.json")
HARD = ("pronoun", "noun", "short")
"""Speakers that are not printed by their full name."""
_TITLES = listed("mr mrs ms dr sir lord lady dame president prime minister senator the")


def is_full_name(gold: str, found: str | None) -> bool:
    """Whether `found` holds every word of the full name `gold`, or begins and ends like it; blind to case, accents and
    titles."""
    there, here = _words(gold), _words(found or "")
    if not there or not here:
        return False
    return set(there) <= set(here) or (there[0] == here[0] and there[-1] == here[-1])


def _words(name: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()
    return [word for word in re.findall(r"\w+", re.sub(r"['’]s\b", "", plain)) if word not in _TITLES]


def on_stories(folder: Path, reader: extract.Reader) -> Result:
    """Figures on marked stories. `found` counts the places where somebody was named, rightly or wrongly."""
    out = Result()
    for marked in marked_stories(folder):
        story = reader.story(marked.text, marked.on)
        for place in marked.places:
            _count(marked, place, "places", _named_at(story, place), out)
            if place.speaks:
                _speaker(marked, place, story, out)
    return out


def _named_at(story: Story, place: Place) -> tuple[str | None, ...]:
    """The name that the mention at a place was given."""
    over = [m for m in story.mentions if m.start < place.end and m.end > place.start]
    best = min(over, key=lambda m: abs(m.start - place.start) + abs(m.end - place.end), default=None)
    return (best.who.name if best is not None and best.who is not None else None,)


def _speaker(marked: MarkedStory, place: Place, story: Story, out: Result) -> None:
    """Counts the first attribution whose speaker stands at a place; one that was not found counts as such alone."""
    for one, mention in zip(story.attributions, story.speakers, strict=True):
        if one.speaker is not None and one.speaker.start < place.end and one.speaker.end > place.start:
            who = mention.who if mention is not None else None
            names = (who.name if who is not None else None, printed_name(story.reading, mention))
            _count(marked, place, "speakers", names, out)
            out.of("speakers heard").right += 1
            out.of("speakers heard").found += 1
            break
    out.of("speakers heard").there += 1


def _count(marked: MarkedStory, place: Place, what: str, names: tuple[str | None, ...], out: Result) -> None:
    if place.name is None:
        is_right = not names[0]
        views = [f"{what} rightly unresolved"]
    else:
        is_right = any(is_full_name(place.name, name) for name in names)
        views = [what, f"{what} {place.kind}", *([f"{what} hard"] if place.kind in HARD else [])]
    for view in views:
        out.of(view).there += 1
        out.of(view).found += place.name is None or any(names)
        out.of(view).right += is_right
    around = " ".join(marked.text[max(0, place.start - 20) : place.end + 20].split())
    out.examples[f"{marked.stem} {what} @{place.start}: {place.text}"] = is_right
    if not is_right:
        got = " / ".join(sorted({str(name) for name in names}))
        out.notes.append(f"  {marked.stem} {what[:-1]} {place.kind} {place.text!r} ({place.name}): {got} «{around}»")


def measured(reader: extract.Reader, folder: Path = FOLDER) -> Result:
    """All figures: of the stories, and of the samples' mentions and speakers."""
    out = on_stories(folder, reader)
    samples = on_samples(ROOT / "samples", reader)
    for name, count in samples.counts.items():
        if is_of_actors(name):
            out.counts[f"samples {name}"] = count
    out.notes += [note for note in samples.notes if note.startswith("  mention ")]
    return out


def recorded() -> tuple[dict[str, float], set[str]]:
    """The recorded floors and the examples that held then; both empty before the first recording."""
    if not FLOORS.is_file():
        return {}, set()
    kept = json.loads(FLOORS.read_text(encoding="utf-8"))
    return kept["figures"], set(kept["examples"])


def main(arguments: list[str] | None = None) -> int:
    """0 when every figure is at or above its floor, else 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", action="store_true", help="raise the floors to what is measured now")
    parser.add_argument("--examples", action="store_true", help="list every place that was read wrongly")
    parser.add_argument("--stories", type=Path, default=FOLDER, help="marked stories, in place of those kept here")
    options = parser.parse_args(arguments)
    result = measured(extract.reader(ROOT / "schemas" / "vocabulary"), options.stories)
    figures = result.figures()
    floors, held = recorded() if options.stories == FOLDER else ({}, set())
    _print(result, floors)
    now = {name for name, right in result.examples.items() if right}
    for name in sorted(held - now):
        print(f"  lost   {name}")
    for name in sorted(now - held) if held else []:
        print(f"  gained {name}")
    if options.examples:
        print("\n".join(result.notes))
    if options.record and options.stories == FOLDER:
        kept = {"figures": raised(figures, floors, SLACK), "examples": sorted(now)}
        FLOORS.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    low = below(figures, floors)
    for name in low:
        print(f"BELOW ITS FLOOR: {name}: {figures.get(name)} < {floors[name]}")
    return 1 if low else 0


def _print(result: Result, floors: dict[str, float]) -> None:
    print(f"{'':30}{'F1':>7}{'floor':>8}{'P':>8}{'R':>8}{'there':>7}")
    for name, count in sorted(result.counts.items()):
        if count.there:
            floor = floors.get(name, float("nan"))
            print(f"{name:30}{count.f1:7.1f}{floor:8.1f}{count.precision:8.1f}{count.recall:8.1f}{count.there:7}")


__all__ = ["Count", "is_full_name", "main", "measured", "on_stories", "recorded"]


if __name__ == "__main__":
    sys.exit(main())
