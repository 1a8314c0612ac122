"""What messages say, a text for each of policy.notices.TEMPLATES.

Links, not data: a text knows nobody. `{organization}` is the company; `page` is where the message leads
to, below KITH_PUBLIC_URL. The links to opt out and to be erased follow every text.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Text:
    """One message. `page` "" leads nowhere; `links` are what only this one can do, without an account.

    `stranger`: it may reach somebody else than its person, so it has no other links. `stop` is the link by
    which its reader wants no more of it. `signs_in`: it has a link that signs its reader in, once.
    """

    subject: str
    body: str
    page: str = "inbox"
    links: tuple[str, ...] = ()
    stranger: bool = False
    stop: str = "opt_out"
    signs_in: bool = False


_FIRST_RECORD: Final = """\
You get this message once, because the law wants you to know it
(GDPR, article 14).

{organization} keeps a network of its employees, of people who worked there and
of people they know. You are in it because somebody who belongs to it added
contacts of their own: an address book, a mailbox or a LinkedIn export.

What is kept: your name, this address and, where the source has it, your
work and that you two know each other. No messages are kept.

What for: so that people of {organization} can ask the one who knows you
whether they would introduce them to you. It rests on the legitimate
interest in that (article 6(1)(f)). Nobody gets this address through it
unless you say yes, and what comes from somebody's own contacts is shown to
nobody else until they share it. It is kept until the source is removed
or you object.

You may see what is kept, have it corrected, restricted or erased, object to
it and get a copy. Reply to this message, or use the links below: they need
no account. You may complain to your data protection authority as well.
"""

TEXTS: Final = {
    "introduction_asked": Text(
        "Somebody asks for your help",
        "Somebody in the network of {organization} asks for an introduction, and it\n"
        "is your turn to say yes or no. Both answers are fine, and a no is not passed on.\n",
    ),
    "introduction_reminder": Text(
        "A question is still waiting for you",
        "An introduction in the network of {organization} still waits for your yes\n"
        "or no. If you do not answer, it ends by itself. There will be no other reminder.\n",
    ),
    "introduction_agreed": Text(
        "An introduction was agreed to",
        "Everybody on the path of an introduction in the network of {organization}\n"
        "has said yes. You can now see how to reach each other.\n",
    ),
    "introduction_not_this_time": Text(
        "Not this time",
        "An introduction that you asked for in the network of {organization} has not\n"
        "come about this time. There are many reasons for that, and most are about time.\n",
    ),
    "introduction_closed": Text(
        "What came of an introduction",
        "You had a part in an introduction in the network of {organization}. There is\n"
        "news of what came of it. Thank you!\n",
    ),
    "endorsement_asked": Text(
        "Somebody would like your word for their skills",
        "Somebody in the network of {organization} would like you to vouch for what\n"
        "they know. Both answers are fine.\n",
    ),
    "insight_closed": Text(
        "What came of an insight",
        "There is news of what came of an insight in the network of {organization}\n"
        "that you wrote or had asked for. Thank you!\n",
        page="insight",
    ),
    "referral_asked": Text(
        "Somebody thinks of you for an open role",
        "Somebody in the network of {organization} would like to propose you for an\n"
        "open role, and asks you first. Both answers are fine, and a no is not passed on.\n",
        page="home",
    ),
    "referral_accepted": Text(
        "Your proposal was welcome",
        "Somebody whom you proposed for an open role in the network of {organization}\n"
        "has said yes. The recruiters can now see your proposal.\n",
        page="home",
    ),
    "referral_not_this_time": Text(
        "Not this time",
        "A proposal that you made in the network of {organization} has not come about\n"
        "this time. There are many reasons for that, and most are about time.\n",
        page="home",
    ),
    "referral_closed": Text(
        "What came of a proposal",
        "There is news of a proposal for an open role in the network of {organization}\n"
        "in which you had a part. Thank you!\n",
        page="home",
    ),
    "offering_joined": Text(
        "Somebody takes part in what you offer",
        "Somebody in the network of {organization} would like to take part in what you\noffer.\n",
        page="home",
    ),
    "tour_proposed": Text(
        "Somebody proposes a tour of duty",
        "A tour of duty at {organization} is proposed to you. It stands when both sides\n"
        "accept it; a no is fine.\n",
        page="tours",
    ),
    "tour_answered": Text(
        "There is an answer about a tour of duty",
        "A tour of duty at {organization} that you proposed has an answer.\n",
        page="tours",
    ),
    "tour_ended": Text(
        "A tour of duty has ended",
        "A tour of duty at {organization} has ended. Say together what came of it:\n"
        "it counts when both sides sign the same.\n",
        page="tours",
    ),
    "tour_to_sign": Text(
        "What came of a tour of duty waits for your signature",
        "The other side of a tour of duty at {organization} has written what came of it.\n"
        "Sign it, or say it in other words.\n",
        page="tours",
    ),
    "tour_check_in": Text(
        "Time to look at your tour of duty together",
        "A check-in about a tour of duty at {organization} is due. You two decide what\n"
        "is noted; nobody else reads it.\n",
        page="tours",
    ),
    "exit_invitation": Text(
        "Stay in touch when you leave",
        "You are leaving {organization}, and this address will stop working. If you like, say\n"
        "where you can be reached from then on and what for. The link below needs no account.\n"
        "If you do not, nothing changes: nobody asks you for anything.\n",
        page="",
        links=("stay",),
    ),
    "exit_claim": Text(
        "Is this your address?",
        "Somebody who leaves {organization} gave this address to stay in touch. If it was you,\n"
        "say so with the first link. If not, the other one takes the address out again.\n",
        page="",
        links=("claim", "not_mine"),
        stranger=True,
        stop="not_mine",
    ),
    "rights_done": Text(
        "Your request about your data is done",
        "What you asked for about what the network of {organization} keeps of you is\nanswered.\n",
        page="about-me",
    ),
    "rehire_status_set": Text(
        "Whether you would be taken back",
        "Somebody at {organization} has noted whether the company would take you back. You\n"
        "can see what was said, why and until when, and appeal against it.\n",
        page="about-me",
    ),
    "rehire_appeal_decided": Text(
        "Your appeal",
        "Your appeal against what was noted of you at {organization} is decided, or was\n"
        "not decided in time and what was noted has lapsed. You can see which.\n",
        page="about-me",
    ),
    "role_news": Text(
        "News of a role that you watch",
        "There are new candidates, or new ways to reach one, for a role that you\n"
        "watch in the network of {organization}.\n",
        page="roles",
    ),
    "sign_in": Text(
        "Your link to sign in",
        "You asked to sign in to the network of {organization}. The link below opens a page\n"
        "with a button that does it, once, and only within fifteen minutes.\n\n"
        "If you did not ask, do nothing: without this link nobody is signed in.\n",
        page="",
        signs_in=True,
    ),
    "first_record": Text("You are in a network of contacts", _FIRST_RECORD, page=""),
}
"""Every text by the name of its template."""
