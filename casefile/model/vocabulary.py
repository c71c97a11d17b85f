"""The field's terms, each with the sentence that explains it.

Every mapping goes from the term as it stands in a case file to one sentence for the screen and the manual.
"""

from __future__ import annotations

from typing import Final, NamedTuple

FORMAT: Final = "casefile"
"""What the ``format`` field of a case's own record says."""

FORMAT_VERSION: Final = 1
"""The newest version of the file format that this program writes and understands."""

RELIABILITY: Final[dict[str, str]] = {
    "A": "Completely reliable: no doubt of authenticity, trustworthiness or competence.",
    "B": "Usually reliable: minor doubt, a history of mostly valid information.",
    "C": "Fairly reliable: some doubt, but has given valid information before.",
    "D": "Not usually reliable: significant doubt, valid information only now and then.",
    "E": "Unreliable: lacks authenticity, trustworthiness or competence; mostly invalid information.",
    "F": "Reliability cannot be judged: no sufficient basis; not a middle grade.",
}
"""Reliability of a source, the letter of the Admiralty code (NATO AJP-2.1)."""

CREDIBILITY: Final[dict[int, str]] = {
    1: "Confirmed by other independent sources; logical in itself; agrees with other information.",
    2: "Probably true: not confirmed, logical in itself, agrees with other information.",
    3: "Possibly true: not confirmed, reasonably logical, agrees with some other information.",
    4: "Doubtful: not confirmed, possible but not logical, nothing else on the subject.",
    5: "Improbable: not confirmed, not logical, contradicted by other information.",
    6: "Truth cannot be judged: no basis to evaluate; not a middle grade.",
}
"""Credibility of one piece of information, the digit of the Admiralty code (NATO AJP-2.1)."""

MARKINGS: Final[dict[str, str]] = {
    "TLP:CLEAR": "May be shared without limit.",
    "TLP:GREEN": "May be shared within the community, not publicly.",
    "TLP:AMBER": "May be shared within the organisation and with its clients, on a need-to-know basis.",
    "TLP:AMBER+STRICT": "May be shared within the organisation only.",
    "TLP:RED": "For the named recipients only.",
}
"""Handling marks of the Traffic Light Protocol 2.0 (FIRST), from the widest to the narrowest."""

SENSITIVE: Final[dict[str, str]] = {
    "personal-data": "Says something of a private person.",
    "graphic": "Shows or describes injury or death.",
    "protected-person": "Concerns a witness, a minor or another person who needs protection.",
    "deceptive": "Is meant to mislead; shown so that it can be recognised.",
    "deleted-at-source": "Was taken down by its publisher.",
}
"""Why a record is hidden until asked for, and left out of exports unless asked for."""

SOURCE_KINDS: Final[dict[str, str]] = {
    "news-agency": "Sells news to other media.",
    "newspaper": "A newspaper, magazine or news site.",
    "broadcaster": "Radio or television.",
    "state-media": "Owned or directed by a state.",
    "government": "A ministry, agency or office of a state.",
    "court": "A court or prosecution service.",
    "armed-group-media": "An outlet of, or tied to, an armed group.",
    "think-tank": "A research institute or analyst's publication.",
    "ngo": "A non-governmental organisation.",
    "international-organisation": "An organisation of states.",
    "encyclopaedia": "A reference work, edited or open.",
    "social-account": "An account on a social network or message service.",
    "witness": "A person who was there.",
    "other": "None of these.",
}
"""Kinds of source: who publishes or speaks."""

REPORT_KINDS: Final[dict[str, str]] = {
    "article": "A news item or article.",
    "analysis": "An article that weighs and interprets.",
    "statement": "An official or organisational statement.",
    "post": "A post on a social network, message service or forum.",
    "video": "Moving pictures.",
    "image": "A still picture.",
    "audio": "A sound recording.",
    "broadcast": "A radio or television item.",
    "document": "A letter, judgment, report or other document.",
    "encyclopaedia-entry": "An entry of a reference work.",
    "transcript": "The text of a briefing, speech or interview.",
    "other": "None of these.",
}
"""Kinds of report: one thing that was published."""

ACTOR_KINDS: Final[dict[str, str]] = {
    "person": "A natural person.",
    "organisation": "A group, party, company or body.",
    "state": "A state, or an office of one.",
    "media": "A medium as one who acts.",
    "unit": "A unit of a larger organisation.",
    "unknown": "Not known, or disputed.",
}
"""Kinds of actor."""

NAME_KINDS: Final[dict[str, str]] = {
    "primary": "The name used here.",
    "alias": "Another name, as found.",
    "former": "A name no longer used.",
    "kunya": "A name of honour or war, as `Abu …`.",
    "transliteration": "The same name in another spelling or script.",
}
"""Kinds of name."""

EVENT_KINDS: Final[dict[str, str]] = {
    "attack": "An act of violence.",
    "statement": "Somebody said something in public.",
    "claim-of-responsibility": "Somebody claimed an act as their own.",
    "arrest": "Arrests, or the announcement of arrests.",
    "trial": "Indictment, hearing, verdict or appeal.",
    "execution": "A sentence of death carried out.",
    "reaction": "Condemnation, condolence, mourning, protest.",
    "casualty-report": "A count of killed or injured was given.",
    "investigation": "Findings or acts of an inquiry.",
    "warning": "Somebody was warned.",
    "military-action": "An act of armed force by a state.",
    "background": "What came before, or stands beside.",
    "other": "None of these.",
}
"""Kinds of event."""

EXTENTS: Final[dict[str, str]] = {
    "within": "At some moment within the time given.",
    "throughout": "The whole time given.",
}
"""How a fuzzy date is meant."""

CALENDARS: Final[dict[str, str]] = {
    "gregorian": "The Gregorian calendar.",
    "persian": "The Solar Hijri calendar of Iran.",
    "islamic-umalqura": "The lunar Islamic calendar of Umm al-Qura.",
}
"""Calendars in which a date may have been given (names of the Unicode CLDR)."""

STANCES: Final[dict[str, str]] = {
    "asserts": "Says that it is so.",
    "denies": "Says that it is not so.",
    "revises": "Replaces what the same speaker said before.",
    "retracts": "Takes back what the same speaker said before.",
    "repeats": "Says again what another has said.",
}
"""How the speaker of a claim stands to it."""

CLAIM_STATUSES: Final[dict[str, str]] = {
    "unreviewed": "The analyst has not decided.",
    "accepted": "The analyst holds it for true.",
    "disputed": "The analyst holds it for open, with reason to doubt.",
    "rejected": "The analyst holds it for false.",
    "superseded": "Replaced by a later claim.",
}
"""The analyst's decision on a claim."""

NOTE_KINDS: Final[dict[str, str]] = {
    "note": "An observation.",
    "question": "Something that is not known.",
    "lead": "Something to follow up.",
    "assessment": "A judgement, with its grounds.",
    "to-do": "Something to be done.",
}
"""Kinds of note."""

NOTE_STATUSES: Final[dict[str, str]] = {"open": "Not settled.", "done": "Settled."}
"""Where a note stands."""

CASE_STATUSES: Final[dict[str, str]] = {
    "open": "Being worked on.",
    "watching": "Waiting for news.",
    "closed": "Finished.",
    "archived": "Finished and put away.",
}
"""Where a case stands."""

QUALIFIERS: Final[dict[str, str]] = {
    "exactly": "The number as given.",
    "at-least": "The number or more.",
    "at-most": "The number or fewer.",
    "about": "Near the number.",
}
"""How the number of a quantity is meant."""


class Table(NamedTuple):
    """A table of a case file: ``letter`` begins the ids made in it, ``singular`` and ``plural`` are its words."""

    name: str
    letter: str
    singular: str
    plural: str


TABLES: Final[dict[str, Table]] = {
    table.name: table
    for table in (
        Table("case", "k", "case", "cases"),
        Table("sources", "s", "source", "sources"),
        Table("reports", "r", "report", "reports"),
        Table("places", "p", "place", "places"),
        Table("actors", "a", "actor", "actors"),
        Table("events", "e", "event", "events"),
        Table("claims", "c", "claim", "claims"),
        Table("relations", "t", "relation", "relations"),
        Table("notes", "n", "note", "notes"),
        Table("views", "v", "view", "views"),
    )
}
"""The tables whose records this program understands; other tables of a file are kept as they are."""


class Predicate(NamedTuple):
    """What a claim says of its subject: ``value_type`` is quantity, date, place, record or text.

    ``several`` is true where different values can all be true: two perpetrators, several roles. Such a fact is
    contested only where one claim is set to contradict another.
    """

    name: str
    value_type: str
    label: str
    several: bool = False


MUTUAL_RELATIONS: Final = frozenset(
    (
        "allied-with",
        "associate-of",
        "linked-to",
        "married-to",
        "related-to",
        "rival-of",
        "same-as",
        "sibling-of",
    )
)
"""Types of relation that hold both ways, whichever of the two stands first."""


PREDICATES: Final[dict[str, Predicate]] = {
    predicate.name: predicate
    for predicate in (
        Predicate("killed", "quantity", "killed"),
        Predicate("injured", "quantity", "injured"),
        Predicate("arrested", "quantity", "arrested"),
        Predicate("occurred-at", "date", "when"),
        Predicate("located-at", "place", "where"),
        Predicate("distance-from", "quantity", "distance"),
        Predicate("perpetrator", "record", "perpetrator", several=True),
        Predicate("responsibility", "record", "responsible", several=True),
        Predicate("name", "text", "name", several=True),
        Predicate("nationality", "record", "nationality"),
        Predicate("role", "text", "role", several=True),
        Predicate("member-of", "record", "member of", several=True),
        Predicate("sentenced", "text", "sentenced", several=True),
        Predicate("motive", "text", "motive", several=True),
        Predicate("warned", "text", "warned", several=True),
        Predicate("weapon", "text", "weapon"),
        Predicate("says", "text", "says", several=True),
    )
}
"""The predicates whose values have a known type. ``place`` and ``record`` values may be text where no record
stands for them; a predicate that is not listed holds text or a quantity."""


_NAMES: Final = {
    name.lower(): name
    for name in [
        "Afghan",
        "Afghans",
        "Afghanistan",
        "Arab",
        "Arabs",
        "Baloch",
        "Daesh",
        "European",
        "Fars",
        "Hazara",
        "Hazaras",
        "Iran",
        "Iranian",
        "Iranians",
        "Iraq",
        "Iraqi",
        "Iraqis",
        "IS",
        "ISIS",
        "Islamic",
        "Israel",
        "Israeli",
        "Israelis",
        "Kerman",
        "Khorasan",
        "Kurd",
        "Kurdish",
        "Kurds",
        "Lebanese",
        "Lebanon",
        "Pakistan",
        "Pakistani",
        "Pakistanis",
        "Russia",
        "Russian",
        "Russians",
        "Shia",
        "Shiraz",
        "Sunni",
        "Syria",
        "Syrian",
        "Syrians",
        "Tajik",
        "Tajikistan",
        "Tajiks",
        "Taliban",
        "Tehran",
        "Turkey",
        "Turkish",
        "Turks",
        "UN",
        "US",
        "Uzbek",
        "Uzbekistan",
        "Uzbeks",
    ]
}
"""Words that are written with capitals, by how they stand in a predicate's name, which has none."""


def predicate(name: str) -> Predicate:
    """The predicate of that name; one that is not registered is free text under its own name."""
    found = PREDICATES.get(name)
    return found or Predicate(name, "any", " ".join(_NAMES.get(word, word) for word in name.split("-")))
