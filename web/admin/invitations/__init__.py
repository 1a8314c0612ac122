"""Who was asked to stay in touch on leaving."""

from web.admin.invitations.page import PAGES

__all__ = ["PAGES"]
