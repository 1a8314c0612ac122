"""What git says about commits, cut into commits again."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.sources.git.log import MAX_FILES, NO_TIME, Author, Commit, parse, words

BOUNDARY = b"b" * 32

word = st.binary(max_size=12).filter(lambda text: b"\0" not in text and text != BOUNDARY)
file_name = word.filter(bool)
header = st.tuples(
    st.text("0123456789abcdef", min_size=40, max_size=40),
    st.integers(0, 2**40),
    st.text("Añ é", max_size=5),
    st.sampled_from(["ann@x.org", "É@y", "none"]),
    st.text("subject é\n", max_size=10),
)
history = st.lists(st.tuples(header, st.lists(file_name, max_size=4), st.booleans()), max_size=5)


def as_git_says(commits: list) -> bytes:
    said = b""
    for place, ((commit, at, name, email, subject), files, merge) in enumerate(commits):
        head = (BOUNDARY.decode(), commit, str(at), name, email, "", subject)
        said += b"\0".join(part.encode() for part in head) + b"\0"
        if files:
            said += b"\n" + b"\0".join(files) + b"\0"
        if (files or not merge) and place < len(commits) - 1:
            said += b"\0"
    return said


@given(history, st.data())
def test_every_commit_comes_back_with_all_its_files(commits: list, data: st.DataObject) -> None:
    said = as_git_says(commits)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(said)), max_size=6)))
    chunks = [said[a:b] for a, b in zip([0, *cuts], [*cuts, len(said)], strict=True)]
    found = list(parse(words(chunks), BOUNDARY))
    assert [(c.id, c.at, len(c.files)) for c in found] == [
        (h[0], h[1], len(files)) for h, files, _ in commits
    ]
    for commit, ((_, _, name, email, subject), files, _) in zip(found, commits, strict=True):
        assert commit.authors == (Author(" ".join(name.split()), email),)
        assert commit.subject == " ".join(subject.split())
        assert list(commit.files) == [readable(name) for name in files]


def readable(name: bytes) -> str:
    try:
        return name.decode()
    except UnicodeDecodeError:
        return name.decode("latin-1")


@given(st.lists(st.binary(max_size=20), max_size=10))
def test_words_do_not_depend_on_where_the_stream_is_cut(chunks: list[bytes]) -> None:
    whole = b"".join(chunks) + b"\0"
    assert list(words([*chunks, b"\0"])) == whole.split(b"\0")[:-1]


@given(st.lists(st.binary(max_size=9).filter(lambda text: b"\0" not in text), max_size=40))
def test_noise_is_read_or_refused(noise: list[bytes]) -> None:
    try:
        found = list(parse([BOUNDARY if text == b"b" else text for text in noise], BOUNDARY))
    except ValueError:
        return
    assert all(isinstance(commit, Commit) for commit in found)


def test_a_huge_commit_is_not_held_in_memory() -> None:
    head = [BOUNDARY, b"c" * 40, b"1", b"Ann", b"ann@x.org", b"", b"All"]
    (found,) = parse([*head, b"\n0", *(b"%d" % n for n in range(1, 5000))], BOUNDARY)
    assert len(found.files) == MAX_FILES + 1


def test_a_commit_without_a_readable_date_is_kept_apart() -> None:
    (found,) = parse([BOUNDARY, b"c" * 40, b"", b"Ann", b"ann@x.org", b"", b"Odd"], BOUNDARY)
    assert found.at == NO_TIME


def test_control_characters_do_not_reach_a_screen() -> None:
    head = [BOUNDARY, b"c" * 40, b"1", b"A\x1b[31mnn", b"ann@x.org", b"", b"red \x1b[31m\ttext\x07"]
    (found,) = parse(head, BOUNDARY)
    assert (found.authors[0].name, found.subject) == ("A[31mnn", "red [31m text")
