"""Names of organizations: without legal forms, so that two mentions of one company are equal."""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from graph.errors import InvalidValue

_FORMS = frozenset(
    """
    co company cos corp corporation inc incorporated llc llp lllp lp pllc pc plc ltd limited unltd cic cio
    gmbh mbh ggmbh ag kg kgaa ohg gbr ug ev eg se sce eeig partg partgmbb
    sa sas sasu sarl eurl snc sci scop scs sca scrl sprl srl spa sapa sl slu slp sll scp
    bv nv cv vof vzw bvba asbl ivzw
    ab as asa aps ks hb oy oyj ay ans ehf hf amba
    spj spk zoo kft zrt nyrt bt kkt sro vos doo dd ad ead eood ood jsc ojsc cjsc pjsc llc sia uab tov
    pty proprietary pte bhd sdn pvt private kk gk yk
    sab sapi rl cia ltda eireli epp mei sac saa eirl
    fze fzco fzc fzllc wll bsc saog saoc pjs qsc ksc kscc
    as anonim sti tbk
    """.split()
) - {"zoo"}
_BEGINNINGS = frozenset({"pt", "ooo", "oao", "zao", "pao"})
_NATIVE = re.compile(
    r"株式会社|有限会社|合同会社|㈱|（株）|\(株\)|股份有限公司|有限责任公司|有限責任公司|有限公司|주식회사|\(주\)|㈜"
    r"|\b(?:ООО|ОАО|ЗАО|ПАО|АО)\b"
)
_POLISH = re.compile(r"\bsp\.?\s*z\s*o\.?\s*o\.?(?!\w)", re.IGNORECASE)
_SPACED_DOTS = re.compile(r"(?<![^\W\d_])([^\W\d_])\.\s*(?=[^\W\d_](?:\.|\s|$))")
_SLASHED = re.compile(r"\b([as])/([a-z])\b", re.IGNORECASE)
_ITALIAN = re.compile(r"\b(?:S\.\s?[pP]\.\s?A\b\.?|SpA\b|(?<=[a-z] )SPA\b)")
_APOSTROPHES = str.maketrans("", "", "'’‘`´")
_WORD = re.compile(r"[a-z0-9]+")
_AMBIGUOUS = frozenset({"spa"})  # a form in Italy, a bath elsewhere: only when it is written as a form
_MARK = "qqlegalformqq"


@lru_cache(maxsize=100_000)
def organization_name(text: str) -> str:
    """What is compared: lower case, ASCII, "&" as "and", without "The" and legal forms.

    "Kroger", "The Kroger Co." and "KROGER CO" are equal; "Block" and "H&R Block" are not. At least
    one word stays. A name in this form stays as it is. Raises InvalidValue when nothing is left.
    """
    composed = unicodedata.normalize("NFKC", text)
    marked = _ITALIAN.sub(f" {_MARK} ", _POLISH.sub(f" {_MARK} ", _NATIVE.sub(" ", composed)))
    joined = _SLASHED.sub(r"\1\2", _SPACED_DOTS.sub(r"\1", marked))
    plain = anyascii(joined).lower().replace("&", " and ").replace("+", " plus ").translate(_APOSTROPHES)
    words = _settled(_WORD.findall(plain))
    if not words:
        raise InvalidValue("organization", text, "no name of an organization")
    return " ".join(words)


def _settled(words: list[str]) -> list[str]:
    """Joined and without forms, until nothing more changes: a form that goes brings letters together."""
    while (settled := _without_forms(_join_letters(words))) != words:
        words = settled
    return words


def _join_letters(words: list[str]) -> list[str]:
    """Runs of single letters as one word: "s a" is "sa", as "S.A." and "SA" are."""
    joined: list[str] = []
    run = ""
    for word in [*words, ""]:
        if len(word) == 1 and word.isalpha():
            run += word
            continue
        if run:
            joined.append(run)
            run = ""
        if word:
            joined.append(word)
    return joined


def _without_forms(words: list[str]) -> list[str]:
    while len(words) > 1 and (words[0] == "the" or words[0] in _BEGINNINGS or words[0] == _MARK):
        words = words[1:]
    while len(words) > 1 and (words[-1] in _ENDINGS or words[-1] == "and"):
        words = words[:-1]
    return [word for word in words if word != _MARK]


_ENDINGS = (_FORMS - _AMBIGUOUS) | {_MARK}
