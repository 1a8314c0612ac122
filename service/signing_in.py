"""The ways to sign in to the pages that the settings open."""

from api.openid import Client, Provider
from api.sign_in import Entrance
from graph.errors import StoreUnavailable
from service.links import link_tokens
from service.opening import Service
from service.settings import Settings
from web.sign_in.ways import Demo, Player, Ways


def ways_to_sign_in(service: Service) -> Ways:
    """Each way that is set up. Raises StoreUnavailable for a secret that cannot be read."""
    settings = service.settings
    return Ways(
        Entrance(service.network, link_tokens(service)),
        Demo(tuple(Player(*one) for one in settings.demo())),
        _provider(settings),
        settings.mail_is_set_up(),
    )


def _provider(settings: Settings) -> Provider | None:
    if not settings.oidc_issuer:
        return None
    client = Client(
        settings.oidc_issuer,
        settings.oidc_client_id,
        f"{settings.public_url}/sign-in/openid/back",
        settings.oidc_roles_claim,
        _secret(settings),
    )
    return Provider(client, settings.clock)


def _secret(settings: Settings) -> str:
    path = settings.oidc_client_secret_file
    try:
        return path.read_text().strip() if path is not None else ""
    except (OSError, ValueError) as error:
        raise StoreUnavailable(str(path), f"no secret of a client: {error}") from error
