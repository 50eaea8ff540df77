"""The machine: Python and its packages, the way it writes letters, its time zone and its clock."""

from __future__ import annotations

import importlib
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from importlib import metadata
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from data.checkup import Finding
from data.zone import default_zone, local_zone
from supervisor.wording import jump_size, jump_way

OLDEST_PYTHON = (3, 11)
JUMP = timedelta(seconds=5)
"""A difference of that much between both clocks is a jump (RULES.md section 3)."""
_PATIENCE = 2.0
"""Seconds that the system may take to say whether its clock is synchronised."""
_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)(.*)")


def python() -> Finding:
    """Python's version."""
    text = f"{platform.python_version()} ({platform.system()} {platform.machine()})"
    is_old = sys.version_info < OLDEST_PYTHON
    return Finding("python", "Python", text, "installez Python 3.11 ou plus récent" if is_old else "")


def packages() -> Finding:
    """Vigie itself and what it stands on: there, and in a version it knows."""
    try:
        own, needed = metadata.version("vigie"), metadata.requires("vigie") or []
    except metadata.PackageNotFoundError:
        return Finding("packages", "paquets", "Vigie n'est pas installée", "installez Vigie : docs/installation.md")
    found, wrong = [f"vigie {own}"], []
    for requirement in needed:
        name, wanted = _split(requirement)
        if "extra ==" in requirement:
            continue
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            wrong.append(f"{name} manque")
            continue
        found.append(f"{name} {version}")
        if not fits(version, wanted):
            wrong.append(f"{name} {version} au lieu de {wanted}")
    todo = f"{', '.join(wrong)} : réinstallez Vigie (docs/installation.md)" if wrong else ""
    return Finding("packages", "paquets", ", ".join(found), todo)


def _split(requirement: str) -> tuple[str, str]:
    found = _REQUIREMENT.match(requirement.partition(";")[0].strip())
    return (found[1], found[2].strip()) if found else (requirement, "")


def fits(version: str, wanted: str) -> bool:
    """Whether a version is one of those wanted: `>=2.8,<3`, `==8.2.8`, by their numbers."""
    have = _numbers(version)
    for part in filter(None, wanted.split(",")):
        limit = part.strip().lstrip("<>=!~")
        sign = part.strip().removesuffix(limit)
        other = _numbers(limit)
        length = max(len(have), len(other))
        one, two = (numbers + (0,) * (length - len(numbers)) for numbers in (have, other))
        verdicts = {"==": one == two, ">=": one >= two, "<=": one <= two, "<": one < two, ">": one > two}
        if not verdicts.get(sign, True):
            return False
    return True


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d{1,9}", version))


def font() -> Finding:
    """The letters of the papers."""
    title = "police des PDF"
    try:
        lettering = importlib.import_module("data.documents.pdf.lettering")
        pdf = importlib.import_module("fpdf").FPDF()
        lettering.embed(pdf)
        pdf.add_page()
        pdf.set_font(lettering.FAMILY, size=9)
        pdf.cell(text="Élève n° 1 : Maël Šťastný")
        size = len(pdf.output())
        lettering.release(pdf)
    except Exception as error:  # noqa: BLE001 - whatever stops it, the papers cannot be made
        return Finding("font", title, f"ne se charge pas ({type(error).__name__})", "réinstallez Vigie")
    return Finding("font", title, f"se charge, un essai fait {size // 1000} Ko")


# Time ------------------------------------------------------------------------------------------------


def zone() -> Finding:
    """The time zone a session without one would have."""
    title = "fuseau horaire"
    try:
        ZoneInfo("Europe/Paris")
    except ZoneInfoNotFoundError:
        return Finding("zone", title, "aucune donnée de fuseau", "réinstallez Vigie avec le paquet tzdata")
    found = default_zone()
    if not found.warning:
        return Finding("zone", title, found.name)
    return Finding(
        "zone", title, f"{found.name}, faute de mieux : la machine ne dit pas le sien",
        "réglez le fuseau de la machine, ou dites --timezone à l'import",
    )  # fmt: skip


def synchronised(now: datetime, ask: Callable[[], str] | None = None) -> Finding:
    """Whether the machine's clock follows a time server.

    Args:
        now: what it says, UTC.
        ask: what the system answers: « yes », « no » or nothing; None: it is asked.
    """
    title = "horloge à l'heure"
    local = now.astimezone(local_zone())
    hour = f"il est {local:%H:%M:%S}"
    answer = (ask or _ask_system)()
    if answer == "yes":
        return Finding("synchronised", title, f"synchronisée, {hour}")
    if answer == "no":
        return Finding(
            "synchronised", title, f"non synchronisée, {hour}",
            "mettez l'horloge à l'heure automatiquement (sous Linux : timedatectl set-ntp true)",
        )  # fmt: skip
    return Finding(
        "synchronised", title, f"le système ne dit pas s'il la synchronise, {hour}",
        "comparez l'heure de la machine à celle d'un téléphone",
    )  # fmt: skip


def _ask_system() -> str:
    """« yes », « no », or nothing where the system cannot tell."""
    program = shutil.which("timedatectl")
    if program is None:
        return ""
    try:
        done = subprocess.run(
            [program, "show", "--property=NTPSynchronized", "--value"],
            stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=_PATIENCE, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()


def jumps(elapsed: timedelta, boot: timedelta, newest: datetime | None, now: datetime) -> Finding:
    """Whether the clock jumped while this looked, or since the store was last written.

    Args:
        elapsed: what the wall clock says passed meanwhile.
        boot: what the clock that never goes back says passed.
        newest: when the last file of the store was written; None where there is none.
        now: the instant, UTC.
    """
    found = list(_odd(elapsed - boot, newest, now))
    text = "sans saut pendant cet essai" + (", d'accord avec les fichiers" if newest is not None else "")
    todo = "mettez l'horloge à l'heure avant la session ; Vigie note les sauts qu'elle voit" if found else ""
    return Finding("jumps", "sauts d'horloge", " ; ".join(found) or text, todo)


def _odd(difference: timedelta, newest: datetime | None, now: datetime) -> Iterator[str]:
    if abs(difference) >= JUMP:
        seconds = int(difference.total_seconds())
        yield f"l'horloge a {jump_way(seconds)} de {jump_size(seconds)} pendant cet essai"
    if newest is not None and newest - now >= JUMP:
        yield f"un fichier du dossier est daté de {jump_size(int((newest - now).total_seconds()))} après maintenant"
