"""What people type, what is understood of it, and what is said where it cannot be."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.errors import InvalidCaseError
from casefile.model.case import Case
from casefile.tui.forms.completion import NEW, READING, TYPED, Completion, completions
from casefile.tui.forms.fields import FORMS
from casefile.tui.forms.form import NOT_YET, Form
from casefile.tui.forms.index import RecordIndex
from casefile.tui.forms.kinds.quantities import UNITS, read_quantity
from casefile.tui.forms.kinds.syntax import item_at, join, split
from casefile.tui.forms.proposals import propose
from casefile.tui.forms.publishers import publisher
from tests.tui.desk import NOW
from tests.tui.forms.cases import HOSTILE, context, form, in_memory, kind


def read(table: str, name: str, text: str, **texts: str) -> Any:
    return kind(table, name).read(text, context(**texts))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("84", {"number": 84, "qualifier": "exactly"}),
        ("at least 84", {"number": 84, "qualifier": "at-least"}),
        ("≥84", {"number": 84, "qualifier": "at-least"}),
        ("84+", {"number": 84, "qualifier": "at-least"}),
        ("≈ 300", {"number": 300, "qualifier": "about"}),
        ("some 1,200", {"number": 1200, "qualifier": "about"}),
        ("up to 5", {"number": 5, "qualifier": "at-most"}),
        ("10–13", {"low": 10, "high": 13, "qualifier": "exactly"}),
        ("between 10 and 13", {"low": 10, "high": 13, "qualifier": "exactly"}),
        ("about 10 to 13 km", {"low": 10, "high": 13, "qualifier": "about", "unit": "km"}),
        ("1.5 km", {"number": 1.5, "qualifier": "exactly", "unit": "km"}),
        ("۸۴", {"number": 84, "qualifier": "exactly"}),
        ("١٬٢٠٠", {"number": 1200, "qualifier": "exactly"}),
        ("84 (80–?)", {"number": 84, "low": 80, "qualifier": "exactly"}),
        ("-5", {"number": -5, "qualifier": "exactly"}),
    ],
)
def test_quantities_as_they_are_typed(text: str, number: dict[str, Any]) -> None:
    assert read_quantity(text) == number


@pytest.mark.parametrize(
    "text", ["", "many", "?", "?–?", "1,5", "12,34", "9" * 400, "1e999", "84; 85", "10 13"]
)
def test_what_is_no_quantity(text: str) -> None:
    assert read_quantity(text) is None


def test_a_text_with_a_number_in_it_stays_text_where_none_is_wanted() -> None:
    assert read_quantity("11 January", units=UNITS) is None
    assert read("claims", "value", "23, besides the 32", predicate="anything").value == "23, besides the 32"
    answer = read("claims", "value", "32", predicate="anything")
    assert answer.value == {"number": 32, "qualifier": "exactly"} and "quotation marks" in answer.note


def test_a_value_takes_the_form_that_its_predicate_wants() -> None:
    assert "a number, such as 84" in read("claims", "value", "many", predicate="killed").error
    assert read("claims", "value", "13–10", predicate="killed").error == "13 is more than the high, 10"
    assert read("claims", "value", "the mayor", predicate="perpetrator").value == {"record": "mayor"}
    answer = read("claims", "value", "nobody yet known", predicate="perpetrator")
    assert answer.value == "nobody yet known" and answer.note.startswith("as text: no record")
    assert "records are called 'ali'" in read("claims", "value", "ali", predicate="perpetrator").error
    assert read("claims", "value", "3 jan 2024", predicate="occurred-at").value == {"edtf": "2024-01-03"}
    assert read("claims", "value", "84", predicate="says").value == "84"


def test_a_date_is_read_as_it_is_spoken_and_shown_in_both_calendars() -> None:
    answer = read("events", "when", "3 jan 2024 about 15:00")
    assert answer.value["edtf"].startswith("2024-01-03T15:00")
    assert "Wed 3 Jan 2024" in answer.note and "13 Dey 1402" in answer.note
    persian = read("events", "when", "13 dey 1402")
    assert persian.value == {"edtf": "2024-01-03", "text": "13 dey 1402", "calendar": "persian"}
    assert "3 Jan 2024" in persian.note
    assert read("events", "when", "throughout 2023").value == {"edtf": "2023", "extent": "throughout"}
    assert read("events", "when", "3 jan 2024 15:00 Europe/Moscow").value["timezone"] == "Europe/Moscow"


@pytest.mark.parametrize(
    "text", ["30 feb 2024", "2024-13-45", "no day at all", "\x00", "99:99", "(((", "1/2/3/4/5"]
)
def test_a_date_that_cannot_be_is_refused_in_one_line(text: str) -> None:
    answer = read("events", "when", text)
    assert answer.error and "\n" not in answer.error and answer.value is None


def test_a_date_that_can_be_two_is_asked_about() -> None:
    against = context()
    field = next(field for field in FORMS["events"] if field.name == "when")
    chooser = Completion(field, against)
    for typed in (
        "1402",
        "[1402-10-13,1402-10-15]",
        "../1402-10-13",
        "1402-12-XX",
        "1390s",
        "{1402-10, 1403}",
    ):
        answer = field.kind.read(typed, against)
        assert "Choose one" in answer.error and len(answer.readings) == 2
        offer = chooser.offer(typed, len(typed), 1.0)
        assert [entry.key for entry in offer.entries] == [f"{READING}0", f"{READING}1"]
        for entry in offer.entries:
            text, _ = chooser.chosen(entry.key, typed, offer.part)
            chosen = field.kind.read(text, against)
            assert not chosen.error and chosen.note, text
            assert field.kind.read(field.kind.show(chosen.value, against), against).value == chosen.value


def test_a_time_in_a_claim_is_of_the_day_of_its_event() -> None:
    asked = {"predicate": "occurred-at", "subject": "Fire breaks out"}
    answer = read("claims", "value", "15:20", **asked)
    assert answer.value["edtf"] == "2024-01-03T15:20+03:30" and "Wed 3 Jan 2024, 15:20" in answer.note
    answer = read("claims", "value", "between 14:50 and 15:10", **asked)
    assert answer.value["edtf"] == "2024-01-03T14:50+03:30/2024-01-03T15:10+03:30"
    for subject in ("The store is let", "A suit is heard", "Fire brigade", "nothing", ""):
        answer = read("claims", "value", "15:20", predicate="occurred-at", subject=subject)
        assert "a time without a day" in answer.error and len(answer.readings) == 2


def test_the_time_between_two_events_has_its_least_first() -> None:
    for text in ("10 min to 20 min", "10 to 20 min", "10–20 min", "10-20 min"):
        answer = read("events", "follows", f"The store is let — {text}")
        assert answer.value == {"event": "lease", "minimum": "PT10M", "maximum": "PT20M"}, text
        assert answer.note == "10 to 20 minutes after"
    answer = read("events", "follows", "The store is let — 2 h to 90 min")
    assert answer.error == "PT2H is more than PT90M: the least time stands first"


def test_signs_of_a_persian_keyboard_separate_too() -> None:
    assert read("events", "tags", "آتش، بندر؛ fire, quay").value == ["آتش", "بندر", "fire", "quay"]
    assert read("events", "reports", "Fire in the harbour؛ Two held").value == ["irna-1", "gazette-2"]
    assert split(join(["a؛b", "c"]))[0].text == "a؛b"


def test_a_name_that_another_record_has_is_remarked() -> None:
    assert read("sources", "name", "irna").note == "a source of this case is called so already: irna"
    assert read("actors", "name", "آتش نشاني").note == "an actor of this case is called so already: brigade"
    answer = read("sources", "name", "Another")
    assert not answer.note and not answer.error
    own = form("sources", "irna")
    own.texts["name"] = "IRNA "
    assert own.answer("name").value == "IRNA" and not own.answer("name").note


def test_iso_8601_2_as_it_stands() -> None:
    assert read("events", "when", "= 1402").value == {"edtf": "1402"}
    assert read("events", "when", "= soon").error


def test_terms_by_their_beginning() -> None:
    answer = read("events", "kind", "att")
    assert answer.value == "attack" and answer.note == "attack: An act of violence."
    assert "is not one of attack, statement" in read("events", "kind", "a").error
    assert read("sources", "reliability", "b").value == "B"
    assert read("events", "credibility", "۲").value == 2
    assert "is not one of" in read("events", "credibility", "7").error
    assert read("claims", "predicate", "First Seen At").value == "first-seen-at"


def test_references_by_name_id_and_other_scripts() -> None:
    assert read("claims", "subject", "fire breaks out").value == "fire"
    assert read("claims", "subject", "x [mayor]").value == "mayor"
    assert read("events", "participants", "آتش‌نشانی — آمد").value is None
    assert read("events", "participants", "آتش نشانی — آمد; the mayor").value == [
        {"actor": "brigade", "role": "آمد"},
        {"actor": "mayor"},
    ]
    assert read("events", "participants", "nobody").error == "no actor of the case is called 'nobody'"
    assert read("events", "place", "[nowhere]").error == "there is no record 'nowhere'"
    assert read("events", "place", "[mayor]").error == "'mayor' is an actor, not a place"
    assert "2 records are called 'Ali'" in read("events", "participants", "Ali").error


def test_a_record_cannot_refer_to_itself() -> None:
    editing = form("events", "fire")
    editing.texts["part_of"] = "Fire breaks out"
    assert editing.problem("part_of") == "a record cannot refer to itself"


CIRCLES = [
    ("places", "within", "quay", ("town", "shore")),
    ("events", "part_of", "fire", ("night", "year")),
    ("events", "follows", "fire", ("night", "year")),
    ("reports", "derived_from", "irna-1", ("copy", "echo")),
]
"""A table, the field of it that leads on, and three of its records, of which the last is to lead back to the first."""


@pytest.mark.parametrize(("table", "field", "first", "others"), CIRCLES, ids=[case[1] for case in CIRCLES])
def test_records_that_lead_back_are_refused_with_their_names(
    table: str, field: str, first: str, others: tuple[str, str]
) -> None:
    case = in_memory()
    name = "title" if table in ("events", "reports") else "name"
    shaped = {"follows": lambda one: {"event": one}, "derived_from": lambda one: ["irna", one]}.get(
        field, lambda one: one
    )
    second, third = others
    for record_id, target in ((second, first), (third, second)):
        case.table(table)[record_id] = {"id": record_id, name: f"The {record_id}", field: shaped(target)}
    case = Case(case.id, {one: dict(case.table(one)) for one in case.tables})
    editing = Form(case, table, lambda: NOW, record_id=first)
    own = case.title(first)
    editing.texts[field] = f"The {third}"
    assert editing.problem(field) == f"a circle: {own} → The {third} → The {second} → {own}"
    editing.texts[field] = f"The {second}"
    assert editing.problem(field) == f"a circle: {own} → The {second} → {own}"
    fresh = Form(case, table, lambda: NOW)
    fresh.texts[field] = f"The {third}"
    assert not fresh.problem(field)
    last = Form(case, table, lambda: NOW, record_id=third)
    last.texts[field] = f"{own}"
    assert not last.problem(field)


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("HTTPS://IRNA.IR/", "https://irna.ir/"),
        ("Http://Me@Example.ORG/Path?Q=A#B", "http://Me@example.org/Path?Q=A#B"),
        ("https://example.org/A", "https://example.org/A"),
    ],
)
def test_scheme_and_host_of_an_address_are_the_same_in_capitals(typed: str, url: str) -> None:
    answer = read("reports", "url", typed)
    assert (answer.value, answer.error) == (url, "")
    assert answer.note == ("" if url == typed else url)
    assert "already: Fire in the harbour" in read("reports", "url", "HTTPS://Example.org/1").note
    assert not read("reports", "archive_urls", typed).error
    new = form("reports")
    new.texts.update(url=typed, source="IRNA")
    (change,) = new.edit("analyst").changes
    assert change.after is not None and change.after["url"] == url


@pytest.mark.parametrize(
    ("text", "latitude", "longitude"),
    [
        ("30.2839, 57.0834", 30.2839, 57.0834),
        ("30.2839,57.0834", 30.2839, 57.0834),
        ("-30.5 -57.25", -30.5, -57.25),
        ("30,28; 57,08", 30.28, 57.08),
        ("30.2839° N, 57.0834° W", 30.2839, -57.0834),
        ("57.0834 E, 30.2839 N", 30.2839, 57.0834),
        ("30°17'02\"N 57°05'00\"E", 30.283889, 57.083333),
        ("30° 17′ 2″ S, 57° 5′ E", -30.283889, 57.083333),
        ("۳۰٫۲۵، ۵۷٫۵", 30.25, 57.5),
    ],
)
def test_both_coordinates_in_one_text(text: str, latitude: float, longitude: float) -> None:
    assert read("places", "latitude", text).value == latitude
    assert read("places", "longitude", text).value == longitude
    for name, other in (("latitude", longitude), ("longitude", latitude)):
        new = form("places")
        new.texts.update({"name": "Here", name: text})
        filled = new.take_pair(name)
        (change,) = new.edit("analyst").changes
        assert change.after is not None and list(filled) == [
            {"latitude": "longitude", "longitude": "latitude"}[name]
        ]
        assert (change.after["latitude"], change.after["longitude"]) == (latitude, longitude)
        assert change.after[next(iter(filled))] == other


def test_what_stands_in_the_other_coordinates_field_stays() -> None:
    new = form("places")
    new.texts.update(latitude="30.2839, 57.0834", longitude="12")
    assert new.take_pair("latitude") == {} and new.texts["longitude"] == "12"


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("30°17'02\"N", 30.283889),
        ("30°17.04'S", -30.284),
        ("N30.5", 30.5),
        ("30:17:02", 30.283889),
        ("-0.5", -0.5),
        ("1e-07", 1e-07),
    ],
)
def test_degrees_with_minutes_and_hemispheres(text: str, degrees: float) -> None:
    assert read("places", "latitude", text).value == degrees
    assert (
        read("places", "longitude", "30°17'02\"N").error == "that is a latitude; this field is the longitude"
    )


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://example.org/a", "not ftp:"),
        ("javascript:alert(1)", "not javascript:"),
        ("example.org", "begins with http"),
        ("https://", "names a host"),
        ("http://[::1", "cannot be read"),
        ("http://a b", "without blanks"),
        ("https://x:99999999/", "cannot be read"),
        ("file:///etc/passwd", "not file:"),
    ],
)
def test_addresses_of_another_scheme(url: str, words: str) -> None:
    assert words in read("reports", "url", url).error


def test_an_address_that_the_case_has() -> None:
    assert "already: Fire in the harbour" in read("reports", "url", "https://example.org/1").note


def test_numbers_within_limits() -> None:
    assert read("places", "latitude", "30.25").value == 30.25
    assert read("places", "latitude", "۳۰").value == 30
    for text in ("91", "-90.1", "nan", "inf", "north", "1e400", "30°75'", "-30 S", "30 17 2"):
        assert read("places", "latitude", text).error.startswith("degrees from -90 to 90")
    assert read("places", "uncertainty_m", "-1").error == "a number of metres, not below 0"


def test_several_values_in_one_field() -> None:
    assert [item.text for item in split(r"a; b\;c ;; d\\")] == ["a", "b;c", "d\\"]
    assert join(["a;b", "c\\"]) == r"a\;b; c\\"
    text = "one; two; three"
    assert [item_at(text, cursor).text for cursor in (0, 3, 4, 8, 15)] == [
        "one",
        "one",
        "two",
        "two",
        "three",
    ]
    assert item_at("one; ", 5).text == ""
    assert read("events", "tags", "a, b;a").value == ["a", "b"]


# Completion


def field(table: str, name: str) -> Any:
    return next(one for one in FORMS[table] if one.name == name)


def test_records_are_offered_and_new_ones() -> None:
    against = context()
    offered = completions(field("events", "participants"), "the mayor — spoke; fire bri", 27, against)
    assert [entry.key for entry in offered] == ["brigade", f"{NEW}actors"]
    assert offered[-1].label == "＋ new actor “fire bri”"
    assert [entry.key for entry in completions(field("events", "place"), "north quay", 10, against)] == [
        "quay"
    ]


def test_a_choice_takes_the_place_of_what_was_typed() -> None:
    against = context()
    chooser = Completion(field("events", "reports"), against)
    text = "two held; fire"
    offer = chooser.offer(text, len(text), 1.0)
    assert chooser.chosen("irna-1", text, offer.part) == ("two held; Fire in the harbour; ", 31)
    chooser = Completion(field("events", "participants"), against)
    offer = chooser.offer("bri — came first", 3, 1.0)
    assert chooser.chosen("brigade", "bri — came first", offer.part) == ("Fire brigade — came first", 12)


def test_two_records_of_one_name_are_told_apart() -> None:
    against = context()
    chooser = Completion(field("events", "participants"), against)
    offer = chooser.offer("ali", 3, 1.0)
    text, _ = chooser.chosen("ali-2", "ali", offer.part)
    assert text == "Ali [ali-2]"
    assert kind("events", "participants").read(text, against).value == [{"actor": "ali-2"}]


def test_what_is_typed_is_the_first_choice_where_any_text_is_good() -> None:
    offered = completions(field("claims", "predicate"), "kil", 3, context())
    assert [entry.key for entry in offered[:2]] == [TYPED, "killed"]


def test_hidden_records_are_not_named() -> None:
    case = in_memory()
    index = RecordIndex(case, ("actors",), lambda record_id: record_id == "owner")
    index.finish()
    assert index.text("owner") == "[owner]"
    assert all("Owner" not in entry.label and "Owner" not in entry.detail for entry in index.listed())
    assert index.resolve("Owner of the store")[0] is None
    assert index.resolve("[owner]") == ("owner", "")


# Proposals


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://wiki.example/Fire_(2024)", "https://wiki.example/Fire_(2024)"),
        ("(see https://wiki.example/Fire_(2024)).", "https://wiki.example/Fire_(2024)"),
        ("[Fire](https://wiki.example/Fire_(2024)), 2024", "https://wiki.example/Fire_(2024)"),
        ("Two died (https://gazette.example/9).", "https://gazette.example/9"),
        ("read it at https://gazette.example/9, or ask", "https://gazette.example/9"),
    ],
)
def test_an_address_keeps_its_own_brackets_and_no_others(text: str, url: str) -> None:
    assert propose(text, context())["url"] == url


def test_the_source_is_proposed_by_the_host() -> None:
    against = context()
    assert propose("https://www.example.org/3", against)["source"] in ("IRNA", "The Gazette")
    assert propose("https://unknown.example.net/3", against)["source"] == "example.net"
    assert propose("https://t.me/s/channel_one/12", against)["source"] == "t.me/channel_one"


@pytest.mark.parametrize(
    ("url", "whose"),
    [
        ("https://en.irna.ir/news/1", "irna.ir"),
        ("https://www.bbc.co.uk/persian/1", "bbc.co.uk"),
        ("https://x.com/Someone/status/1", "x.com/someone"),
        ("https://t.me/s/channel_one/12", "t.me/channel_one"),
        ("https://web.archive.org/web/2024/https://www.isna.ir/x", "isna.ir"),
        ("http://[::1", ""),
        ("not an address", ""),
    ],
)
def test_what_of_an_address_tells_the_publisher(url: str, whose: str) -> None:
    assert publisher(url) == whose


@pytest.mark.parametrize(
    "citation",
    [
        "The Gazette, “The store was let twice,” 4 January 2024, https://gazette.example/9, accessed 5 February 2024.",
        "“The store was let twice”. The Gazette. January 4, 2024. https://gazette.example/9 Retrieved 5 February 2024.",
        'Writer, A. "The store was let twice." The Gazette, 4 Jan. 2024, https://gazette.example/9. Accessed 5 Feb. 2024.',
        "1. Some Body, “The store was let twice,” The Gazette, January 4, 2024, https://gazette.example/9 (last visited 5 Feb 2024).",
        '(U) The Gazette; (U) "The store was let twice"; 4 JAN 2024; https://gazette.example/9; (U) Article; Accessed 5 FEB 2024.',
        "The Gazette; (U) The store was let twice; 20240104; gazette.example/9; Accessed on 20240205",
        "The Gazette, The store was let twice, 4 January 2024, https://gazette.example/9, viewed 5 February 2024",
        '"The store was let twice". The Gazette. 4 January 2024. Archived from the original on 6 January 2024. '
        "Retrieved 5 February 2024. https://gazette.example/9",
        "Body, S. (2024, January 4). The store was let twice. The Gazette. Retrieved February 5, 2024, from https://gazette.example/9",
        "The Gazette. «The store was let twice». 4 января 2024. https://gazette.example/9 (дата обращения: 5 февраля 2024)",
        "[The store was let twice](https://gazette.example/9), The Gazette, 4 January 2024, accessed 5 February 2024",
        "{{cite news |title=The store was let twice |url=https://gazette.example/9 |work=The Gazette |date=4 January 2024 |access-date=5 February 2024}}",
        "@online{x, title = {The store was let twice}, author = {The Gazette}, url = {https://gazette.example/9}, date = {2024-01-04}, urldate = {2024-02-05}}",
        "The Gazette: »The store was let twice«, 2024-01-04, gazette.example/9, accessed 2024-02-05",
    ],
)
def test_a_citation_fills_a_report(citation: str) -> None:
    assert propose(citation, context()) == {
        "url": "https://gazette.example/9",
        "title": "The store was let twice",
        "source": "The Gazette",
        "published": "2024-01-04",
        "accessed": "2024-02-05",
    }


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        (
            "خبرگزاری ما، «انبار دو بار اجاره داده شد»، ۱۴ دی ۱۴۰۲، https://ma.example/9، دسترسی در ۱۶ بهمن ۱۴۰۲",
            {
                "url": "https://ma.example/9",
                "title": "انبار دو بار اجاره داده شد",
                "source": "خبرگزاری ما",
                "published": "۱۴ دی ۱۴۰۲",
                "accessed": "۱۶ بهمن ۱۴۰۲",
            },
        ),
        (
            "خبرگزاری ما (۱۴۰۲/۱۰/۱۴). انبار دو بار اجاره داده شد. بازیابی‌شده از https://ma.example/9",
            {
                "url": "https://ma.example/9",
                "title": "انبار دو بار اجاره داده شد",
                "source": "خبرگزاری ما",
                "published": "۱۴۰۲/۱۰/۱۴",
            },
        ),
        (
            'قناتنا، "المخزن أُجّر مرتين"، 4 يناير 2024، https://qanat.example/9',
            {
                "url": "https://qanat.example/9",
                "title": "المخزن أُجّر مرتين",
                "source": "قناتنا",
                "published": "2024-01-04",
            },
        ),
    ],
)
def test_a_citation_in_another_script(citation: str, expected: dict[str, str]) -> None:
    assert propose(citation, context()) == expected
    report = form("reports")
    assert report.take(citation)["source"] == NOT_YET
    published = report.answer("published")
    if published.readings:
        assert "1402" in published.error and published.error.endswith("Choose one.")
    else:
        assert published.value["edtf"] == "2024-01-04"


def test_a_citation_in_the_style_of_psychologists() -> None:
    found = propose(
        "Writer, A. (2024, January 4). The store was let twice. The Gazette. https://g.example/9", context()
    )
    assert found["title"] == "The store was let twice" and found["published"] == "2024-01-04"
    assert found["source"] == "The Gazette"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "“",
        "(((",
        "x" * 100_000,
        "“" * 5_000,
        "1 jan " * 2_000,
        "a." * 2_000,
        "1 x 2024 " * 500,
        "(1 2024 " * 500,
        "; " * 2_000,
        "«" * 4_000,
        "\x00\ud800",
        "https://" * 900,
    ],
)
def test_no_paste_upsets_the_proposals(text: str) -> None:
    propose(text, context())


def test_the_source_under_the_cursor_yields_to_what_was_pasted_and_not_to_a_bare_host() -> None:
    report = form("reports", source="gazette")
    assert report.take("https://unknown.example.net/1")["source"] == "none of its reports is from example.net"
    assert report.texts["source"] == "The Gazette"
    report.take("IRNA, “The store was let twice,” 4 January 2024")
    assert report.texts["source"] == "IRNA"
    report = form("reports", source="gazette")
    assert report.take("Post, “Once more,” 4 January 2024")["source"] == NOT_YET
    report.take("https://unknown.example.net/1")
    assert report.texts["source"] == "Post"
    report = form("reports")
    for end in range(len("https://example.c"), len("https://example.com/1")):
        report.take("https://example.com/1"[: end + 1])
    assert report.texts["source"] == "example.com"


def test_a_proposal_never_takes_the_place_of_what_was_typed() -> None:
    report = form("reports")
    report.texts["source"] = "IRNA"
    report.take("The Gazette, “The store was let twice,” 4 January 2024")
    assert report.texts["source"] == "IRNA" and report.texts["title"] == "The store was let twice"


# Whatever is typed


@pytest.mark.parametrize(
    "payload", [*HOSTILE.values(), "x" * 1_048_576, "; " * 50_000, "(" * 10_000, "[" * 10_000, "9" * 10_000]
)
@pytest.mark.parametrize("table", FORMS)
def test_any_content_in_any_field_is_a_value_or_an_error_in_one_line(table: str, payload: str) -> None:
    filled = form(table)
    for one in filled.fields:
        filled.texts[one.name] = payload
        answer = filled.answer(one.name)
        assert "\n" not in filled.problem(one.name) and len(filled.problem(one.name)) < 1_000
        json.dumps(answer.value)
        assert Completion(one, filled.context).offer(payload, len(payload), 10.0).finished
    assert filled.draft()["texts"][filled.fields[0].name] == payload


@given(
    st.text(max_size=60),
    st.sampled_from([(table, one.name) for table, fields in FORMS.items() for one in fields]),
)
def test_no_text_upsets_a_field(text: str, where: tuple[str, str]) -> None:
    table, name = where
    filled = form(table)
    filled.texts[name] = text
    filled.problem(name)
    Completion(filled.field(name), filled.context).offer(text, len(text) // 2, 0.01)


# The form


def test_only_what_was_touched_is_written() -> None:
    editing = form("events", "fire")
    editing.texts["title"] = "Fire"
    change = editing.edit("analyst").changes[0]
    assert change.before is not None and change.after is not None
    assert {name for name in change.after if change.after.get(name) != change.before.get(name)} == {
        "title",
        "modified",
    }


def test_unknown_fields_survive_an_edit_of_what_holds_them() -> None:
    case = in_memory()
    record = case.tables["events"]["fire"]
    record["participants"] = [{"actor": "brigade", "role": "came", "later": 1}]
    record["when"] = {"edtf": "2024-01-03", "timezone": "Asia/Tehran", "later": [2]}
    editing = Form(case, "events", context().now, record_id="fire")
    editing.texts["participants"] = "Fire brigade — came first; The mayor"
    editing.texts["when"] = "4 jan 2024"
    after = editing.edit("analyst").changes[0].after
    assert after is not None
    assert after["participants"] == [
        {"actor": "brigade", "role": "came first", "later": 1},
        {"actor": "mayor"},
    ]
    assert after["when"] == {"edtf": "2024-01-04", "timezone": "Asia/Tehran", "later": [2]}


def test_a_value_is_read_anew_when_its_predicate_changes() -> None:
    editing = form("claims", "c-one")
    assert not editing.touched("value")
    editing.texts["predicate"] = "says"
    assert editing.touched("value") and editing.answer("value").value == "3"


def test_what_is_needed_is_said_field_by_field() -> None:
    empty = form("claims")
    assert set(empty.problems()) == {"statement", "subject", "predicate"}
    with pytest.raises(InvalidCaseError) as caught:
        empty.edit("analyst")
    assert caught.value.field == "statement"


def test_a_draft_brings_everything_back() -> None:
    first = form("claims", subject="fire", predicate="says")
    first.texts["statement"] = "Somebody said so."
    second = form("claims")
    second.restore(first.draft())
    assert second.texts == first.texts
    assert (
        second.edit("analyst").changes[0].after
        == first.edit("analyst").changes[0].after | {"id": second.edit("analyst").changes[0].id}
        or second.values() == first.values()
    )


@pytest.mark.parametrize("draft", [{}, {"texts": 3, "given": []}, {"texts": {"title": 4, "nothing": "x"}}])
def test_a_broken_draft_is_passed_over(draft: dict[str, Any]) -> None:
    opened = form("events")
    opened.restore(draft)
    assert not opened.changed
