"""The table of errors at the door."""

import inspect

from api.graphql.errors import CODES
from graph import errors


def subclasses(kind: type[errors.KithError]) -> set[type[errors.KithError]]:
    return {kind} | {below for child in kind.__subclasses__() for below in subclasses(child)}


def test_every_error_of_the_network_has_a_code_and_a_sentence() -> None:
    ours = {kind for kind in subclasses(errors.KithError) if inspect.getmodule(kind) is errors}
    assert CODES.keys() == ours
    assert all(code.isupper() and message.endswith(".") for code, message in CODES.values())


def test_what_is_hidden_and_what_is_absent_have_one_sentence() -> None:
    assert "{" not in "".join(message for _, message in CODES.values())
