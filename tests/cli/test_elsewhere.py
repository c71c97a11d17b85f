"""`review`, `actors` and `compare`: what they say, for people and for programs."""

from __future__ import annotations

from tests.cli.harbour import Command


def test_review_names_the_place_of_every_question(casefile: Command) -> None:
    found = casefile("review", "harbour", "--json")
    assert found.status == 0
    assert {"kind", "record", "message", "evidence"} == set(found.json[0])
    assert ("undated", "rumour") in {(one["kind"], one["record"]) for one in found.json}
    assert "[rumour]" in casefile("review", "harbour").out


def test_review_of_no_case(casefile: Command) -> None:
    assert casefile("review", "nowhere").status == 1


def test_actors_of_the_library(casefile: Command) -> None:
    found = casefile("actors", "--json")
    assert found.status == 0
    mayor = next(one for one in found.json["actors"] if one["cases"][0]["id"] == "mayor")
    assert mayor["kind"] == "person" and [one["case"] for one in mayor["cases"]] == ["harbour"]
    assert "شهردار بندر" in casefile("actors").out


def test_compare_two_cases(casefile: Command) -> None:
    found = casefile("compare", "harbour", "quay", "--json")
    assert found.status == 0
    assert set(found.json) == {"one", "other", "shared", "figures", "events", "claims"}
    assert found.json["events"]["investigation"] == [1, 0]
    assert "events: investigation" in casefile("compare", "harbour", "quay").out
    assert casefile("compare", "harbour", "nowhere").status == 1
