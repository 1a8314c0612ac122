"""Signing in at the company's identity provider: OpenID Connect, the code flow with PKCE.

Belongs here: what the provider publishes, what is sent to it and what its word is worth. Does not belong
here: cookies and pages (web.sign_in), and whose the address is that the provider vouches for (api.sign_in).
"""

from api.openid.provider import Begun, Client, Doubtful, Proof, Provider
from api.openid.published import ProviderAway

__all__ = ["Begun", "Client", "Doubtful", "Proof", "Provider", "ProviderAway"]
