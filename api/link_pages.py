"""The pages behind links in messages: a heading, a text, a form; they load nothing and run nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from types import MappingProxyType
from typing import Final

from starlette.responses import HTMLResponse

_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}

_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>{title}</title>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{text}</p>
{form}</main>
</body>
</html>
"""

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Field:
    """Something to fill in. `kind`: email, checkbox, or choice among `choices` (value, what it says)."""

    name: str
    label: str
    kind: str
    choices: tuple[tuple[str, str], ...] = ()

    def html(self, value: str) -> str:
        """A labelled control that holds `value`."""
        name, label = escape(self.name), escape(self.label)
        if self.kind == "checkbox":
            checked = " checked" if value else ""
            box = f'<input type="checkbox" id="{name}" name="{name}" value="yes"{checked}>'
            return f'<p>{box} <label for="{name}">{label}</label></p>\n'
        if self.kind == "choice":
            options = "".join(_option(*choice, value) for choice in self.choices)
            control = f'<select id="{name}" name="{name}">{options}</select>'
        else:
            held = escape(value)
            control = f'<input type="email" id="{name}" name="{name}" value="{held}" required>'
        return f'<p><label for="{name}">{label}</label> {control}</p>\n'


def void() -> HTMLResponse:
    """The page of a link that is no good, whatever the reason."""
    text = "It is too old, or was not copied in full. A newer message has a link that works."
    return page("This link does not work any more", text, status=404)


def page(
    title: str,
    text: str,
    button: str = "",
    fields: Sequence[Field] = (),
    values: Mapping[str, str] = _NOTHING,
    status: int = 200,
) -> HTMLResponse:
    """A page with a form when there is a button."""
    inputs = "".join(field.html(values.get(field.name, "")) for field in fields)
    form = f'<form method="post">{inputs}<button type="submit">{escape(button)}</button></form>\n'
    content = _PAGE.format(title=escape(title), text=escape(text), form=form if button else "")
    return HTMLResponse(content, status, _HEADERS)


def _option(value: str, says: str, held: str) -> str:
    selected = " selected" if value == held else ""
    return f'<option value="{escape(value)}"{selected}>{escape(says)}</option>'
