"""Addresses and authors that are no person: machines and shared mailboxes."""

import re
from functools import lru_cache

_ROBOTS = frozenset(
    """
    noreply no-reply no.reply no_reply donotreply do-not-reply do.not.reply do_not_reply postmaster
    mailer-daemon mailerdaemon mailer daemon nobody notification notifications notify alert alerts bounce
    bounces automailer autoreply auto-reply automated robot bot system cron jenkins buildbot
    listserv majordomo unsubscribe
    """.split()
)
_ROBOT = re.compile(
    r"(?:.*[._+-])?(?:no[._-]?reply|do[._-]?not[._-]?reply)(?:[._+-].*)?|bounces?[._+=-].*|notifications?[._+-].*",
)
_GITHUB_NO_REPLY = re.compile(r"(?:\d+\+)?[^@+]+@users\.noreply\.github\.com")
_TEAMS = frozenset(
    """
    abuse accounting accounts admin administration administrator admins all all-staff allstaff billing board
    booking bookings careers claims communications company compliance contact customer-service
    customerservice design dev developers devops dl engineering enquiries everybody everyone events facilities
    feedback finance frontdesk hello help helpdesk hi hostmaster hr human-resources humanresources info
    information inquiries invoice invoices invoicing it itsupport jobs kontakt legal list mailbox
    maintainers marketing media members news newsletter office operations ops orders partners payments payroll
    people press privacy procurement purchasing reception recruiting recruitment returns sales secretary
    security service services shop staff subscribe support talent team teams tech techsupport travel
    users webadmin webmaster web
    """.split()
)
_ROBOT_AUTHORS = re.compile(
    r"\[bot\]|[-_]bot$|^(?:bot|ci)$|^(?:dependabot|renovate|greenkeeper|snyk|pyup|codecov|allcontributors"
    r"|github[- _]?actions?|github[- _]merge[- _]queue|web-flow|gitlab[- _]ci|travis[- _]?ci|circleci"
    r"|buildbot|semantic[- _]release|imgbot|mergify|pre[- _]commit[- _]ci|weblate|transifex"
    r"|autobuild)(?:[- _].*)?$"
    # people are called Travis and Jenkins too
    r"|^travis(?:[-_].*| (?:ci|bot))$|^jenkins(?:[-_].*| (?:ci|bot|user|builder))?$",
    re.IGNORECASE,
)
_BOT_WORD = re.compile(r"\bbot\b", re.IGNORECASE)
_BOT_ADDRESS = re.compile(r"(?:.*[-_+])?bot(?:[-_+].*)?@.*|.*@.*bot.*")


@lru_cache(maxsize=100_000)
def is_robot(email: str) -> bool:
    """Whether a machine writes from this (normalised) address: noreply, postmaster, bounces, ...

    GitHub's no-reply addresses of people (`123+login@users.noreply.github.com`) are theirs,
    unless the login is a robot's.
    """
    address = email.lower()
    local, _, domain = address.partition("@")
    if _GITHUB_NO_REPLY.fullmatch(address):
        return local.endswith("[bot]")
    if domain in {"noreply.github.com", "bots.github.com"} or local.endswith("[bot]"):
        return True
    plain = local.partition("+")[0]
    return plain in _ROBOTS or _ROBOT.fullmatch(local) is not None


@lru_cache(maxsize=100_000)
def is_team(email: str) -> bool:
    """Whether several people read this (normalised) address: info, sales, hr, office, ..."""
    local = email.lower().partition("@")[0].partition("+")[0]
    words = re.split(r"[._-]", local)
    return local in _TEAMS or (len(words) > 1 and words[0] in _GROUPS) or words[-1] in _GROUP_ENDINGS


_GROUPS = frozenset({"all", "team", "teams", "dl", "group", "list", "info", "support", "sales", "noc", "hr"})
_GROUP_ENDINGS = frozenset({"team", "teams", "group", "list", "dl", "support", "announce", "devel", "users"})


def is_robot_author(name: str, email: str) -> bool:
    """Whether the author of a commit is a machine: `[bot]`, dependabot, github-actions, ..."""
    if _ROBOT_AUTHORS.search(name.strip()) is not None:
        return True
    address = email.lower()
    if _BOT_WORD.search(name) and _BOT_ADDRESS.fullmatch(address):  # Bot alone is a Dutch family name
        return True
    local = address.partition("@")[0]
    login = local.partition("+")[2] if local.partition("+")[0].isdigit() else local
    return is_robot(address) or _ROBOT_AUTHORS.search(login) is not None
