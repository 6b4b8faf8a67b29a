"""Names of months as the languages of our wires print them, none of which means two months among these languages."""

from __future__ import annotations

import re

_NAMES: tuple[tuple[str, ...], ...] = (
    ("january jan", "januar jän jänner", "janvier janv", "enero ene", "gennaio gen", "janeiro", "januari",
     "tammikuu tammikuuta", "stycznia styczeń", "января янв",
     "січня січ", "jaanuar", "janvāris janvārī", "sausio sausis", "ledna leden"),
    ("february feb febr", "februar", "février févr fév", "febrero", "febbraio", "fevereiro fev", "februari",
     "helmikuu helmikuuta", "lutego luty", "февраля фев",
     "лютого лют", "veebruar", "februāris februārī", "vasario vasaris", "února únor"),
    ("march mar", "märz mär", "mars", "marzo", "março", "maart mrt", "marts", "maaliskuu maaliskuuta",
     "marca marzec", "марта мар", "березня бер", "märts", "martā", "kovo kovas", "března březen"),
    ("april apr", "avril avr", "abril abr", "aprile", "huhtikuu huhtikuuta",
     "kwietnia kwiecień", "апреля апр", "квітня кві", "aprill", "aprīlis aprīlī", "balandžio balandis", "dubna duben"),
    ("may", "mai", "mayo", "maggio mag", "maio", "mei", "maj", "toukokuu toukokuuta",
     "maja", "мая", "травня тра", "maijs maijā", "gegužės gegužė", "května květen"),
    ("june jun", "juni", "juin", "junio", "giugno giu", "junho", "kesäkuu kesäkuuta",
     "czerwca czerwiec", "июня", "червня чер", "juuni", "jūnijs jūnijā", "birželio birželis", "června červen"),
    ("july jul", "juli", "juillet juil", "julio", "luglio lug", "julho", "heinäkuu heinäkuuta",
     "lipca lipiec", "июля", "липня", "juuli", "jūlijs jūlijā", "liepos liepa", "července červenec"),
    ("august aug", "août aout", "agosto ago", "augustus", "augusti", "elokuu elokuuta",
     "sierpnia sierpień", "августа авг", "серпня сер", "augusts augustā", "rugpjūčio rugpjūtis", "srpna srpen"),
    ("september sept sep", "septembre", "septiembre", "settembre set", "setembro", "syyskuu syyskuuta",
     "września wrzesień", "сентября сен", "вересня вер", "septembris septembrī", "rugsėjo rugsėjis", "září"),
    ("october oct", "oktober okt", "octobre", "octubre", "ottobre ott", "outubro out", "lokakuu lokakuuta",
     "października październik", "октября окт", "жовтня жов", "oktoober",
     "oktobris oktobrī", "spalio spalis", "října říjen"),
    ("november nov", "novembre", "noviembre", "novembro", "marraskuu marraskuuta",
     "ноября ноя", "листопада лис", "novembris novembrī", "lapkričio lapkritis", "listopadu"),
    ("december dec", "dezember dez", "décembre déc", "diciembre dic", "dicembre", "dezembro", "desember des",
     "joulukuu joulukuuta", "grudnia grudzień", "декабря дек", "грудня гру", "detsember",
     "decembris decembrī", "gruodžio gruodis", "prosince prosinec"),
)  # fmt: skip
MONTHS: dict[str, int] = {
    word: number for number, names in enumerate(_NAMES, 1) for name in names for word in name.split()
}
"""Month by name, lower case, without a full stop."""
MONTH = "(?:" + "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True)) + r")\b\.?"
"""A pattern of any of the names, with its full stop."""


def month_of(name: str) -> int:
    """The number of a month that `MONTH` matched."""
    return MONTHS[name.rstrip(".").lower()]


_WEEKDAYS = (
    "monday mon montag lundi lunes lunedì maandag måndag mandag maanantai poniedziałek понедельник понеділок "
    "segunda-feira",
    "tuesday tues tue dienstag mardi martes martedì dinsdag tisdag tirsdag tiistai wtorek вторник вівторок terça-feira",
    "wednesday wednes wed mittwoch mercredi miércoles mercoledì woensdag onsdag keskiviikko środa среда середа "
    "quarta-feira",
    "thursday thurs thu thur donnerstag jeudi jueves giovedì donderdag torsdag torstai czwartek четверг четвер "
    "quinta-feira",
    "friday fri freitag vendredi viernes venerdì vrijdag fredag perjantai piątek пятница п'ятниця sexta-feira",
    "saturday satur sat samstag sonnabend samedi sábado sabato zaterdag lördag lørdag lauantai sobota суббота субота",
    "sunday sun sonntag dimanche domingo domenica zondag söndag søndag sunnuntai niedziela воскресенье неділя",
)
WEEKDAYS: dict[str, int] = {word: number for number, names in enumerate(_WEEKDAYS) for word in names.split()}
"""Number (Monday is 0) by name of a day of the week, lower case."""
WEEKDAY = "(?:" + "|".join(sorted(map(re.escape, WEEKDAYS), key=len, reverse=True)) + r")\b\.?"
