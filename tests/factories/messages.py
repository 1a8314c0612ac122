"""Everything that people are told about somebody: as the outbox holds it, and as it arrives."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from actions.notices import MAIL, delivery_key
from graph.dates import iso
from graph.model import Delivery, Webhook
from graph.scans import every
from queries.network import Network
from tests.factories.asking import key
from tests.factories.network import KEYS, NOW
from tests.factories.outbox import outbox
from tests.servers.hook_receiver import Receiver, hook_receiver
from tests.servers.smtp import MailServer, mail_server

BY_HIDDEN = {
    "introduction_asked": "introduction:{name}-through-{viewer}",
    "introduction_reminder": "introduction:{name}-through-{viewer}",
    "introduction_agreed": "introduction:{name}-to-{viewer}",
    "introduction_closed": "introduction:{name}-to-{viewer}",
    "endorsement_asked": "person:{name}",
}
"""What they asked for, by the text that says so: not told any more."""

TO_HIDDEN = {
    "introduction_not_this_time": "introduction:{viewer}-to-{name}",
    "introduction_agreed": "introduction:{viewer}-met-{name}",
    "introduction_closed": "introduction:{viewer}-by-{name}",
}
"""What who is told asked for themselves."""


def told(viewer: str, names: Iterable[str], subjects: dict[str, str]) -> Iterator[Delivery]:
    """What `viewer` is to be told, by mail and over a webhook, of what each of `names` has a part in."""
    for name in names:
        for template, subject in subjects.items():
            about = subject.format(name=name, viewer=viewer)
            for channel in (MAIL, f"webhook:{viewer}"):
                yield _delivery(viewer, template, about, channel)


def _delivery(viewer: str, template: str, subject: str, channel: str) -> Delivery:
    name = KEYS.name("delivery", viewer, template, subject, channel)
    due = iso(NOW)
    return Delivery(
        key=delivery_key(due, name),
        person=key(viewer),
        channel=channel,
        template=template,
        subject=subject,
        due=due,
    )


@dataclass(frozen=True, slots=True)
class Wire:
    """Where mail and webhooks arrive."""

    mail: MailServer
    hooks: Receiver

    def sent(self, network: Network) -> list[str]:
        """All that arrives when what is due goes out, each message as one text."""
        mails, posts = len(self.mail.raw()), len(self.hooks.came)
        network.store.apply([replace(hook, url=self.hooks.url) for hook in every(network.store, Webhook)])
        outbox(network, self.mail.port).work()
        bodies = [body.decode() for _, _, body in self.hooks.came[posts:]]
        letters = [f"{letter.items()}\n{letter.get_content()}" for letter in self.mail.messages()[mails:]]
        return sorted([*bodies, *letters])


@contextmanager
def wire(folder: Path) -> Iterator[Wire]:
    """Servers for both, as long as the block runs."""
    with mail_server(folder / "mail") as mail, hook_receiver() as hooks:
        yield Wire(mail, hooks)
