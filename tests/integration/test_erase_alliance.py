"""What becomes of tours, roles, insight and offerings when somebody who had a part in them is erased."""

from typing import Final

from actions.erase import erase
from graph.keys import NO_KEY
from graph.model import KINDS, Record, referred
from graph.ports import Change
from queries.network import Network
from tests.factories import alliance
from tests.factories import records as make
from tests.factories.asking import key
from tests.factories.network import network_of

TOUR: Final = make.tour("ada", company_side=key("bob"), state="standing")
OF_BOB: Final = make.tour("bob", company_side=key("ada"), state="standing")


def shared_by_two() -> list[Change]:
    """Ada and Bob each have every part; Cyd is in what both do."""
    changes: list[Change] = [
        make.person(name, name=f"{name.title()} Marsh") for name in ("ada", "bob", "cyd")
    ]
    changes += [make.mission("billing"), make.skill("python"), TOUR, OF_BOB]
    changes += [alliance.check_in(TOUR.key, "bob"), alliance.check_in(TOUR.key, "ada")]
    changes += [alliance.check_in(OF_BOB.key, "ada")]
    changes += [alliance.offered_tour(by="bob"), alliance.aspiration("bob"), alliance.aspiration("ada")]
    changes += [alliance.role("mine", by="bob", shared_with=(key("cyd"),)), alliance.role("hers", by="ada")]
    changes += [alliance.role("theirs", by="ada", shared_with=(key("bob"), key("cyd")))]
    changes += [alliance.candidacy("hers", "bob", "cyd"), alliance.candidacy("hers", "cyd", "bob")]
    changes += [alliance.watch("hers", "bob"), alliance.watch("hers", "cyd", seen=(key("bob"), key("ada")))]
    changes += [alliance.rehire_status("bob", "ada"), alliance.rehire_status("cyd", "bob")]
    changes += [
        alliance.referral("hers", "bob", "cyd"),
        alliance.referral("hers", "cyd", "bob", state="accepted"),
    ]
    changes += [alliance.insight("by bob", "bob"), alliance.insight("for bob", "ada", asked_by=key("bob"))]
    changes += [alliance.offering("party", "bob"), alliance.participation("party", "cyd")]
    changes += [alliance.offering("advice", "bob", offering_kind="mentoring")]
    changes += [alliance.participation("advice", "cyd"), alliance.participation("party", "bob")]
    changes += [alliance.invitation("bob", "ada"), alliance.invitation("cyd", "bob")]
    changes += [alliance.distinct("bob", "cyd"), alliance.distinct("ada", "cyd", "bob")]
    changes += [alliance.merge("bob", by="ada"), alliance.merge("cyd", "cydney", by="bob")]
    return changes


def left(network: Network) -> dict[str, Record]:
    return {s.record.key: s.record for kind in KINDS.values() for s in network.store.scan(kind).records}


def test_what_is_theirs_goes_and_what_is_others_stays_without_them() -> None:
    network = network_of(shared_by_two())
    before = set(left(network))
    erase(network, key("bob"))
    after = left(network)
    assert not [record for record in after.values() if key("bob") in referred(record)]
    gone = before - set(after)
    assert gone - {"person:bob"} == {
        OF_BOB.key,
        *(name for name in before if name.startswith("checkin:bob.") or name.endswith("Z.bob")),
        "aspiration:bob",
        "candidacy:hers.bob",
        "watch:hers.bob",
        "rehire:bob",
        "referral:hers.bob",
        "insight:by bob",
        "offering:advice",
        "participation:advice.cyd",
        "participation:party.bob",
        "invitation:bob",
        "merge:bob.bobby",
        "distinct:bob.cyd.0",
    }


def test_a_part_that_somebody_had_is_nobodys() -> None:
    network = network_of(shared_by_two())
    erase(network, key("bob"))
    after = left(network)
    emptied = {
        TOUR.key: "company_side",
        "offer:billing": "by",
        "role:mine": "by",
        "candidacy:hers.cyd": "by",
        "rehire:cyd": "by",
        "referral:hers.cyd": "by",
        "insight:for bob": "asked_by",
        "offering:party": "by",
        "invitation:cyd": "by",
        "merge:cyd.cydney": "by",
    }
    assert {name: getattr(after[name], field) for name, field in emptied.items()} == dict.fromkeys(
        emptied, NO_KEY
    )
    assert after["role:theirs"].shared_with == (key("cyd"),)  # type: ignore[attr-defined]
    assert after["watch:hers.cyd"].seen == (key("ada"),)  # type: ignore[attr-defined]
