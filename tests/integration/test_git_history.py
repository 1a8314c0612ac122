"""What is read from real repositories."""

import subprocess
import sys
from pathlib import Path

import pytest

from ingest.source import BadSource
from ingest.sources.git.history import History, read_history
from ingest.sources.git.period import Period, period
from ingest.sources.git.repository import open_repository
from tests.factories.git_history import DAY, NOON, Made, commit_ids, git, make_repository


def history(folder: Path, span: Period | None = None) -> History:
    return read_history(open_repository(folder), span or Period())


def subjects(found: History) -> list[str]:
    return [commit.subject for _, commit, _ in found.commits()]


def people(found: History) -> list[list[str]]:
    return [[person.email for person in people] for _, _, people in found.commits()]


def one_file(author: str, at: int = NOON, message: str = "A change", name: str = "a") -> Made:
    return Made(author, at, {name: f"{author}{at}{message}"}, message)


@pytest.mark.parametrize("bare", [True, False])
def test_a_commit_is_read_with_author_time_subject_and_names_of_files(tmp_path: Path, bare: bool) -> None:
    made = Made(
        "Zoë Lee <Zoe@Example.com>", NOON, {"src/a.py": "1", "doc/ü b.md": "2"}, "Mend it\n\nAt length"
    )
    folder = make_repository(tmp_path / "acme.git", [made], bare=bare)
    ((number, commit, authors),) = history(folder).commits()
    assert (number, commit.at, commit.subject) == (1, NOON, "Mend it")
    assert sorted(commit.files) == ["doc/ü b.md", "src/a.py"]
    assert [(a.name, a.email) for a in authors] == [("Zoë Lee", "zoe@example.com")]
    assert commit.id == commit_ids(folder)[0]


def test_the_git_folder_of_a_work_tree_reads_like_the_work_tree(tmp_path: Path) -> None:
    folder = make_repository(tmp_path / "acme", [one_file("Ann <ann@example.com>")], bare=False)
    by_folder, by_git = open_repository(folder), open_repository(folder / ".git")
    assert by_folder.name == by_git.name == "acme"
    assert history(folder / ".git").ids == history(folder).ids


def test_a_linked_work_tree_is_read(tmp_path: Path) -> None:
    folder = make_repository(tmp_path / "acme", [one_file("Ann <ann@example.com>")], bare=False)
    git(folder, "worktree", "add", "-q", str(tmp_path / "second"), "-b", "other")
    assert history(tmp_path / "second").ids == history(folder).ids


@pytest.mark.parametrize(
    ("folder", "name"),
    [("acme", "acme"), ("acme.git", "acme"), ("origin+acme.git", "acme"), ("a+b+c", "c"), (".git", "x")],
)
def test_the_name_is_the_base_name(tmp_path: Path, folder: str, name: str) -> None:
    place = make_repository(tmp_path / "x" / folder, [one_file("Ann <ann@example.com>")])
    assert open_repository(place).name == name


def test_odd_file_names_stay_whole(tmp_path: Path) -> None:
    names = ["\nnew\nline", "tab\there", 'quo"te', "-dash", " space ", "back\\slash", "日本/語", ":colon"]
    folder = make_repository(
        tmp_path / "a", [Made(files=dict.fromkeys(names, "1")), Made(at=NOON + 1, files={"z": "1"})]
    )
    first, second = (commit.files for _, commit, _ in history(folder).commits())
    assert sorted(first) == sorted(names)
    assert second == ("z",)


def test_a_file_name_that_is_no_utf8_is_still_a_name(tmp_path: Path) -> None:
    folder = make_repository(tmp_path / "a", [Made(files={b"caf\xe9.txt": "1"})])
    assert [commit.files for _, commit, _ in history(folder).commits()] == [("café.txt",)]


def test_mailmap_and_co_authors(tmp_path: Path) -> None:
    mailmap = "Ann Lee <ann@new.com> <ann@old.com>\nBob Ray <bob@new.com> <bob@old.com>\n"
    trailers = "Co-authored-by: bobby <bob@old.com>\nco-authored-by: Cy <cy@x.org>\nCo-Authored-By: nobody"
    message = f"Pair\n\nText\n\n{trailers}"
    made = Made("ann <ann@old.com>", NOON, {".mailmap": mailmap}, message)
    for bare in (True, False):
        folder = make_repository(tmp_path / f"{bare}", [made], bare=bare)
        ((_, _, authors),) = history(folder).commits()
        assert [(a.name, a.email) for a in authors] == [
            ("Ann Lee", "ann@new.com"),
            ("Bob Ray", "bob@new.com"),
            ("Cy", "cy@x.org"),
        ]


def test_somebody_named_twice_in_a_commit_is_one(tmp_path: Path) -> None:
    message = "Pair\n\nCo-authored-by: Ann L. <ANN@example.com>"
    folder = make_repository(tmp_path / "a", [one_file("Ann Lee <ann@example.com>", message=message)])
    assert people(history(folder)) == [["ann@example.com"]]


def test_robots_merges_and_large_commits_are_no_evidence(tmp_path: Path) -> None:
    folder = make_repository(
        tmp_path / "a",
        [
            Made(files={f"f{n}": "1" for n in range(100)}, message="a hundred"),
            Made(files={f"g{n}": "1" for n in range(101)}, message="one too many"),
            one_file("dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>", message="bump"),
            Made(files={"side": "1"}, message="side", parent=1),
            Made(message="merge", parent=3, merge=4),
            one_file("Bo <bo@x.org>", message="with robot\n\nCo-authored-by: renovate[bot] <renovate@x.org>"),
        ],
    )
    found = history(folder)
    assert sorted(subjects(found)) == ["a hundred", "side", "with robot"]
    assert ["bo@x.org"] in people(found)
    assert dict(found.left_out) == {
        "commits of more than 100 files": 1,
        "commits by robots": 1,
        "merges and commits without files": 1,
    }


def test_dates_that_go_backwards_hide_nothing(tmp_path: Path) -> None:
    ats = [NOON, NOON + 300 * DAY, NOON - 900 * DAY, NOON + 10 * DAY, 0, NOON + 20 * DAY]
    folder = make_repository(tmp_path / "a", [one_file("Ann <ann@x.org>", at, str(at)) for at in ats])
    assert subjects(history(folder)) == [str(at) for at in sorted(ats)]
    within = history(folder, Period(NOON, NOON + 20 * DAY))
    assert subjects(within) == [str(at) for at in sorted(ats) if NOON <= at <= NOON + 20 * DAY]


def test_a_bare_until_means_to_the_end_of_that_day(tmp_path: Path) -> None:
    last = NOON + DAY // 2 - 1  # 23:59:59
    folder = make_repository(
        tmp_path / "a", [one_file("Ann <ann@x.org>", at, str(at)) for at in (NOON, last, last + 1)]
    )
    assert subjects(history(folder, period("2020-01-01", "2020-01-01"))) == [str(NOON), str(last)]
    assert subjects(history(folder, period("", "2020-01-01T12:00"))) == [str(NOON)]
    assert subjects(history(folder, period("2020-01-02", ""))) == [str(last + 1)]


def test_a_date_beyond_all_calendars_is_told_not_met(tmp_path: Path) -> None:
    folder = make_repository(
        tmp_path / "a", [one_file("Ann <ann@x.org>"), one_file("Ann <ann@x.org>", 10**13, "odd")]
    )
    found = history(folder)
    assert subjects(found) == ["A change"]
    assert list(found.undated) == commit_ids(folder)[1:]


def test_a_clone_without_file_contents_reads_the_same(tmp_path: Path) -> None:
    mailmap = {".mailmap": "Ann Lee <ann@new.com> <ann@x.org>\n"}
    whole = make_repository(
        tmp_path / "acme", [Made("a <ann@x.org>", NOON, mailmap), one_file("a <ann@x.org>")]
    )
    git(whole, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--bare", "--filter=blob:none", whole.as_uri(), "partial.git")
    partial = tmp_path / "partial.git"
    whole.rename(tmp_path / "gone")  # nothing can be fetched later
    found = history(partial)
    assert len(found.ids) == 2
    assert open_repository(partial).lacks_mailmap()
    assert people(found) == [["ann@x.org"]] * 2


def test_a_clone_without_names_of_files_says_what_to_do(tmp_path: Path) -> None:
    whole = make_repository(
        tmp_path / "acme", [one_file("a <ann@x.org>", NOON + n, str(n)) for n in range(3)]
    )
    git(whole, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--bare", "--filter=tree:0", whole.as_uri(), "treeless.git")
    with pytest.raises(BadSource, match="--filter=blob:none"):
        history(tmp_path / "treeless.git")


def test_the_commit_where_a_shallow_clone_begins_is_no_evidence(tmp_path: Path) -> None:
    whole = make_repository(
        tmp_path / "acme", [one_file("a <ann@x.org>", NOON + n, str(n), f"f{n}") for n in range(5)]
    )
    git(tmp_path, "clone", "-q", "--bare", "--depth=3", whole.as_uri(), "shallow.git")
    found = history(tmp_path / "shallow.git")
    assert subjects(found) == ["3", "4"]
    assert dict(found.left_out) == {"where a shallow clone begins": 1}


def test_settings_of_the_repository_run_nothing_and_change_nothing(tmp_path: Path) -> None:
    folder = make_repository(
        tmp_path / "a", [Made(files={"a": "1" * 99}), Made(at=NOON + 1, files={"b": "1" * 99})]
    )
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    trap.chmod(0o755)
    for setting, value in {
        "log.showSignature": "true",
        "gpg.program": str(trap),
        "core.pager": str(trap),
        "diff.external": str(trap),
        "core.fsmonitor": str(trap),
        "core.sshCommand": str(trap),
        "log.showRoot": "false",
        "diff.renames": "copies",
        "diff.relative": "true",
        "log.follow": "true",
        "color.ui": "always",
        "format.pretty": "oneline",
        "log.date": "relative",
        "diff.orderFile": "/nowhere",
    }.items():
        git(folder, "config", setting, value)
    assert [commit.files for _, commit, _ in history(folder).commits()] == [("a",), ("b",)]
    assert not (tmp_path / "sprung").exists()


def test_the_surroundings_do_not_say_which_repository_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_repository(tmp_path / "a", [one_file("Ann <ann@x.org>", message="mine")])
    other = make_repository(tmp_path / "b", [one_file("Ann <ann@x.org>", message="other")])
    monkeypatch.setenv("GIT_DIR", str(other))
    assert subjects(history(folder)) == ["mine"]


def test_what_is_no_repository_says_so(tmp_path: Path) -> None:
    make_repository(tmp_path / "parent", [one_file("Ann <ann@x.org>")], bare=False)
    (tmp_path / "parent" / "inside").mkdir()
    (tmp_path / "file").write_text("")
    empty = make_repository(tmp_path / "empty", [])
    for place, reason in {
        tmp_path / "nowhere": "no such folder",
        tmp_path / "file": "a file, not a repository",
        tmp_path / "parent" / "inside": "not a git repository",
        empty: "the repository has no commits yet",
    }.items():
        with pytest.raises(BadSource) as raised:
            open_repository(place)
        assert raised.value.reason == reason
        assert str(tmp_path) not in str(raised.value)


def test_a_missing_git_command_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_repository(tmp_path / "a", [one_file("Ann <ann@x.org>")])
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BadSource, match="the git command is not installed"):
        open_repository(folder)


@pytest.mark.parametrize("lost", ["tree", "commit", "head"])
def test_a_damaged_repository_says_so_before_anything_is_read(tmp_path: Path, lost: str) -> None:
    folder = make_repository(
        tmp_path / "a", [one_file("Ann <ann@x.org>", NOON + n, str(n)) for n in range(3)]
    )
    _unpack(folder)
    names = {"tree": "HEAD~1^{tree}", "commit": "HEAD~1", "head": "HEAD"}
    lost_id = git(folder, "rev-parse", names[lost])
    (folder / "objects" / lost_id[:2] / lost_id[2:]).unlink()
    with pytest.raises(BadSource) as raised:
        history(folder)
    assert raised.value.reason


STOP_EARLY = """
import os, sys
from pathlib import Path
from ingest.sources.git.history import read_history
from ingest.sources.git.period import period
from ingest.sources.git.repository import open_repository

commits = read_history(open_repository(Path(sys.argv[1])), period("", "")).commits()
next(commits)
commits.close()
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print("no child is left")
"""


def test_a_reader_that_stops_early_leaves_no_process_behind(tmp_path: Path) -> None:
    folder = make_repository(tmp_path / "a", [one_file("Ann <ann@x.org>", NOON + n) for n in range(50)])
    # in a process of its own: this one may have other children
    done = subprocess.run([sys.executable, "-c", STOP_EARLY, str(folder)], capture_output=True, text=True)
    assert done.stdout == "no child is left\n", done.stderr


def test_reading_continues_behind_a_commit(tmp_path: Path) -> None:
    folder = make_repository(
        tmp_path / "a", [one_file("Ann <ann@x.org>", NOON + n, str(n)) for n in range(5)]
    )
    found = history(folder)
    assert [(n, c.subject) for n, c, _ in found.commits(found.ids[2])] == [(4, "3"), (5, "4")]
    assert list(found.commits(found.ids[-1])) == []


def _unpack(folder: Path) -> None:
    packs = list((folder / "objects" / "pack").glob("*.pack"))
    for pack in packs:
        moved = folder / pack.name
        pack.rename(moved)
        pack.with_suffix(".idx").unlink()
        subprocess.run(["git", "-C", str(folder), "unpack-objects", "-q"], stdin=moved.open("rb"), check=True)
        moved.unlink()
