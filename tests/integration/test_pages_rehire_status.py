"""Whether somebody may come back, in the browser: said, read, appealed, decided by somebody else."""

from tests.factories.recruiting import ADA, CYD, HAL, IDA, at, play, written, written_of


def test_a_status_is_said_read_appealed_and_decided_by_somebody_else() -> None:
    on = play()
    hal, ida, cyd = (at(on, who) for who in (HAL, IDA, CYD))
    hal.get("/rehire-statuses?name=Cyd")
    assert "/rehire-statuses/say?person=person%3Acyd" in hal.text
    hal.get("/rehire-statuses/say?person=person:cyd")
    hal.send("/rehire-statuses/say", status="NOT_NOW", reason="short", until="2025-01-01")
    assert (hal.status, "short</textarea>" in hal.text) == (422, True)
    hal.send("/rehire-statuses/say", status="NOT_NOW", reason="An open matter of laptops", until="2030-01-01")
    assert "A status ends on a day from" in hal.text
    hal.send("/rehire-statuses/say", until="soon", status="NOT_NOW")
    assert "Write the last day as" in hal.text
    hal.send("/rehire-statuses/say", status="NOT_NOW", reason="An open matter of laptops", until="2025-01-01")
    assert "They are told" in hal.text
    assert "person:cyd" not in at(on, ADA).get("/roles/search?title=billing")

    text = written_of(cyd, "/about-me")
    assert "An open matter of laptops" in text
    assert "You may appeal until 30 August 2024" in text
    cyd.send("/about-me/appeal", appeal="no")
    assert (cyd.status, "no</textarea>" in cyd.text) == (422, True)
    cyd.send("/about-me/appeal", appeal="I gave it back on my last day")
    assert "You appealed" in cyd.text
    assert cyd.forms("/about-me/appeal") == []

    hal.get("/rehire-statuses")
    assert "You said it, so somebody else decides" in hal.text
    hal.send("/rehire-statuses/decide", decision="uphold", answer="I still think so, sorry")
    assert (hal.status, "I still think so, sorry</textarea>" in hal.text) == (422, True)
    ida.get("/rehire-statuses")
    assert "I gave it back on my last day" in ida.text
    assert "Undecided, it lapses on 1 July 2024" in written(ida)
    ida.send("/rehire-statuses/decide", decision="lift", answer="It was found in the cupboard")
    assert "It is lifted, and they are told" in ida.text
    assert "It was found in the cupboard" in cyd.get("/about-me")
    assert "was lifted after your appeal" in written(cyd)
    assert "person:cyd" in at(on, ADA).get("/roles/search?title=billing")
