"""Who is credited: persons apart from agencies, desks and the outlet itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.formats.byline_lead import LEAD
from dateline.formats.characters import one_line
from dateline.normalise import places
from dateline.normalise.words import Vocabulary, folded

_CUT = re.compile(r"\s*(?:,|;|\||·|•|\n|/|\s&\s|\b(?:and|with|via|und|mit|avec|et|con|и|та)\b|\bfor\b(?=\s+[A-Z]))\s*")
# Words for `and` that stand inside names too (Ortega y Gasset): they cut where a whole name stands on either side.
_PERHAPS = re.compile(r"\s+(?:y|e|og|och|en|i|ja|і)\s+")
_OTHER_WORK = re.compile(
    r"^(?:photo\w*|foto\w*|video\w*|illustrations?|graphics?|images?|pictures?|edit(?:ing|ed) by|translat(?:ion|ed) by|"
    r"special (?:to|for))\b",
    re.I,
)
_POSSESSOR = re.compile(r"^[A-Z][\w&. ]{1,30}['’]s\s+(?=[A-Z]\w+ [A-Z])")
_BRACKETED = re.compile(r"\(([^()]{2,40})\)\s*$")
_PLACE = re.compile(
    r"\s+(?:in|at|from|reports from|reporting from)\s+(?=(?:the )?[A-Z]).*$|\s*\((?:[^()]*)\)\s*$|\s+[–—-]\s+.*$|"
    r"\s+For\s+(?=[A-Z]).*$"
)
_ROLE = re.compile(
    r"\b(?:correspondents?|editors?|reporters?|writers?|journalists?|columnists?|bureau|chief|desk|staff|"
    r"agenc(?:y|ies)|newsroom|team|"
    r"producers?|analysts?|commentators?|contributors?|associate|director|professor|fellow|service|press|news|"
    r"online|media|digital|"
    r"editorial board|photographer|wires?|sources?|group|network|magazine|author|published|updated|politics|"
    r"foreign|redaktion|\w+redaktion|rédaction|redacción|redazione|redactie|redakcja|toimitus)\b",
    re.I,
)
# A job printed straight after a name ("Anna Kessler Chief Correspondent"): its last word is one of these.
_JOB = re.compile(
    r"\s+(?:(?:our|the|and|chief|senior|deputy|assistant|associate|managing|executive|national|international|"
    r"foreign|world|global|diplomatic|"
    r"defen[cs]e|security|political|politics|economics?|business|environment|energy|military|war|staff|special|"
    r"transport|health|home|"
    r"science|technology|legal|royal|arts|culture|sports?|europe(?:an)?|baltic|nordic|balkans?|asia|africa|"
    r"middle east|russia|ukraine|us|u\.s\.|uk|eu|nato|"
    r"moscow|brussels|kyiv|kiev|berlin|paris|london|washington|white house|affairs|news|bureau|freelance|"
    r"contributing)\b[ -]?)*"
    r"(?:correspondents?|editors?|reporters?|writers?|journalists?|columnists?|chief|producers?|analysts?|"
    r"commentators?)$",
    re.I,
)
_NAME = re.compile(
    r"(?:(?:Dr|Mr|Mrs|Ms|Sir|Lord|Dame|"
    r"Prof)\.? )?[^\W\d_a-z][\w.'’\-]*(?: (?:[^\W\d_][\w.'’\-]*)){0,5}(?:,? (?:Jr|Sr|II|III)\.?)?"
)
_NOT = re.compile(
    r"https?:|www\.|@|\d|[{}<>#]|^(?:The|Die|Das|Les|Los|Las) |"
    r"\b(?:Journal|Times|Tribune|Herald|Gazette|Today|TODAY|Daily|Weekly|Chronicle|Observer|Telegraph|Institute|University|Zeitung)\b"
)
_AROUND = " .,;:-–—|(["
_ADDRESS = re.compile(r"\(?\S{1,80}@\S{1,80}\)?|(?<!\S)@\w+|https?://\S+")
_WHEN = re.compile(r"\s+(?:last )?(?:updated|published|posted|modified)\b[ :].*$", re.I)
# A broadcaster's letters printed straight after a name ("Anna Kessler BBC News").
_OUTLET = re.compile(r"(?<=[a-z.])\s+(?!I{1,3}$|IV$)[A-Z]{3,5}(?: (?:News|Sport|Business|Radio))?$")
_SUFFIX = re.compile(r"\s*,\s*(?=(?:Jr|Sr|II|III)\b)")


@dataclass(frozen=True)
class Credit:
    """Persons in order, the agency (its usual name), and the rule that gave the agency."""

    persons: tuple[str, ...] = ()
    agency: str | None = None
    agency_rule: str | None = None

    @property
    def byline(self) -> str | None:
        return ", ".join(self.persons) or None


def persons_and_agencies(
    byline: str | None, publisher: str | None, words: Vocabulary
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The persons and the agencies that a byline names, each once, in order."""
    persons: dict[str, str] = {}
    agencies: dict[str, None] = {}
    text = one_line(byline.replace("\n", " | "))[:1000] if byline else ""
    text = _SUFFIX.sub(" ", _ADDRESS.sub(" ", _WHEN.sub("", text)))
    for part in _parts(_strip_lead(text), words):
        part = _strip_lead(part.strip(_AROUND))
        printed = _OUTLET.sub("", _PLACE.sub("", part))
        bare = _JOB.sub("", f" {printed}").strip(_AROUND)
        within = _BRACKETED.search(part)
        agency = words.agency(part) or words.agency(bare) or words.agency(_ROLE.sub("", bare))
        if agency:
            agencies[agency] = None
            continue
        if within and (agency := words.agency(within[1])):
            agencies[agency] = None
        is_desk = " " not in bare and bare != printed  # such as an outlet's reporters
        if not is_desk and _is_person(bare, publisher) and not (_is_place(bare) and (persons or " " not in bare)):
            name = _cased(bare)
            persons.setdefault(name.casefold(), name)
    return tuple(persons.values()), tuple(agencies)


def _parts(text: str, words: Vocabulary) -> Iterator[str]:
    """The parts of a byline that may each be somebody; what is credited for pictures is none."""
    for part in _CUT.split(text):
        if _OTHER_WORK.match(part):
            continue
        several = _PERHAPS.split(part)
        for one in several if all(" " in name for name in several) else [part]:
            tokens = _POSSESSOR.sub("", one).split()
            tail = next((n for n in (3, 2, 1) if len(tokens) >= n + 2 and words.agency(" ".join(tokens[-n:]))), 0)
            if not tail:
                yield _POSSESSOR.sub("", one)
                continue
            yield " ".join(tokens[:-tail])
            yield " ".join(tokens[-tail:])


def _is_place(text: str) -> bool:
    """Whether a part behind a name is where it was written, such as `Moscow`."""
    return text.count(" ") < 2 and places.is_known(text)


def is_credit_line(paragraph: str, words: Vocabulary) -> bool:
    """Whether a paragraph is nothing but a byline or an agency's name."""
    text = one_line(paragraph)
    if len(text) > 120 or not text:
        return False
    if words.agency(text):
        return True
    if not re.match(r"(?:By|BY|Words:)\s", text):
        return False
    return text[-1] not in ".!?" and bool(any(persons_and_agencies(text, None, words)))


def has_role(text: str) -> bool:
    """Whether a line names, beside a person, a job or the place written from."""
    line = one_line(text)
    return bool(_ROLE.search(line) or _PLACE.search(line))


def credit(
    byline: str | None,
    sent: str | None,
    in_dateline: str | None,
    body: str,
    publisher: str | None,
    own: str | None,
    words: Vocabulary,
) -> Credit:
    """The persons, and the agency by the first that names one: the sender's field, byline, dateline, the text's edges.

    `own` is the agency whose wire it is. An agency that equals the publisher without being known as one is no agency.
    """
    persons, named = persons_and_agencies(byline, publisher, words)
    ladder = (
        ("field", words.agency(sent) or _other_than(sent, publisher, words)),
        ("byline", named[0] if named else None),
        ("dateline", words.agency(in_dateline) or (in_dateline if own is None else own) if in_dateline else None),
        ("text", _at_edges(body, words)),
        ("wire", own),
    )
    for rule, agency in ladder:
        if agency:
            return Credit(persons, agency, rule)
    return Credit(persons)


def _other_than(sent: str | None, publisher: str | None, words: Vocabulary) -> str | None:
    """The sender's own word for the agency, unless it only names the outlet."""
    if not sent or not publisher:
        return sent
    return None if folded(sent) == folded(publisher) else one_line(sent)


_EDGE = re.compile(
    r"(?:^|\n)(?:[–—-]+\s*)?(?:\((?P<a>[^()\n]{2,40})\)|(?:source|with|additional reporting by|"
    r"from)?:?\s*(?P<b>[^\n]{2,40}))\.?$",
    re.I,
)
_WITH = re.compile(
    r"\((?:with|additional reporting by|source:|with (?:reporting|files|inputs?|material|agency material) (?:by|"
    r"from))\s+(?P<who>[^()]{2,60})\)\s*$|"
    r"\bwith (?:reporting|files|inputs?|material) (?:by|from) (?P<who2>[^.()]{2,60})\.?$",
    re.I,
)


def _at_edges(body: str, words: Vocabulary) -> str | None:
    """An agency named by itself on the first lines or the last one."""
    paragraphs = [p for p in body.split("\n\n") if p]
    for text in (*paragraphs[:2], *paragraphs[-2:]):
        if len(text) < 60 and (agency := words.agency(text)):
            return agency
    for text in paragraphs[-2:]:
        if found := _WITH.search(text[-200:]):
            for part in _CUT.split(found["who"] or found["who2"]):
                if agency := words.agency(part):
                    return agency
        if len(text) < 80 and (found := _EDGE.search(text)) and (agency := words.agency(found["a"] or found["b"])):
            return agency
    return None


def _strip_lead(text: str) -> str:
    while found := LEAD.match(text):
        text = text[found.end() :]
    return text


def _is_person(text: str, publisher: str | None) -> bool:
    if not text or len(text) > 60 or _NOT.search(text) or _ROLE.search(text):
        return False
    if publisher and folded(text) == folded(publisher):
        return False
    return _NAME.fullmatch(text) is not None and not re.fullmatch(r"[A-Z]{2,4}", text)


def _cased(name: str) -> str:
    """A name printed all in capitals, as it is written otherwise."""
    if not name.isupper() or len(name) < 5:
        return name
    spelt = re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), name)
    return re.sub(r"\b(Mc|O['’])([a-z])", lambda m: m[1] + m[2].upper(), spelt)
