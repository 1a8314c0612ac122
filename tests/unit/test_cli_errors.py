"""What somebody meets who mistypes, interrupts, pipes into `head`, or finds a mistake of ours."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest
import typer

import ingest.ledger  # noqa: F401 - its errors count too
from cli.errors import NOT_DONE, NOTHING_FOUND, TABLE, WRONG_USE, explain
from cli.last_door import DEBUG, INTERRUPTED, last_door
from cli.main import hoisted, main
from graph.errors import KithError, PersonNotFound
from sample.errors import SampleError
from service.opening import initialise
from service.settings import Settings, unknown_names

KITH = [sys.executable, "-c", "from cli.main import main; main()"]


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("KITH_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("KITH_DATA", str(tmp_path / "data"))


def ended(arguments: list[str]) -> int | str | None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return ended.value.code


def ended_by(error: BaseException) -> int | str | None:
    with pytest.raises(SystemExit) as ended, last_door():
        raise error
    return ended.value.code


@pytest.mark.parametrize(
    "arguments",
    [
        ["who-knwos", "x"],
        ["paths", "a", "b", "--frist", "3"],
        ["ingest", "poeple", "x.csv"],
        ["ingest", "people"],
        ["paths", "a", "b", "--first", "many"],
        ["init"],
    ],
    ids=" ".join,
)
def test_a_mistyped_command_line_is_wrong_use_and_shows_the_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(arguments) == WRONG_USE
    said = capsys.readouterr()
    assert "Usage: kith" in said.err or "Usage: " in said.err.splitlines()[0]
    assert "Error: " in said.err
    assert said.out == ""


@pytest.mark.parametrize("option", ["--data", "--store"])
def test_an_option_without_its_value_does_not_swallow_the_command(
    option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(["jobs", option]) == WRONG_USE
    assert f"Option '{option}' requires an argument" in capsys.readouterr().err


def test_options_of_the_root_may_stand_anywhere_but_not_behind_two_dashes() -> None:
    assert hoisted(["jobs", "--json", "--data", "d"]) == ["--json", "--data", "d", "jobs"]
    assert hoisted(["who-knows", "--", "--json"]) == ["who-knows", "--", "--json"]


def test_an_empty_data_folder_says_how_to_begin(capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(["jobs"]) == NOT_DONE
    assert "kith init --organization NAME" in capsys.readouterr().err


def test_a_setting_that_cannot_be_read_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KITH_PORT", "many")
    assert ended(["jobs"]) == WRONG_USE
    assert "KITH_PORT 'many'" in capsys.readouterr().err


def test_a_mistyped_setting_is_pointed_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KITH_STROE", "sqlite")
    ended(["jobs"])
    assert "KITH_STROE is no setting of kith: did you mean KITH_STORE?" in capsys.readouterr().err


def test_settings_and_strangers_are_not_taken_for_mistakes() -> None:
    assert unknown_names({"KITH_DATA", "KITHARA", "PATH", DEBUG}, also=(DEBUG,)) == {}


def test_the_version_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(["--version"]) == 0
    assert capsys.readouterr().out.startswith("kith ")


def test_a_mistake_of_ours_is_one_line_and_says_how_to_see_more(capsys: pytest.CaptureFixture[str]) -> None:
    assert ended_by(ValueError("first\nsecond")) == NOT_DONE
    said = capsys.readouterr().err
    assert said.startswith("kith: ValueError: first (")
    assert f"{DEBUG}=1" in said
    assert said.count("\n") == 1


def test_whoever_debugs_sees_the_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(DEBUG, "1")
    assert ended_by(ValueError("x")) == NOT_DONE
    assert "Traceback (most recent call last)" in capsys.readouterr().err


def test_a_full_disk_is_told_in_the_systems_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert ended_by(OSError(errno.ENOSPC, "No space left on device", "kith-data/x")) == NOT_DONE
    assert capsys.readouterr().err == "kith: kith-data/x: No space left on device\n"


def test_nobody_found_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert ended_by(PersonNotFound("Ad", near=("Ada",))) == NOTHING_FOUND
    assert "near: Ada" in capsys.readouterr().err


def test_exit_codes_of_commands_pass() -> None:
    with pytest.raises(typer.Exit), last_door():
        raise typer.Exit(1)


def test_an_interrupt_is_short(capsys: pytest.CaptureFixture[str]) -> None:
    assert ended_by(KeyboardInterrupt()) == INTERRUPTED
    assert capsys.readouterr().err == "kith: interrupted\n"


def test_ctrl_c_in_the_middle_of_a_command(tmp_path: Path) -> None:
    initialise(Settings(data=tmp_path / "data"), "Example Ltd")
    questions = tmp_path / "questions"
    os.mkfifo(questions)
    command = [*KITH, "who-knows", "--batch", str(questions)]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # a shell that started us in the background ignores interrupts, and so would the command
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        Thread(target=release_at_the_end, args=(process, questions), daemon=True).start()
        with questions.open("w"):  # opens when the command does: now it waits for a question
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
    assert process.returncode == INTERRUPTED
    assert err.decode().endswith("kith: interrupted\n")
    assert b"Traceback" not in err
    assert out == b""


def release_at_the_end(process: subprocess.Popen[bytes], pipe: Path) -> None:
    """A command that ends before it opens `pipe` fails the test, but does not keep it waiting."""
    process.wait()
    os.close(os.open(pipe, os.O_RDONLY | os.O_NONBLOCK))


@pytest.mark.parametrize("arguments", [["doctor"], ["--json", "doctor"]], ids=" ".join)
def test_a_reader_who_goes_away_is_no_error(arguments: list[str]) -> None:
    unread, pipe = os.pipe()
    os.close(unread)
    try:
        done = subprocess.run([*KITH, *arguments], stdout=pipe, stderr=subprocess.PIPE, timeout=60)
    finally:
        os.close(pipe)
    assert (done.returncode, done.stderr) == (0, b"")


def test_messages_that_nobody_reads_do_not_end_the_work(tmp_path: Path) -> None:
    unread, pipe = os.pipe()
    os.close(unread)
    try:
        sample = ["sample", "--people", "50", "--out", str(tmp_path / "sample")]
        done = subprocess.run([*KITH, "--json", *sample], stdout=subprocess.PIPE, stderr=pipe, timeout=60)
    finally:
        os.close(pipe)
    assert done.returncode == 0
    assert b'"organization"' in done.stdout


def classes_below(kind: type[Exception]) -> set[type[Exception]]:
    return {kind} | {below for child in kind.__subclasses__() for below in classes_below(child)}


@pytest.mark.parametrize(
    "kind", sorted(classes_below(KithError) | classes_below(SampleError), key=lambda kind: kind.__name__)
)
def test_every_error_has_an_exit_code(kind: type[Exception]) -> None:
    assert any(above in TABLE for above in kind.__mro__)
    assert {code for code, _ in TABLE.values()} <= {NOTHING_FOUND, WRONG_USE, NOT_DONE}
    assert explain(KithError("x")).code == NOT_DONE
