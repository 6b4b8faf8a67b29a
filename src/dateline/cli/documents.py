"""The evaluation protocol: `annotate` and `read`, JSON lines in and out, in order, never stopping at a bad one."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Annotated, Any, NoReturn

import typer

from dateline.cli.console import OK, json_text

FORMATS = ("auto", "html", "nitf", "newsml_g2", "newsml_1", "ninjs", "rss", "text")


def add(app: typer.Typer) -> None:
    """Adds these commands."""
    app.command()(annotate)
    app.command()(read)


def annotate() -> int:
    """Reads texts, writes who said what (JSON lines).

    In: {"doc_id", "text", "date" (optional, ISO), "language" (optional)}.
    Out: {"doc_id", "quotes": [{content, speaker, speaker_name, speaker_id, cue, kind, confidence}], "mentions": [...]},
    or {"doc_id", "id", "error": {"code", "detail"}}; one line out for each line in, in order.
    Offsets count Unicode code points of the text, which is not altered; the end is exclusive.

    Example: echo '{"doc_id": "1", "text": "\\"We agree,\\" Angela Merkel said."}' | dateline annotate
    """
    from dateline import extract
    from dateline import home as places

    reader = extract.reader(places.project().vocabulary)
    _each_line(lambda doc: extract.annotate(doc, reader), "doc_id")
    return OK


def read(
    format_name: Annotated[str, typer.Option("--format", help=f"One of {', '.join(FORMATS)}.")] = "auto",
) -> int:
    """Reads payloads, writes the articles in them (JSON lines).

    In: {"id", one of "path", "text", "base64", and "url" (optional)}.
    Out: {"id", "articles": [{headline, byline, agency, publisher, published_at, body, ...}]}, or
    {"id", "error": {"code", "detail"}}; one line out for each line in, in order.

    Example: echo '{"id": 1, "path": "samples/inbox/courier/20140905-wales-summit.txt"}' | dateline read --format text
    """
    from dateline.steps.documents import DocumentReader

    if format_name not in FORMATS:
        raise typer.BadParameter(f"{format_name!r} is none of {', '.join(FORMATS)}", param_hint="--format")
    _each_line(DocumentReader(format_name).answer, "id")
    return OK


def _each_line(answer: Callable[[dict[str, Any]], dict[str, Any]], key: str) -> None:
    for line in sys.stdin.buffer:
        sys.stdout.write(_answer(line, answer, key) + "\n")
        sys.stdout.flush()


def _answer(line: bytes, answer: Callable[[dict[str, Any]], dict[str, Any]], key: str) -> str:
    """One line of JSON in ASCII, whatever the line holds and whatever becomes of it."""
    try:
        doc = json.loads(line, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        return _refusal(key, None, "parse.json", str(error))
    if not isinstance(doc, dict):
        return _refusal(key, None, "parse.json", f"a line is a JSON object, found {type(doc).__name__}")
    try:
        return json_text(answer(doc))
    except Exception as error:  # one bad document must not end the stream; the answer names it
        return _refusal(key, doc.get(key), "parse.crash", f"{type(error).__name__}: {error}")


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON number")


def _refusal(key: str, name: Any, code: str, detail: str) -> str:
    refusal = {"code": code, "detail": detail[:300]}
    try:
        return json_text({key: name, "id": name, "error": refusal})
    except RecursionError:  # the name itself is nested too deep to be written
        return json_text({key: None, "id": None, "error": refusal})
