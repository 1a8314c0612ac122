"""The templates: what is put into them is escaped, and what is missing is an error."""

from types import SimpleNamespace
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from web import locale, words
from web.assets import address
from web.documents import FOLDER
from web.words import admin, own, roles, together


def _day(text: str | None) -> str:
    """A day in words, marked where they are not in the language of the page."""
    said, language = locale.day(text), locale.language()
    return said if language == "en" else Markup('<span lang="{}">{}</span>').format(language, said)


_WORDS: Final = SimpleNamespace(
    **{
        name: said
        for part in (words, admin, own, roles, together)
        for name, said in vars(part).items()
        if not name.startswith("_")
    }
)
"""The words of all pages, for templates; no name stands in two places."""

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
    "at_least": admin.at_least,
    "closeness": words.closeness,
    "counted": words.counted,
    "dated": words.dated,
    "outside": words.outside,
    "initials": words.initials,
    "moment": admin.moment,
    "source": words.source,
    "standing": words.standing,
}
_ENVIRONMENT.globals |= {"asset": address, "words": _WORDS, "period": words.period}


def rendered(template: str, values: dict[str, Any]) -> str:
    """`template` (a path below this folder) with `values`."""
    return _ENVIRONMENT.get_template(template).render(values)
