"""`kith ingest linkedin PATH --as EMAIL`: one person's export of their LinkedIn account.

Connections, and where they are there the owner's own positions, skills and endorsements. Nothing else
of an export is read, messages least of all. All of it is the owner's until they share it.
"""

from ingest.sources.linkedin.source import LinkedInSource, linkedin_source

__all__ = ["LinkedInSource", "linkedin_source"]
