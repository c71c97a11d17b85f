"""The words in which people write dates, brought to English ones: Persian, Dari, Arabic, Tajik and Russian.

English names of months and weekdays, and the small words between them, python-dateutil knows.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from casefile.model.text import fold

PERSIAN: Final = {
    1: "farvardin farwardin hamal فروردین حمل",
    2: "ordibehesht ordibihisht urdibihisht sawr saur thawr اردیبهشت ثور",
    3: "khordad khurdad jawza jauza خرداد جوزا",
    4: "tir saratan تیر سرطان",
    5: "mordad amordad asad مرداد امرداد اسد",
    6: "shahrivar shahriwar sunbula sonbola شهریور سنبله",
    7: "mehr mizan مهر میزان",
    8: "aban aqrab آبان عقرب",
    9: "azar qaws qaus آذر قوس",
    10: "dey dei jadi jady دی جدی",
    11: "bahman dalw dalwa بهمن دلو",
    12: "esfand isfand hut اسفند حوت",
}
"""Months of the Solar Hijri calendar in Iran and Afghanistan."""

_GREGORIAN: Final = {
    "january": "ژانویه جنوری يناير январь января январ янв",
    "february": "فوریه فبروری فبراير شباط февраль февраля феврал фев",
    "march": "مارس مارچ آذار март марта мар",
    "april": "آوریل اپریل أبريل ابريل نيسان апрель апреля апрел апр",
    "may": "مه می مايو أيار май мая",
    "june": "ژوئن جون يونيو حزيران июнь июня июн",
    "july": "ژوئیه جولای جولایی يوليو تموز июль июля июл",
    "august": "اوت آگوست اگست أغسطس آب август августа авг",
    "september": "سپتامبر سپتمبر سبتمبر أيلول сентябрь сентября сентябр сен сент",
    "october": "اکتبر اکتوبر أكتوبر октябрь октября октябр окт",
    "november": "نوامبر نومبر نوفمبر ноябрь ноября ноябр ноя",
    "december": "دسامبر دسمبر ديسمبر декабрь декабря декабр дек",
    "monday": "دوشنبه",
    "tuesday": "سهشنبه",
    "wednesday": "چهارشنبه",
    "thursday": "پنجشنبه پنجشنبه",
    "friday": "جمعه",
    "saturday": "شنبه",
    "sunday": "یکشنبه",
    "spring": "بهار",
    "summer": "تابستان",
    "autumn": "fall پاییز خزان",
    "winter": "زمستان",
    "early": "اوایل",
    "mid": "middle اواسط",
    "late": "اواخر",
    "about": "around approximately approx circa roughly حدود تقریبا نحو около примерно",
    "perhaps": "possibly maybe probably شاید احتمالا возможно",
    "today": "امروز اليوم сегодня имруз",
    "yesterday": "دیروز أمس вчера дируз",
    "tomorrow": "فردا غدا завтра",
    "before": "پیش قبل до",
    "after": "پس بعد после",
    "to": "until till through thru تا إلى",
    "from": "از من с",
    "between": "بین میان",
    "and": "و и",
    "at": "ساعت",
    "unknown": "undated نامعلوم نامشخص неизвестно",
    "solar": "shamsi شمسی خورشیدی",
    "ad": "ce میلادی",
    "": "ماه سال روز شهر года год году",
}
_PHRASES: Final = {
    "کانون الثانی": "january",
    "کانون الاول": "december",
    "تشرین الاول": "october",
    "تشرین الثانی": "november",
    "سه شنبه": "tuesday",
    "چهار شنبه": "wednesday",
    "پنج شنبه": "thursday",
    "یک شنبه": "sunday",
    "دو شنبه": "monday",
    "هجری شمسی": "solar",
    "قبل از": "before",
    "پیش از": "before",
    "بعد از": "after",
    "پس از": "after",
    "no date": "unknown",
    "not known": "unknown",
    "prior to": "before",
    "earlier than": "before",
    "later than": "after",
    "no after": "by",
    "up to": "by",
    "not after": "by",
    "no later than": "by",
    "not later than": "by",
    "on or before": "by",
    "on or after": "since",
    "not before": "since",
    "no earlier than": "since",
    "not earlier than": "since",
    "first quarter": "q1",
    "second quarter": "q2",
    "third quarter": "q3",
    "fourth quarter": "q4",
    "last quarter": "q4",
    "first half": "h1",
    "second half": "h2",
    "the beginning of": "early",
    "beginning of": "early",
    "the start of": "early",
    "start of": "early",
    "the middle of": "mid",
    "middle of": "mid",
    "the end of": "late",
    "end of": "late",
    "day before yesterday": "2 days ago",
    "local time": "",
    "some time": "",
}
LUNAR: Final = frozenset(
    map(
        fold,
        [
            "muharram",
            "safar",
            "rabi",
            "jumada",
            "rajab",
            "shaaban",
            "shaban",
            "ramadan",
            "ramazan",
            "shawwal",
            "dhu",
            "zilhajja",
            "zulhijja",
            "محرم",
            "صفر",
            "ربیع",
            "جمادی",
            "رجب",
            "شعبان",
            "رمضان",
            "شوال",
            "ذوالقعده",
            "ذوالحجه",
        ],
    )
)
"""Months of the lunar Islamic calendar, which is not read."""


def to_english(folded: str) -> str:
    """Folded text with the words of other languages, and phrases of several words, brought to single English ones."""
    text = f" {folded} "
    for phrase, word in _phrases().items():
        if phrase in text:
            text = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", word, text)
    known = _words()
    return " ".join(re.sub(r"[^\W\d_]+", lambda found: known.get(found[0], found[0]), text).split())


def persian_month(word: str) -> int:
    """1 to 12 for the name of a Solar Hijri month, else 0."""
    return _persian_months().get(word, 0)


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    return {fold(word): english for english, words in _GREGORIAN.items() for word in words.split()}


@lru_cache(maxsize=1)
def _phrases() -> dict[str, str]:
    ordered = sorted(_PHRASES.items(), key=lambda item: -len(item[0]))
    return {fold(phrase): word for phrase, word in ordered}


@lru_cache(maxsize=1)
def _persian_months() -> dict[str, int]:
    return {fold(word): month for month, words in PERSIAN.items() for word in words.split()}
