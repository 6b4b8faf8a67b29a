"""The evaluation protocol: `annotate` and `read`, JSON lines in and out, in order, never stopping at a bad one."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from typing import Annotated, Any, BinaryIO

import typer

from dateline.cli.console import OK, jsonable

FORMATS = ("auto", "html", "nitf", "newsml_g2", "newsml_1", "ninjs", "rss", "text")


def add(app: typer.Typer) -> None:
    """Adds these commands."""
    app.command()(annotate)
    app.command()(read)


def annotate() -> int:
    """Reads documents and writes who said what in them, one JSON document a line.

    In: {"doc_id", "text", "date" (optional, ISO), "language" (optional)}.
    Out: {"doc_id", "quotes": [{content, speaker, speaker_name, speaker_id, cue, kind, confidence}], "mentions": [...]}.
    Offsets count Unicode code points of the text, which is not altered.

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
    """Reads payloads and writes the articles in them, one JSON document a line.

    In: {"id", one of "path", "text", "base64", and "url" (optional)}.
    Out: {"id", "articles": [{headline, byline, agency, publisher, published_at, body, ...}]}.

    Example: echo '{"id": 1, "path": "samples/inbox/meridian/….xml"}' | dateline read --format nitf
    """
    from dateline.steps.documents import DocumentReader

    if format_name not in FORMATS:
        raise typer.BadParameter(f"{format_name!r} is none of {', '.join(FORMATS)}", param_hint="--format")
    _each_line(DocumentReader(format_name).answer, "id")
    return OK


def _each_line(answer: Callable[[dict[str, Any]], dict[str, Any]], key: str) -> None:
    for line in _lines(sys.stdin.buffer):
        sys.stdout.write(json.dumps(_answer(line, answer, key), default=jsonable) + "\n")
        sys.stdout.flush()


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    return (line for line in stream if line.strip())


def _answer(line: bytes, answer: Callable[[dict[str, Any]], dict[str, Any]], key: str) -> dict[str, Any]:
    try:
        doc = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {key: None, "error": {"code": "parse.json", "detail": str(error)[:300]}}
    if not isinstance(doc, dict):
        return {key: None, "error": {"code": "parse.json", "detail": "a line must be a JSON object"}}
    try:
        return answer(doc)
    except Exception as error:  # one bad document must not end the stream; the answer names it
        return {key: doc.get(key), "error": {"code": "parse.crash", "detail": f"{type(error).__name__}: {error}"[:300]}}
