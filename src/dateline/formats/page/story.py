"""The story's paragraphs among the blocks of its area."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from dateline.formats.page.blocks import Block

_WORD = re.compile(r"\w+")
_RULE = re.compile(r"[_*•·=~#|\-–—\s.]{1,40}")
_BULLET = re.compile(r"^(?:[-•*–·▪●■►▶]\s+)")
_MANY = 500
"""Paragraphs above which pull-quotes are not looked for: every one is held against every other."""

PROMOTION = re.compile(
    r"^\W{0,4}(?:read (?:more|also|next|the full|our|this|about|:)|(?:also|see|more) (?:read|on|from|about|:)|see also|read\b[^.]{0,15}:|related(?: (?:articles?|stor(?:y|ies)|content|news|posts?|coverage|links?|topics?))?\s*[:|]|"
    r"related (?:articles?|stor(?:y|ies)|content|news|posts?|links?)$|more (?:stories|news|from|on this)\b|you (?:may|might) (?:also )?(?:like|be interested)|"
    r"recommended(?: for you)?$|don['’]t miss|must read|watch(?: (?:now|below|the video|more|video|live|here))?\s*[:|]|click (?:here|to|on|below)|tap here|"
    r"sign ?up|subscribe|follow (?:us|our|@|\w+ on (?:twitter|facebook|x|instagram))|like us on|join (?:us|our|the (?:conversation|discussion))|download (?:our|the)|"
    r"get (?:our|the|more|unlimited|all the|breaking|daily)[^.]{0,60}(?:newsletter|inbox|app|email|delivered|updates)|"
    r"(?:share|tweet|print|email|comments?|advertisement|advertising|sponsored(?: content)?|promoted|ad|loading|trending|topics?|tags?|filed under|published under|posted in)\b[^.]{0,3}$|"
    r"(?:tags?|filed under|published under|posted in|topics|categories|source|via|labels)\s*:|"
    r"(?:story|article) continues (?:below|after)|continue reading|scroll (?:down|to continue)|"
    r"(?:photo|picture|image|video|graphic|credit|caption|foto|bild|fotografía|crédito)s?(?: (?:by|credit|courtesy|from|via))?\s*[:/©]|\(?(?:photo|image|picture|file photo|getty images|ap photo|reuters)\b[^.]{0,80}\)?$|"
    r"(?:copyright|©|\(c\)|all rights reserved)|this (?:material|site|website|page) (?:may not|is protected|uses)|"
    r"we use cookies|please (?:enable|refresh|enter|log ?in|sign|note: this)|enable javascript|your browser|"
    r"(?:lire aussi|à lire aussi|lisez aussi|lire (?:la suite|plus)|voir aussi|leia (?:também|mais)|veja (?:também|mais)|lea (?:también|más)|lee (?:también|más)|ver (?:también|más)|te puede interesar|"
    r"lesen sie (?:auch|mehr|hier)|mehr (?:zum thema|dazu)|lees (?:ook|meer|verder)|leggi (?:anche|altro|di più)|läs (?:också|mer|även)|les også|læs også|lue myös|czytaj (?:też|także|więcej)|zobacz (?:też|także)|"
    r"čtěte také|přečtěte si|olvasd el|citește și|прочитайте|читайте (?:также|також)|смотрите также|diğer haberler|baca juga|xem thêm|"
    r"関連記事|相关阅读|延伸閱讀)\b)",
    re.I,
)
_ENDING = re.compile(
    r"^\W{0,3}(?:(?:additional |further )?(?:reporting|writing|editing|compiled|translated|additional reporting|production|graphics?) (?:by|from)\b|rédigé par|reportage (?:de|par)|berichterstattung|"
    r"our standards:|the associated press (?:contributed|created)|(?:[\w'’.]+ ){1,8}contributed to this (?:report|article|story|post)|this (?:article|story|post|report) (?:was|is|has been|originally|first)[^.]{0,40}(?:originally |first )?(?:published|appeared|posted|produced|syndicated)\b|"
    r"this is a (?:developing|breaking) (?:news )?story|copyright|©|all rights reserved|for more (?:information|news|stories|on this)[^.]{0,30}(?:visit|click|go to|follow|see)|"
    r"(?:do )?you have a (?:story|tip|news tip)|got a (?:\w+ )?(?:tip|story)|have (?:a|any) (?:tip|story|question)s?\b[^.]{0,60}\?|what do you think\b|let us know|tell us|leave a comment|comments? (?:are|is) closed|"
    r"the views expressed|opinions expressed|views expressed|editor['’]s note: this is an opinion|"
    r"(?:support|help) (?:our|us|independent|quality)\b|donate|your (?:support|donation)|become a (?:member|subscriber|supporter))",
    re.I,
)
_BIO = re.compile(
    r"\b(?:is|are|was) (?:an?|the|our|also (?:an?|the))\b[^.]{0,120}\b(?:reporter|correspondent|editor|writer|journalist|"
    r"columnist|contributor|author|producer|fellow|columnists|reporters|host|critic|blogger|freelancer?)\b",
    re.I,
)
_REACH = re.compile(
    r"\b(?:can be reached (?:at|on)|reach (?:him|her|them) (?:at|on)|follow (?:him|her|them|us|me) (?:on|at|@)|send (?:story )?tips to|e-?mail (?:him|her|"
    r"them|the author)|story tips can be sent|contact (?:him|her|them|the author|the writer)|on (?:twitter|x):? ?@|got a tip|sign up to get|get all of (?:my|his|her) posts)\b|"
    r"^\S*\s*\S+@\S+\.\w+\W*$",
    re.I,
)
_QUOTED = re.compile(r"[\"“«„]")
_STOP = re.compile(
    r"^\W{0,3}(?:related(?: (?:articles?|stor(?:y|ies)|content|news|posts?|links?|coverage|topics?|reading|items?))?|(?:more|other|latest|top|popular|recent|trending|featured)(?: \w+){0,2} (?:stories|news|articles|posts|headlines|videos|reading|coverage)|"
    r"more (?:from|on|in|about)(?: [\w'’.&]+){1,6}|read (?:more|next|also)|most (?:read|popular|viewed|shared|commented|recent)|trending(?: now)?|recommended(?: \w+){0,3}|you (?:may|might) (?:also )?(?:like|be interested in)|also read|what to read next|"
    r"(?:leave a |post a |add a |join the )(?:comment|reply|conversation|discussion)|(?:\d+ )?(?:comments?|responses?|replies|thoughts on .{0,80})|about the author|share this|follow us|newsletter|sign up.{0,60}|"
    r"topics|tags|categories|from (?:around )?the web|sponsored(?: links| content)?|up next|don['’]t miss|editor['’]?s['’]? picks?|see also|further reading|in (?:this|other) (?:section|news)|"
    r"mehr zum thema|das könnte sie auch interessieren|lire aussi|à lire aussi|sur le même (?:sujet|thème)|artículos relacionados|noticias relacionadas|te puede interesar|leia também|veja também|notícias relacionadas|leggi anche|articoli correlati|lees ook|läs också|читайте также|похожие (?:новости|статьи))\W{0,3}$",
    re.I,
)
_SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_TAIL = 8


def paragraphs(found: Sequence[Block], where: HtmlElement, headline: str | None) -> list[str]:
    """The story's lines in order: headings that lead to text, paragraphs, entries of lists, and no promotion."""
    inside = [block for block in found if where in block.chain]
    kept = _without_tail(_without_linked(inside))
    out: list[tuple[str, Block]] = [(line, block) for block in kept for line in block.lines]
    return _own([(line, block) for line, block in out if line], headline)


def _without_linked(inside: Sequence[Block]) -> list[Block]:
    """The blocks that are text, not links to elsewhere nor promotion."""
    return [block for block in inside if not _is_aside(block)]


def _is_aside(block: Block) -> bool:
    text = block.lines[0]
    if block.kind != "h" and block.link_share > 0.8 and block.words < 40:
        return not (block.kind == "p" and _QUOTED.search(text) and _SENTENCE.search(text))
    if block.kind == "h" and block.link_share > 0.9:
        return True
    if block.kind == "li" and block.link_share > 0.6:
        return True
    if block.kind == "text" and block.words < 4 and not _SENTENCE.search(text):
        return True
    return _is_promotion(text)


def _without_tail(inside: Sequence[Block]) -> list[Block]:
    """The blocks before the first heading that opens something else, where most of the story is before it."""
    total = sum(block.words for block in inside)
    before = 0
    for place, block in enumerate(inside):
        if before > 0.5 * total and block.words < 10 and _STOP.match(block.lines[0]):
            return list(inside[:place])
        before += block.words
    return list(inside)


def _own(pairs: Sequence[tuple[str, Block]], headline: str | None) -> list[str]:
    """The lines without rules, repeated ones, pull-quotes, headings that lead to nothing, and notes at the end."""
    plain = [(line, block.kind) for line, block in pairs if block.level != 1]
    return _ended(_distinct(plain, headline))


def tidied(lines: Sequence[str], headline: str | None) -> list[str]:
    """Another engine's lines without rules, repeated ones, pull-quotes, and notes at the end."""
    return _ended(_distinct([(line, "p") for line in lines if not _is_promotion(line)], headline))


def _distinct(pairs: Sequence[tuple[str, str]], headline: str | None) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    seen: set[str] = set()
    head = key(headline or "")
    keys = [key(line) for line, _ in pairs]
    for place, ((line, kind), words) in enumerate(zip(pairs, keys, strict=True)):
        if not words or _RULE.fullmatch(line) or (place < 4 and words == head):
            continue
        if words in seen and len(words) > 40:
            continue
        if len(pairs) <= _MANY and kind != "li" and _is_pull_quote(words, keys, place):
            continue
        seen.add(words)
        out.append((_BULLET.sub("", line), kind))
    return out


def _is_promotion(line: str) -> bool:
    return line.count(" ") < 40 and bool(PROMOTION.match(line))


def _ended(out: list[tuple[str, str]]) -> list[str]:
    """The lines without notes on the author and on the making of the story at the end, nor a heading there."""
    place = len(out) - 1
    while place > 0 and place >= len(out) - _TAIL:
        line, kind = out[place]
        if _is_note(line) or (place == len(out) - 1 and kind == "h"):
            out.pop(place)
        place -= 1
    return [line for line, _ in out]


def _is_note(line: str) -> bool:
    if len(line) >= 700:
        return False
    if _ENDING.match(line):
        return True
    return not re.search(r"[\"“]", line) and (bool(_REACH.search(line)) or (bool(_BIO.search(line)) and "@" in line))


def key(text: str) -> str:
    """The words of a text, for comparing."""
    return " ".join(_WORD.findall(text.casefold()))


def _is_pull_quote(words: str, keys: Sequence[str], place: int) -> bool:
    """Whether the words stand again, whole, inside another paragraph."""
    count = words.count(" ") + 1
    if not 4 <= count <= 60:
        return False
    return any(i != place and len(other) > len(words) and f" {words} " in f" {other} " for i, other in enumerate(keys))
