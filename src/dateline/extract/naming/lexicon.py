"""Words of English news copy that tell persons from organisations: honorifics, titles, role nouns, kinds of bodies."""

from __future__ import annotations

import re


def listed(words: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(words.split())


HONORIFICS = {"mr": "m", "mrs": "f", "ms": "f", "miss": "f", "sir": "m", "dame": "f", "lord": "m", "lady": "f",
              "dr": "", "prof": "", "mx": "", "madam": "f", "madame": "f", "mme": "f", "monsieur": "m",
              "king": "m", "queen": "f", "prince": "m", "princess": "f", "herr": "m", "frau": "f", "señor": "m",
              "señora": "f", "don": "m", "sheikh": "m", "duke": "m", "duchess": "f", "baroness": "f", "baron": "m",
              "count": "m", "countess": "f", "sister": "f", "father": "m", "reverend": "", "rev": ""}  # fmt: skip
"""Word set before a name, without its point → gender it shows, if any."""

TITLES = listed(
    """
    president prime minister chancellor secretary senator sen rep gov gen general admiral ambassador foreign defence
    defense colonel premier spokesman spokeswoman spokesperson representative judge justice governor mayor speaker
    commissioner lt col adm capt captain major maj sgt sergeant lieutenant corporal commander brigadier marshal
    inspector detective constable superintendent chief sheriff officer deputy vice former pope cardinal archbishop
    bishop patriarch imam rabbi ayatollah mufti mullah professor doctor congressman congresswoman councillor
    councilman councilwoman alderman lawmaker leader chairman chairwoman chairperson chair director coach manager
    striker midfielder goalkeeper attorney prosecutor counsel head emperor empress sultan emir first lady
    assemblyman assemblywoman assemblymember councilmember supervisor comptroller treasurer ag da pm fm vp sec amb
    interior finance health justice transport education environment culture trade labour labor agriculture energy
    economy housing acting interim ex-president mp mep envoy crown executive ceo cfo co-founder founder
    """
)
"""Capitalised words before a person's name that are no part of it."""

_PERSON_NOUNS = listed(
    """
    accountant activist actor actress adviser advisor agent aide ally ambassador analyst anchor archaeologist architect
    archbishop artist assistant astronaut astronomer athlete attorney author baker banker baron barrister biologist
    bishop blogger boss botanist boxer boy boyfriend bride broadcaster broker brother builder businessman businesswoman
    campaigner candidate captain cardinal carpenter cashier celebrity ceo chair chairman chairperson chairwoman champion
    chancellor chef chemist chief child cleric climatologist coach colleague colonel columnist comedian commander
    commentator commissioner composer congressman congresswoman conservationist constable consultant co-author
    co-founder coordinator coroner correspondent councillor counsel counselor couple cousin coworker critic curator
    cyclist dad dancer daughter dean defendant defender delegate demonstrator dentist deputy designer detective
    developer diplomat director dissident doctor donor driver economist editor emperor employee engineer entrepreneur
    envoy epidemiologist executive expert eyewitness farmer father fiancé fiancée filmmaker financier firefighter
    fisherman footballer forecaster founder friend general geologist girl girlfriend goalkeeper governor graduate
    grandfather grandmother guard guitarist head historian host husband imam incumbent informant inmate inspector
    instructor investigator investor journalist judge justice king landlord lawmaker lawyer leader lecturer legislator
    lieutenant linguist lobbyist local magistrate man manager marine marshal mathematician mayor mayor-elect mechanic
    mediator member midfielder migrant minister model monk mother mp mum musician namesake native negotiator neighbor
    neighbour neighbor nephew neurologist niece nominee novelist nun nurse nutritionist observer officer official
    operator organiser organizer owner painter paramedic participant partner passenger pastor pathologist patient
    patriarch patrolman pensioner performer philosopher photographer physician physicist pianist pilot player plaintiff
    poet policeman policewoman politician pollster pontiff pope predecessor premier presenter president president-elect
    priest prime prince princess principal prisoner producer professor programmer promoter prosecutor protester
    psychiatrist psychologist publisher queen rabbi racer ranger rapper refugee regulator reporter representative
    rescuer researcher resident retiree rider rival runner sailor scholar scientist screenwriter sculptor secretary
    secretary-general seismologist senator sergeant sheriff shopkeeper singer sister skipper sociologist soldier
    solicitor son speaker specialist spokesman spokesperson spokeswoman sprinter statistician strategist striker
    student successor superintendent supporter surgeon survivor suspect swimmer teacher technician teenager tenant
    theologian therapist tourist trader trainer treasurer uncle undersecretary vendor veteran vice victim virologist
    volunteer voter waiter waitress whistleblower widow widower wife winner witness woman worker wrestler writer
    zoologist assemblyman assemblywoman assemblymember councilmember supervisor trustee comptroller treasurer whip
    controller delegate aunt captain colonel detective forward winger batsman bowler director-general chairman-elect
    """
)
_PERSON_ENDING = re.compile(r"(?:man|woman|person|ologist|ographer|onomist|keeper|fighter|holder|maker|goer|player)$")

ORG_NOUNS = listed(
    """
    academy administration agency airline airport alliance army assembly association authority bank bar board body
    branch brewer brewery broadcaster broker brokerage bureau business cabinet carmaker carrier centre center chain
    channel charity church club coalition college commission committee community company confederation conglomerate
    consortium consultancy cooperative corporation council country court department developer division faction
    factory federation firm force foundation front fund giant government group guild hospital house institute
        institution     insurer laboratory league legislature lender magazine maker manufacturer military militia
    ministry movement museum
    navy network newspaper ngo office operator orchestra organisation organization outfit outlet panel paper parliament
    party police portal producer programme project publisher regulator retailer rival school senate service
    shipbuilder shipyard side society squad startup station studio supermarket supplier survey team telescope
    thinktank think-tank trust tribunal union university utility watchdog website
    """
)
"""Nouns that mean a body of people: `the company`; before a name they say that it is an organisation."""

ORG_WORDS = ORG_NOUNS - {"house", "front", "side", "bar", "body", "branch", "rival", "paper", "force"} | listed(
    """
    inc ltd llc plc corp co gmbh ag holdings holding partners bros fc united rovers athletic rangers wanderers
    hotspur albion county city times post gazette herald tribune journal guardian telegraph courier chronicle observer
    news press associates industries motors airlines airways systems technologies labs laboratories capital
    communications studios pictures records entertainment international democrats republicans conservatives
    lines shipping shipyards steelworks steel mining foods dairies biologics biotech therapeutics pharmaceuticals
    pharma chemicals petroleum oil gas energy electric electronics software semiconductors robotics aerospace
    aviation logistics railways railroad telecom telecoms networks media publishing hotels resorts stores
    supermarkets brewing breweries insurance securities investments ventures solutions services consulting
    engineering construction properties
    liberals socialists greens workers unions nations states brigade brigades corps guard guards squadron guild faculty
    """
)
"""A name that ends in one of these, in any case, is an organisation's."""

THINGS = listed(
    """
    war wars cup sea ocean olympics games castle treaty act prize award awards street road square river island islands
    mountain mountains channel championship championships week day summit agreement accord accords pact convention
    constitution bill law amendment festival avenue lane bridge gulf bay lake valley desert peninsula coast strait canal
    hill hills mount plan deal revolution era age medal order report declaration protocol directive charter
    airport station stadium hall tower palace park gate forest beach trophy series grand final open marathon derby
    eve night morning evening holiday anniversary code project operation map gmt est edt pst bst utc cet
    """
)
"""A name that ends in one of these is neither a person's nor a body's."""

VESSELS = listed(
    "ship vessel freighter tanker ferry boat yacht trawler destroyer frigate submarine carrier cruiser tug liner "
    "satellite rocket probe spacecraft capsule hurricane typhoon storm cyclone volcano mount lake river village town "
    "city island port province district region suburb county film movie novel book song album play opera"
)
"""Before a name they say that it is a thing's or a place's."""

KIN = {"husband": "m", "wife": "f", "brother": "m", "sister": "f", "son": "m", "daughter": "f", "father": "m",
       "mother": "f", "uncle": "m", "aunt": "f", "nephew": "m", "niece": "f", "widow": "f", "widower": "m",
       "boyfriend": "m", "girlfriend": "f", "fiancé": "m", "fiancée": "f", "grandfather": "m", "grandmother": "f",
       "dad": "m", "mum": "f", "mom": "f"}  # fmt: skip
GENDERED = {**KIN, "actress": "f", "king": "m", "queen": "f", "prince": "m", "princess": "f", "man": "m", "woman": "f",
            "boy": "m", "girl": "f", "pope": "m", "nun": "f", "monk": "m", "priest": "m", "widow": "f",
            "congressman": "m", "congresswoman": "f", "waitress": "f", "emperor": "m", "imam": "m",
            "patriarch": "m", "cardinal": "m", "archbishop": "m"}  # fmt: skip

SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
PARTICLES = listed("von van de der den di da del della la le al el bin ben ibn dos das du zu ter ten af e y ur ul")
"""Small words inside a person's name."""
LEADING = listed("von van de der di da del della al el bin ibn dos du")
"""Those that may begin one in small letters (`van der Meulen`)."""

DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "their", "this", "that", "our", "my", "your"})
PAST = listed("former ex late then outgoing previous next future incoming retired ousted ex- one-time onetime")

_SAME = (
    ("spokesman", "spokeswoman", "spokesperson"),
    ("chairman", "chairwoman", "chairperson", "chair"),
    ("senator", "lawmaker", "legislator", "congressman", "congresswoman", "representative", "politician", "mp"),
    ("lawyer", "attorney", "solicitor", "barrister", "counsel"),
    ("coach", "manager", "boss"),
    ("ceo", "executive", "chief", "boss"),
    ("premier", "minister"),
    ("policeman", "officer", "policewoman", "sergeant", "constable"),
    ("detective", "inspector", "superintendent", "officer"),
    ("regulator", "watchdog", "authority"),
    ("force", "police"),
    ("pope", "pontiff"),
    ("mayor", "mayor-elect"),
    ("president", "president-elect", "leader", "head"),
    ("director", "chief", "head"),
    ("airline", "carrier", "company"),
    ("company", "firm", "group", "giant", "maker", "manufacturer", "retailer", "brewer", "carmaker", "business",
     "corporation", "conglomerate", "operator", "startup", "developer", "supplier", "lender", "bank", "insurer"),
    ("organisation", "organization", "group", "charity", "ngo", "body", "foundation", "association", "committee",
     "alliance", "agency", "federation", "union", "council", "institute"),
    ("union", "guild"),
    ("newspaper", "paper", "daily", "magazine", "outlet", "publication"),
    ("club", "team", "side"),
    ("researcher", "scientist", "professor", "academic"),
)  # fmt: skip
_SYNONYMS: dict[str, frozenset[str]] = {}
for _row in _SAME:
    for _word in _row:
        _SYNONYMS[_word] = _SYNONYMS.get(_word, frozenset()) | frozenset(_row) - {_word}


def synonyms(noun: str) -> frozenset[str]:
    """Nouns that may mean the same actor as `noun`: `spokesman`, `spokeswoman`."""
    return _SYNONYMS.get(noun, frozenset())


def is_person_noun(word: str) -> bool:
    """Whether a word in small letters means a person: `director`, `seismologist`."""
    if word in _PERSON_NOUNS or word in HONORIFICS:
        return True
    return word not in ORG_NOUNS and _PERSON_ENDING.search(word) is not None


def gender_of_noun(noun: str) -> str | None:
    """The gender that a role noun shows: `spokeswoman` → f."""
    if noun in GENDERED:
        return GENDERED[noun]
    if noun.endswith("woman"):
        return "f"
    return "m" if noun.endswith("man") and noun not in ("german", "woman", "human") else None
