"""The privacy officer's desk: requests, what is held about somebody, rules, defaults, the record."""

from web.privacy import about, audit, defaults, requests, rules

PAGES = (*requests.PAGES, *about.PAGES, *rules.PAGES, *defaults.PAGES, *audit.PAGES)

__all__ = ["PAGES"]
