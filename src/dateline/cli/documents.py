"""The evaluation protocol: `annotate` and `read`, JSON lines in and out, in order, never stopping at a bad one.

`annotate --pretty` shows one plain text to a person instead.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from dateline.cli.console import OK, json_text, tell
from dateline.errors import Unreadable, UsageError

if TYPE_CHECKING:
    from dateline.extract import Reader

PROFILES = ("careful", "fast")
"""Of the reader, the default first."""
_MOST_BYTES = 20_000_000
FORMATS = ("auto", "html", "nitf", "newsml_g2", "newsml_1", "ninjs", "rss", "text")


def add(app: typer.Typer) -> None:
    """Adds these commands."""
    app.command()(annotate)
    app.command()(read)


def annotate(
    file: Annotated[str, typer.Argument(help="With --pretty: a plain text; - is standard input.")] = "-",
    pretty: Annotated[
        bool, typer.Option("--pretty", help="Show one plain text to a person, its quotes marked.")
    ] = False,
    profile: Annotated[
        str, typer.Option(help=f"{' (the default) or '.join(PROFILES)}; DATELINE_PROFILE sets another default.")
    ] = "",
    day: Annotated[str, typer.Option("--date", help="With --pretty: the story's day, such as 2009-09-18.")] = "",
    language: Annotated[str, typer.Option(help="With --pretty: such as en; else told from the words.")] = "",
) -> int:
    """Reads texts, writes who said what (JSON lines).

    In: {"doc_id", "text", "date" (optional, ISO), "language" (optional)}.
    Out: {"doc_id", "quotes": [{content, speaker, speaker_name, speaker_id, cue, kind, confidence, speaker_type,
    speaker_details, stance, addressee, setting, occasion, outlet, said_on, chain, about}], "mentions": [...]},
    or {"doc_id", "id", "error": {"code", "detail"}}; one line out for each line in, in order.
    Offsets count Unicode code points of the text, which is not altered; the end is exclusive.

    Example: echo '{"doc_id": "1", "text": "\\"We agree,\\" Angela Merkel said."}' | dateline annotate

    Example: dateline annotate --pretty --date 2009-09-18 story.txt
    """
    if not pretty and (file != "-" or day or language):
        raise typer.BadParameter("FILE, --date and --language go with --pretty; JSON lines come on standard input")
    if profile and profile not in PROFILES:
        raise typer.BadParameter(f"{profile!r} is none of {', '.join(PROFILES)}", param_hint="--profile")
    on = _on(day)
    from dateline import extract
    from dateline import home as places

    project = places.project()
    imported = places.home(project).imported_actors
    reader = extract.reader(project.vocabulary, profile or extract.asked_profile(os.environ), imported)
    if pretty:
        _show(file, on, language, reader)
        return OK
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


def _on(day: str) -> date | None:
    from dateline.extract.days import iso_day

    try:
        return iso_day(day) if day else None
    except ValueError:
        raise typer.BadParameter(f"{day!r} is no day such as 2009-09-18", param_hint="--date") from None


def _show(file: str, on: date | None, language: str, reader: Reader) -> None:
    from dateline.cli import pretty
    from dateline.normalise.language import code_of, language_of

    text = _text(file)
    told = code_of(language) or language_of(text, "en")
    why = f"No quotes: the text is taken for {told!r}, and only 'en' is read. --language says otherwise."
    title = "standard input" if file == "-" else Path(file).name
    pretty.show(title, reader.story(text, on, told), reader, "" if told in ("en", "und") else why)


def _text(file: str) -> str:
    """The text of a file, its characters told as an inbox's are. Raises UsageError for what cannot be read, or
    is too long."""
    from dateline.extract.annotate import LONGEST
    from dateline.formats import charset
    from dateline.formats.characters import clean_text

    if file == "-" and sys.stdin.isatty():
        tell("reading standard input, until Ctrl-D")
    try:
        with sys.stdin.buffer if file == "-" else Path(file).open("rb") as opened:
            body = opened.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        found = getattr(error, "strerror", None) or str(error)
        raise UsageError(file, expected="a plain text that can be read", found=found) from error
    try:
        text = clean_text(charset.decode(body, None, "text").text)
    except Unreadable:
        tell("no character set fits all of it: what is torn is shown as \ufffd")
        text = clean_text(body.decode("utf-8", "replace"))
    if len(body) > _MOST_BYTES or len(text) > LONGEST:
        raise UsageError(file, expected=f"at most {LONGEST:,} characters", found="more")
    return text


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
