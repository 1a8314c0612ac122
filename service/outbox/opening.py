"""The outbox of an open service, with the channels that its settings give it."""

from service.links import ACTIONS, link_tokens
from service.opening import Service
from service.outbox.hooks import Hooks
from service.outbox.letters import Stationery
from service.outbox.mail import Mail, NoMail, Smtp
from service.outbox.worker import Outbox
from service.settings import Settings


def outbox_of(service: Service) -> Outbox:
    """An outbox for one thread."""
    settings, network = service.settings, service.network
    hooks = Hooks(network, private=settings.webhook_private == "yes")
    if not settings.mail_is_set_up():
        return Outbox(network, NoMail(), hooks)
    stationery = Stationery(
        settings.mail_from, settings.public_url, service.organization, link_tokens(service), ACTIONS
    )
    return Outbox(network, Mail(network, _server(settings), stationery), hooks)


def _server(settings: Settings) -> Smtp:
    return Smtp(
        settings.smtp_host,
        settings.smtp_port,
        settings.smtp_security,
        settings.smtp_user,
        settings.smtp_password_file,
    )
