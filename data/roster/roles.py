"""Finding the role of a person in the words that a list has for it."""

import re
import unicodedata

STUDENT = "student"
FAMILY = "family"
"""Guardians, parents and relatives."""
OUTSIDE = (STUDENT, FAMILY)

# OneRoster's roles are a closed list (CSV bindings 1.1 and 1.2), without a coach or a fixer.
ONEROSTER = {
    "teacher": "teacher",
    "aide": "aide",
    "counselor": "staff",
    "proctor": "staff",
    "systemadministrator": "staff",
    "administrator": "leader",
    "districtadministrator": "leader",
    "siteadministrator": "leader",
    "principal": "leader",
    "student": STUDENT,
    "guardian": FAMILY,
    "parent": FAMILY,
    "relative": FAMILY,
}

_OUTSIDE_WORDS = {
    STUDENT: {"student", "students", "pupil", "pupils", "learner", "schuler", "eleve", "alumno"},
    FAMILY: {"guardian", "parent", "parents", "relative", "mother", "father", "eltern"},
}
_HONORIFICS = {
    *("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir"),
    *("mme", "mlle", "herr", "frau", "sr", "sra", "dhr", "mevr"),
}

# Searched in this order: an IT coach is a coach, a principal's secretary is office.
_WORDS = (
    (
        "staff",
        r"(foot|basket|base|soft|volley)ball.*coach|coach.*ball"
        r"|(soccer|track|swim\w*|tennis|athletics?|sports?|wrestling|hockey|golf|cheer) coach",
    ),
    (
        "coach",
        r"coach|instructional technolog\w+|(technology|tech|digital) integrat\w+|integrator"
        r"|digital learning|ed ?tech|tosa|instructional designer",
    ),
    ("teacher", r"(it|ict|computer) (teacher|instructor)|student teacher"),
    (
        "fixer",
        r"it|ict|fixer|network|(computer|tech|technology|av|device) (support|technician)"
        r"|technician|technology specialist|help ?desk|sys ?admin|systems? administrator",
    ),
    (
        "office",
        r"office|secretary|receptionist|clerk|registrar|bursar|bookkeeper"
        r"|admin(istrative)? assistant|sekretar\w*|secretaire|secretari[ao]|secretaresse",
    ),
    (
        "aide",
        r"aide|para|para ?(professional|educator)s?|ta|lsa"
        r"|(teach(ing|er)s?|classroom|instructional|learning support) assistant",
    ),
    (
        "leader",
        r"leader|leadership|principal|head ?(teacher|master|mistress)|(deputy|assistant) head"
        r"|head of school|director|superintendent|dean|administrator|schulleit\w+"
        r"|directeur|directrice|directora?|rektor\w*",
    ),
    (
        "teacher",
        r"teach(er|ers|ing)?|instructor|faculty|lecturer|professor|tutor|lehrer(in)?|lehrkraft"
        r"|enseignante?|professeure?|profesora?|maestr[ao]|docente?|leraar|lerares|leerkracht",
    ),
)
_PATTERNS = tuple((role, re.compile(rf"\b({words})\b")) for role, words in _WORDS)
# Of the roles of several cells, the first one of these is the most specific.
_BY_PRECEDENCE = ("coach", "fixer", "leader", "office", "aide", "teacher", "staff")


def role_in_words(*cells: str) -> str:
    """Return the most specific role in these cells ("Staff" and "Technology coach": coach).

    Returns:
        A role of staff, STUDENT, FAMILY, or "" when the cells name none.
    """
    roles = [role for role in map(_role_in, cells) if role]
    outside = [role for role in roles if role in OUTSIDE]
    return (outside or sorted(roles, key=_BY_PRECEDENCE.index) or [""])[0]


def _role_in(cell: str) -> str:
    words = _plain_words(cell)
    # Only the whole cell: a student teacher and a parent liaison are staff.
    for role, outside_words in _OUTSIDE_WORDS.items():
        if words in outside_words:
            return role
    if not words or words in _HONORIFICS:
        return ""
    return next((role for role, pattern in _PATTERNS if pattern.search(words)), "staff")


def _plain_words(cell: str) -> str:
    """Return a cell's words in lower case without accents: "IT-Support" is "it support"."""
    decomposed = unicodedata.normalize("NFKD", cell).casefold()
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(re.findall(r"\w+", letters.replace("_", " ")))


def is_student_unit(path: str) -> bool:
    """Return whether a Google organizational unit ("/Students/2031") is one of students.

    "/Student Services" is not: it is a department of the staff.
    """
    plurals = {"students", "pupils", "learners"}
    units = [_plain_words(unit) for unit in path.split("/")]
    return any(unit in _OUTSIDE_WORDS[STUDENT] or plurals & set(unit.split()) for unit in units)
