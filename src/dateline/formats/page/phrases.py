"""What stands in a story's area without being of it, told by its words: promotion, credits, bylines, notes at the end.

Phrases are those of news sites in general, in several languages; none names a publisher. Every pattern is tried on one
short line and reads it once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.formats.page import sayings

PROMOTION = re.compile(
    r"^\W{0,4}(?:read (?:more|also|next|the full|our|this|about|:)|(?:also|see|more) (?:read|on|from|"
    r"about|:)|see also|read\b[^.]{0,15}:|related(?: (?:articles?|stor(?:y|ies)|content|news|posts?|"
    r"coverage|links?|topics?))?\s*[:|]|"
    r"related (?:articles?|stor(?:y|ies)|content|news|posts?|links?)$|more (?:stories|news|from|"
    r"on this)\b[^.!?]{0,80}$|"
    r"you (?:may|might) (?:also )?(?:like|be interested)|"
    r"recommended(?: for you)?$|don['’]t miss|must read\b|watch(?: (?:now|below|the video|more|video|live|"
    r"here))?\s*[:|]|click (?:here|to|on|below)|tap here|"
    r"sign ?up\b|subscribe\b|follow (?:us|our|@|\w+ on (?:twitter|facebook|x|instagram))|like us on|"
    r"join (?:us|our|the (?:conversation|discussion))|download (?:our|the)|"
    r"get (?:our|the|more|unlimited|all the|breaking|daily)[^.]{0,60}(?:newsletter|inbox|app|email|delivered|updates)|"
    r"(?:share|tweet|print|email|comments?|advertisement|advertising|sponsored(?: content)?|promoted|ad|"
    r"loading|trending|topics?|tags?|filed under|published under|posted in)\b[^.]{0,3}$|"
    r"(?:tags?|filed under|published under|posted in|topics|categories|source|via|labels)\s*:|"
    r"(?:story|article) continues (?:below|after)|continue reading|scroll (?:down|to continue)|"
    r"(?:photo|picture|image|video|graphic|credit|caption|foto|bild|fotografía|crédito)s?(?: (?:by|credit|"
    r"courtesy|from|via))?\s*[:/©]|\(?(?:photo|image|picture|file photo|getty images|ap photo|"
    r"reuters)\b[^.]{0,80}\)?$|"
    r"(?:copyright\b\W{0,3}(?:\(c\)|\d{4}|by\b|the\b|notice|$)|©|\(c\)|all rights reserved)|"
    r"this (?:material|site|website|page) (?:may not|is protected|uses)|"
    r"we use cookies|please (?:enable|refresh|enter|log ?in|sign|note: this)|enable javascript|your browser)",
    re.I,
)
ENDING = re.compile(
    r"^\W{0,3}(?:(?:additional |further )?(?:reporting|writing|editing|compiled|translated|"
    r"additional reporting|production|graphics?) (?:by|from)\b|rédigé par|reportage (?:de|par)|"
    r"berichterstattung|"
    r"our standards:|the associated press (?:contributed|created)|"
    r"(?:[\w'’.]+ ){1,8}contributed to this (?:report|article|story|post)|this (?:article|story|post|"
    r"report) (?:was|is|has been|originally|first)[^.]{0,40}(?:originally |first )?(?:published|appeared|"
    r"posted|produced|syndicated)\b|"
    r"this is a (?:developing|breaking) (?:news )?story|©|all rights reserved|"
    r"for more (?:information|news|stories|on this)[^.]{0,30}(?:visit|click|go to|follow|see)|"
    r"(?:do )?you have a (?:story|tip|news tip)|got a (?:\w+ )?(?:tip|story)|have (?:a|any) (?:tip|story|"
    r"question)s?\b[^.]{0,60}\?|what do you think\b|let us know|tell us|leave a comment|comments? (?:are|"
    r"is) closed|"
    r"the views expressed|opinions expressed|views expressed|editor['’]s note: this is an opinion|"
    r"(?:support|help) (?:our|us|independent|quality)\b|donate\b|your (?:support|donation)|"
    r"become a (?:member|subscriber|supporter))",
    re.I,
)
BIO = re.compile(
    r"\b(?:is|are|was) (?:an?|the|our|also (?:an?|the))\b[^.]{0,120}\b(?:reporter|correspondent|editor|"
    r"writer|journalist|"
    r"columnist|contributor|author|producer|fellow|columnists|reporters|host|critic|blogger|freelancer?)\b",
    re.I,
)
REACH = re.compile(
    r"\b(?:can be reached (?:at|on)|reach (?:him|her|them) (?:at|on)|follow (?:him|her|them|us|me) (?:on|"
    r"at|@)|send (?:story )?tips to|e-?mail (?:him|her|"
    r"them|the author)|story tips can be sent|contact (?:him|her|them|the author|the writer)|"
    r"on (?:twitter|x):? ?@|got a tip|sign up to get|get all of (?:my|his|her) posts)\b|"
    r"^\S*\s*\S+@\S+\.\w+\W*$",
    re.I,
)
_REACHED = ("reach", "follow", "send", "mail", "tips", "contact", "@", "got a tip", "sign up", "get all")
"""One of these stands in all that `REACH` finds: sought first, as most lines hold none."""
STOP = re.compile(
    r"^\W{0,3}(?:related(?: (?:articles?|stor(?:y|ies)|content|news|posts?|links?|coverage|topics?|"
    r"reading|items?))?|(?:more|other|latest|top|popular|recent|trending|"
    r"featured)(?: \w+){0,2} (?:stories|news|articles|posts|headlines|videos|reading|coverage)|"
    r"more (?:from|on|in|about)(?: [\w'’.&]+){1,6}|read (?:more|next|also)|most (?:read|popular|viewed|"
    r"shared|commented|recent)|trending(?: now)?|recommended(?: \w+){0,3}|you (?:may|"
    r"might) (?:also )?(?:like|be interested in)|also read|what to read next|"
    r"(?:leave a |post a |add a |join the )(?:comment|reply|conversation|discussion)|"
    r"(?:\d+ )?(?:comments?|responses?|replies|thoughts on .{0,80})|about the author|share this|follow us|"
    r"newsletter|sign up.{0,60}|"
    r"topics|tags|categories|from (?:around )?the web|sponsored(?: links| content)?|up next|don['’]t miss|"
    r"editor['’]?s['’]? picks?|see also|further reading|in (?:this|other) (?:section|news))\W{0,3}$",
    re.I,
)

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = (
    rf"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|"
    rf"sun)(?:day)?,?\s+)?(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|"
    rf"th)?\s+{_MONTH},?\s+\d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})"
)
_ONLY_DAY = re.compile(
    r"^\W{0,3}(?:(?:first |last )?(?:published|updated|posted|modified|created)[ :]{1,3}(?:on |at )?"
    rf"(?:{_DAY}|\d{{1,2}}[:.]\d\d|\d+ (?:minutes?|mins?|hours?|days?) ago|today|yesterday).{{0,40}}|"
    rf"(?:on |date: ?)?{_DAY}(?:[\s,|@·-]{{1,4}}(?:at )?\d{{1,2}}[:.]\d\d.{{0,20}})?|"
    r"\d{1,2}:\d\d(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?|\d+ (?:minutes?|mins?|hours?|days?|weeks?|months?) (?:ago|read)|"
    r"\d+ min(?:ute)?s? read)\W{0,3}$",
    re.I,
)
_DIGIT = re.compile(r"\d")
_PUBLISHED = re.compile(
    r"(?:.{0,40}\W)?(?:publié|mis à jour|veröffentlicht|aktualisiert|stand:|publicado|actualizado|atualizado|"
    r"pubblicato|aggiornato|gepubliceerd|bijgewerkt|publicerad|uppdaterad|publiceret|opdateret|publisert|oppdatert|julkaistu|"
    r"päivitetty|opublikowano|aktualizacja|publikováno|aktualizováno|publikované|publicat|közzétéve|frissítve|"
    r"опубликовано|обновлено|опубліковано|оновлено|δημοσιεύ\w{0,8}|ενημερώ\w{0,8}|yayınlanma|güncellen?me|giriş tarihi|"
    r"发布时间|发表于|出版時間|更新時間|公開|更新|입력|수정|승인)\b\D{0,30}\d[^.!?。！？]{0,40}",
    re.I,
)
_BYLINE = re.compile(
    r"^(?:[Bb]y|BY|[Tt]ext:|[Aa]uthor:|[Ww]ritten by|[Rr]eported by|[Pp]ar|[Vv]on|[Pp]or)\s+(?:the\s+|"
    r"THE\s+)?(?:[A-Z\u00c0-\u00de][\w.'’-]*(?:,|\s+and|\s+et|\s+und|\s+y)?\s*){1,8}(?:[|,–-].{0,60})?$"
)
_CREDIT = re.compile(
    r"[(\[](?:[^()\[\]]{0,80}[\s/,])?(?:AP Photo|Getty(?: Images)?|AFP|EPA|Shutterstock|iStock|Alamy|"
    r"Anadolu|ANI Photo|PTI Photo|(?:[Pp]hoto|[Ii]mage|[Pp]icture|[Cc]redit|[Ss]creenshot|"
    r"Foto)s?\s?(?:[:/]|by\b|via\b|courtesy\b)|"
    r"(?:[Pp]ool|[Hh]andout|photo)? ?via (?:AP|REUTERS|Reuters|AFP|Getty))[^()\[\]]{0,60}[)\]]\W{0,2}$|"
    r"(?:^|\s)(?:[Pp]hoto(?:graph)?|[Pp]icture|[Ii]mage|[Cc]redit|CREDIT|PHOTO)s?(?: [Cc]redit)?\s?(?::|"
    r"[Bb]y:?\s)\s?[^.!?]{2,60}$|"
    r"(?:Purchase |Acquire |, )?[Ll]icensing [Rr]ights(?:, opens new tab)?$|/\s?File [Pp]hoto\W{0,2}$|"
    r"(?:^|[\s(/])(?:Foto(?:s|graf(?:ia|ía|ie)?)?|Fotó|Fot\.|Bild(?:quelle)?|Beeld|Imagen|Imagem|Immagine|Crédits?|Kuva|"
    r"Фото|Φωτο\w{0,8}|Fotoğraf)\s?[:/]\s?[^.!?:;\"”“»]{2,60}\)?$|"
    r"[|/]\s?(?:Getty(?: Images)?|AFP|EPA|Reuters|REUTERS|AP|Shutterstock|Alamy|iStock)(?:\s?[|/].{0,40})?$"
)
_CREDITED = (
    "AP", "Getty", "AFP", "EPA", "Reuters", "REUTERS", "Photo", "photo", "PHOTO", "Image", "image", "Picture",
    "picture", "Credit", "credit", "CREDIT", "tock", "Alamy", "via", "Foto", "Anadolu", "creenshot", "icensing", "Fot.",
    "Bild", "Beeld", "Imagen", "Imagem", "Immagine", "Crédit", "Kuva", "Фото", "Φωτο",
)  # fmt: skip
"""One of these stands in every credit: sought first, as most lines hold none."""
_STOPS, _CLOSING = frozenset(".!?"), frozenset(")]|/")
_QUOTES = re.compile(r"[\"“«„»「].{0,2000}[.!?。！？][\"”’»“«」]?$")
_QUOTE_MARKS = frozenset('"“”„«»「')
_ADDRESS = re.compile(r"[\w.+-]{1,60}@[\w-]{1,60}\.[\w.]{2,40}\W{0,2}$")
_LABEL = 12
"""Words up to which a line is held against patterns of dates and bylines."""


def is_promotion(line: str) -> bool:
    """Whether a line leads elsewhere, asks for something, or labels what is not text. Sentences that quote never do."""
    if line.count(" ") >= 40:
        return False
    return (sayings.is_beside(line) or bool(PROMOTION.match(line))) and not _QUOTES.search(line)


def is_stop(line: str) -> bool:
    """Whether a line is the name of what follows a story."""
    return bool(STOP.match(line)) or sayings.is_name_of_following(line)


def is_label(line: str) -> bool:
    """Whether a line says no more than who wrote and when."""
    if line.count(" ") >= _LABEL:
        return False
    if _ONLY_DAY.match(line) or _BYLINE.match(line):
        return True
    return bool(_DIGIT.search(line)) and bool(_PUBLISHED.fullmatch(line))


def is_caption(line: str) -> bool:
    """Whether a line ends as captions do: with who took or owns the picture."""
    end = line[-150:]
    is_open = _STOPS.isdisjoint(end[-2:]) or not _CLOSING.isdisjoint(end)  # no credit ends as sentences do
    return is_open and line.count(" ") < 80 and any(word in end for word in _CREDITED) and bool(_CREDIT.search(end))


def is_note(line: str) -> bool:
    """Whether a line at a story's end tells of its making or its author."""
    if len(line) >= 700:
        return False
    if (ENDING.match(line) or sayings.tells_of_making(line)) and not _QUOTES.search(line):
        return True
    if not _QUOTE_MARKS.isdisjoint(line):
        return False
    if "@" in line and line.count(" ") < _LABEL and _ADDRESS.search(line):
        return True
    return _tells_reach(line) or ("@" in line and bool(BIO.search(line)))


def _tells_reach(line: str) -> bool:
    folded = line.casefold()
    return any(word in folded for word in _REACHED) and bool(REACH.search(line))


def is_on_author(line: str, names: Sequence[str]) -> bool:
    """Whether a line begins with the name of one of the page's authors and says what they do."""
    return len(line) < 700 and any(name in line[: len(name) + 30] for name in names) and bool(BIO.search(line))
