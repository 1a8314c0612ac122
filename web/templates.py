"""The templates: what is put into them is escaped, and what is missing is an error."""

from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from web import locale, words
from web.assets import address
from web.documents import FOLDER


def _day(text: str | None) -> str:
    """A day in words, marked where they are not in the language of the page."""
    said, language = locale.day(text), locale.language()
    return said if language == "en" else Markup('<span lang="{}">{}</span>').format(language, said)


_ENVIRONMENT: Final = Environment(
    loader=FileSystemLoader(FOLDER),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters |= {
    "day": _day,
    "number": locale.number,
    "at_least": words.at_least,
    "closeness": words.closeness,
    "counted": words.counted,
    "outside": words.outside,
    "initials": words.initials,
    "moment": words.moment,
    "standing": words.standing,
}
_ENVIRONMENT.globals |= {"asset": address, "words": words, "period": words.period}


def rendered(template: str, values: dict[str, Any]) -> str:
    """`template` (a path below this folder) with `values`."""
    return _ENVIRONMENT.get_template(template).render(values)
