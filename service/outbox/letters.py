"""Messages as mail: a text, where it leads, and how to hear no more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Final

from actions.notices import delivery_name
from api.link_tokens import LinkTokens
from api.links import LinkAction
from graph.model import Delivery
from policy.signing_in import LASTS, SIGN_IN
from service.outbox.texts import TEXTS

_PLAIN: Final = SMTP.clone(max_line_length=998)
"""As long as a line may be (RFC 5322): a link that was folded or encoded is none to a mail program."""


@dataclass(frozen=True, slots=True)
class Stationery:
    """What all messages of an installation have in common."""

    sender: str
    public_url: str
    organization: str
    tokens: LinkTokens
    actions: Mapping[str, LinkAction]


def letter(stationery: Stationery, delivery: Delivery, address: str, at: datetime) -> EmailMessage:
    """The mail of `delivery` to `address`; sent again, it has the same Message-ID."""
    text = TEXTS[delivery.template]
    usual = [name for name, action in stationery.actions.items() if action.everywhere and not text.stranger]
    names = (*text.links, *usual)
    links = {name: _link(stationery, name, delivery, name in text.links) for name in names}
    message = EmailMessage(_PLAIN)
    message["From"] = stationery.sender
    message["To"] = address
    message["Subject"] = text.subject
    message["Date"] = format_datetime(at)
    domain = parseaddr(stationery.sender)[1].rpartition("@")[2]
    message["Message-ID"] = f"<{delivery_name(delivery.key)}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence answers it
    message["List-Unsubscribe"] = f"<{links[text.stop]}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    parts = [text.body.format(organization=stationery.organization)]
    if text.signs_in:
        token = stationery.tokens.issue(SIGN_IN, delivery.person, LASTS, delivery.subject)
        parts.append(f"{stationery.public_url}/sign-in/link/{token}\n")
    if text.page:
        parts.append(f"{stationery.public_url}/{text.page}\n")
    lines = {name: f"{stationery.actions[name].label}:\n{links[name]}\n" for name in names}
    parts += [lines.pop(name) for name in text.links]
    if lines:
        parts.append("-- \n" + "\n".join(lines.values()))
    content = "\n".join(parts)
    message.set_content(content, cte="7bit" if content.isascii() else "quoted-printable")
    return message


def _link(stationery: Stationery, action: str, delivery: Delivery, of_this: bool) -> str:
    """A link; one that only this message has is about the message's subject."""
    about = delivery.subject if of_this else ""
    token = stationery.tokens.issue(action, delivery.person, stationery.actions[action].lifetime, about)
    return f"{stationery.public_url}/links/{token}"
