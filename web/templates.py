"""The templates: what is put into them is escaped, and what is missing is an error."""

from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from web import words
from web.assets import address
from web.documents import FOLDER

_ENVIRONMENT: Final = Environment(
    loader=FileSystemLoader(FOLDER),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters |= {
    "day": words.day,
    "closeness": words.closeness,
    "counted": words.counted,
    "outside": words.outside,
    "initials": words.initials,
    "standing": words.standing,
}
_ENVIRONMENT.globals |= {"asset": address, "words": words, "period": words.period}


def rendered(template: str, values: dict[str, Any]) -> str:
    """`template` (a path below this folder) with `values`."""
    return _ENVIRONMENT.get_template(template).render(values)
