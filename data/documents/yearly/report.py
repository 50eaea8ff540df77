"""The annual report: what the référent tells the head of the school of a year's sessions, in figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from zoneinfo import ZoneInfo

from data.documents.csv_out import CsvCell, table
from data.documents.yearly.section import Section, YearColumn, YearDocument
from data.reference import read_reference
from supervisor.activity import (
    Activity,
    Count,
    Figures,
    Group,
)
from supervisor.shown_time import display_end
from supervisor.wording import MONTHS, listed, span

_FIGURES = {
    "enrolled": "Candidats inscrits",
    "took_part": "Candidats ayant composé",
    "absent": "Absents",
    "without_test": "Autres inscrits sans test",
    "extra_time": "Temps majorés accordés",
    "fraud": "Candidats signalés pour suspicion de fraude ({fraud})",
    "incidents": "Signalements, hors {protected}",
    "overtime": "Tests terminés au-delà de l'heure",
    "overtime_minutes": "Minutes au-delà de l'heure",
    "given_back": "Candidats à qui du temps a été rendu après incident",
    "given_back_minutes": "Minutes rendues après incident",
}
"""By the name that `Group` gives them; `figure_titles` puts the codes in."""
_SHORT = {
    "enrolled": ("Inscrits", "Inscr."),
    "took_part": ("Ont composé", "Composé"),
    "absent": ("Absents", "Absents"),
    "extra_time": ("Temps majorés", "Majorés"),
    "fraud": ("Fraudes", "Fraudes"),
    "incidents": ("Signalements", "Signal."),
    "overtime": ("Dépassés", "Dépas."),
    "overtime_minutes": ("Dépassé (min)", ""),
    "given_back_minutes": ("Rendu (min)", "Rendu"),
}
"""The columns of a month and of a class: on paper, and on a terminal."""

WARNING = "Chiffres exacts, pour le chef d'établissement seul : ne sortez pas ce document de l'établissement"
"""On each page of an exact report."""
_EXACT = (
    (
        "Ces chiffres sont exacts : d'une classe ou d'un mois à l'autre ils disent qui était absent, qui a un temps "
        "majoré, qui est soupçonné de fraude. Pour tout autre lecteur : le rapport annuel sans --exact."
    ),
)
_REMARKS = (
    (
        "Une session tenue est une session où un test a démarré. Les répétitions ne comptent pas. Une personne "
        "inscrite à deux sessions compte deux fois."
    ),
    (
        "« 0 à 4 », « 5 à 9 » : le nombre est entre les deux, zéro compris. Temps majorés, fraude et absences ne sont "
        "dits qu'à l'année et de cinq en cinq ; inscrits et candidats ayant composé le sont par paliers aussi, car "
        "leur différence dirait les absences. Tout le reste est exact."
    ),
    "Pour {protected} ce sont les candidats qui sont comptés, pas les signalements.",
)
_WITHOUT_TEST = "Autres inscrits sans test : non certifiables, empêchés de rejoindre, ou encore attendus."


@dataclass(frozen=True, slots=True)
class Unread:
    """A session that is in no figure."""

    number: str
    why: str
    """A French sentence."""


def report(told: Activity, zone: ZoneInfo, left_out: Sequence[Unread] = (), stores: int = 1) -> YearDocument:
    """The report of a school year.

    Args:
        told: its figures.
        zone: local time of the document and of its instants.
        left_out: sessions that could not be read.
        stores: out of how many folders of sessions it is made.
    """
    year = told.year
    folders = f", à partir de {stores} dossiers" if stores > 1 else ""
    return YearDocument(
        name="Rapport annuel exact" if told.is_exact else "Rapport annuel",
        year=str(year),
        subtitle=f"Certification Pix, du 1er septembre {year.first} au 31 août {year.first + 1}",
        made=f"Établi le {told.now.astimezone(zone):%d/%m/%Y à %H:%M} ({zone.key}){folders}.",
        standing=_standing(told, zone),
        sections=[
            section
            for section in (
                _whole(told),
                _groups("Par mois", "Mois", told, told.months, month_name),
                _finalised_by_month(told),
                _groups("Par classe", "Classe", told, _classes(told), class_name),
                _codes(told),
                _codes_by("Signalements par mois", "Mois", told, told.months, month_name),
                _codes_by("Signalements par classe", "Classe", told, _classes(told), class_name),
                _delays(told, zone),
                _not_held(told),
                _left_out(left_out),
            )
            if section.is_there
        ],
        remarks=_remarks(told),
        warning=WARNING if told.is_exact else "",
    )


def _standing(told: Activity, zone: ZoneInfo) -> str:
    if told.now.astimezone(zone).date() in told.year:
        return "Année en cours : ces chiffres ne sont pas définitifs"
    return "Des sessions restent à finaliser" if told.waiting else ""


def figure_titles(told: Activity) -> dict[str, str]:
    """What each figure is called, by the name that `Group` gives it."""
    return {name: title.format(**_codes_named(told)) for name, title in _FIGURES.items()}


def _remarks(told: Activity) -> tuple[str, ...]:
    remarks = (_REMARKS[0], *_EXACT, _WITHOUT_TEST, *_REMARKS[2:]) if told.is_exact else _REMARKS
    return tuple(remark.format(**_codes_named(told)) for remark in remarks)


def _codes_named(told: Activity) -> dict[str, str]:
    """The protected codes as sentences name them: « C2, C6 et E8 »."""
    return {"fraud": listed(told.protected.fraud), "protected": listed(sorted(told.protected.all))}


def month_name(month: str) -> str:
    """« novembre 2026 », of « 2026-11 »."""
    year, _, number = month.partition("-")
    return f"{MONTHS[int(number) - 1]} {year}"


def class_name(name: str) -> str:
    """A class; those without one have a word too."""
    return name or "sans classe"


def sessions_named(numbers: Sequence[str]) -> str:
    """The sessions a figure comes from."""
    return ", ".join(numbers) or "—"


def _classes(told: Activity) -> Sequence[Group]:
    """Where nobody has a class there is nothing to tell by class."""
    return told.classes if any(group.name for group in told.classes) else ()


def _whole(told: Activity) -> Section:
    sessions = (
        ("Sessions tenues", told.held),
        ("Sessions finalisées", told.finalised),
        ("… dans les 48 h", told.in_time),
        ("… après les 48 h", told.late),
        ("Sessions à finaliser", told.waiting),
        ("… hors délai", told.overdue),
        ("Sessions sans test démarré", told.not_held),
    )
    rows = [(title, str(len(found)), sessions_named([f.number for f in found])) for title, found in sessions]
    rows += [
        (title, str(told.whole[name].value), sessions_named(told.whole[name].sessions))
        for name, title in figure_titles(told).items()
        if name in told.whole.figures
    ]
    running = [f.number for f in told.running]
    remark = f"Des tests sont en cours : ces chiffres changeront encore (session {', '.join(running)})."
    columns = (
        YearColumn("Chiffre", 90),
        YearColumn("Valeur", 30, is_number=True),
        YearColumn("Sessions d'où il vient"),
    )
    return Section("L'année", columns, rows, remark if running else "")


def _groups(title: str, what: str, told: Activity, groups: Sequence[Group], name: Callable[[str], str]) -> Section:
    shown = {
        figure: titles for figure, titles in _SHORT.items() if told.is_exact or figure not in told.protected.figures
    }
    columns = (
        YearColumn(what, 30),
        YearColumn("Sessions", 16, is_number=True, short="Sess."),
        *(YearColumn(long, 21, is_number=True, short=short) for long, short in shown.values()),
        YearColumn("Numéros des sessions"),
    )
    rows = [
        (
            name(group.name),
            str(len(group.sessions)),
            *(str(group[figure].value) if group.sessions else "—" for figure in shown),
            sessions_named(group.sessions),
        )
        for group in groups
    ]
    return Section(title, columns, rows)


def _finalised_by_month(told: Activity) -> Section:
    def of(month: str, found: Sequence[Figures]) -> str:
        return str(sum(f.month == month for f in found))

    columns = (
        YearColumn("Mois", 40),
        *(
            YearColumn(t, 30, is_number=True)
            for t in ("Tenues", "Finalisées", "Dans les 48 h", "Après 48 h", "À finaliser")
        ),
        YearColumn("Délai médian"),
    )
    parts = (told.held, told.finalised, told.in_time, told.late, told.waiting)
    rows = [
        (
            month_name(month.name),
            *(of(month.name, part) for part in parts),
            _median([f for f in told.finalised if f.month == month.name]),
        )
        for month in told.months
    ]
    return Section("Finalisation par mois", columns, rows)


def _median(found: Sequence[Figures]) -> str:
    delays = [f.finalised_at - f.ended_at for f in found if f.finalised_at and f.ended_at]
    return span(median(delays)) if delays else "—"  # type: ignore[type-var]


def _codes(told: Activity) -> Section:
    labels = _labels()
    columns = (
        YearColumn("Code", 14),
        YearColumn("Libellé", 120),
        YearColumn("Nombre", 20, is_number=True),
        YearColumn("Sessions d'où il vient"),
    )
    rows = []
    for code in told.codes:
        figure = told.of_code(told.whole, code)
        counted = " (candidats)" if code in told.protected.all else ""
        rows.append((code, f"{labels.get(code, '')}{counted}", str(figure.value), sessions_named(figure.sessions)))
    return Section("Signalements par code", columns, rows, empty="Aucun signalement.")


def _codes_by(title: str, what: str, told: Activity, groups: Sequence[Group], name: Callable[[str], str]) -> Section:
    codes = codes_of_groups(told)
    columns = (YearColumn(what, 40), *(YearColumn(code, 0, is_number=True) for code in codes))
    rows = [
        (name(group.name), *(str(told.of_code(group, code).value) for code in codes))
        for group in groups
        if group.sessions
    ]
    return Section(title, columns, rows if codes else [])


def codes_of_groups(told: Activity) -> Sequence[str]:
    """Codes that are told by month and by class."""
    return [code for code in told.codes if told.is_exact or code not in told.protected.all]


def _labels() -> dict[str, str]:
    """What the codes are called; today's grid wins over the one of 2021."""
    return {code.code: code.label for edition in ("2021", "current") for code in read_reference(edition).codes}


def _delays(told: Activity, zone: ZoneInfo) -> Section:
    columns = (
        YearColumn("Session", 30),
        YearColumn("Date", 26),
        YearColumn("Fin du dernier test", 44),
        YearColumn("Finalisée le", 44),
        YearColumn("Délai", 30, is_number=True),
        YearColumn("48 h"),
    )
    rows = [
        (
            figures.number,
            f"{figures.day:%d/%m/%Y}",
            _moment(display_end(figures.ended_at) if figures.ended_at else None, zone),
            _moment(figures.finalised_at, zone),
            span(figures.finalised_at - figures.ended_at) if figures.finalised_at and figures.ended_at else "—",
            standing(told, figures),
        )
        for figures in told.held
    ]
    return Section("Délais de finalisation", columns, rows)


def standing(told: Activity, figures: Figures) -> str:
    """How a session stands to its 48 hours."""
    if figures.is_late:
        return "hors délai"
    if figures.finalised_at is not None:
        return "dans le délai"
    if figures.is_overdue(told.now):
        return "à finaliser, hors délai"
    return "en cours" if figures.ended_at is None else "à finaliser"


def _not_held(told: Activity) -> Section:
    # Not how many are enrolled: it would tell how many were added once the session is held.
    rows = [(f.number, f"{f.day:%d/%m/%Y}") for f in told.not_held]
    return Section(
        "Sessions sans test démarré",
        (YearColumn("Session", 40), YearColumn("Date")),
        rows,
        "À venir ou non tenues : elles ne sont dans aucun autre chiffre.",
    )


def _left_out(left_out: Sequence[Unread]) -> Section:
    columns = (YearColumn("Session", 40), YearColumn("Pourquoi"))
    rows = [(one.number, one.why) for one in left_out]
    return Section("Sessions laissées de côté", columns, rows, "Elles ne sont dans aucun chiffre.")


def _moment(at: datetime | None, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%d/%m/%Y %H:%M}" if at is not None else "—"


# For spreadsheets --------------------------------------------------------------------------------------


def report_csv(told: Activity) -> bytes:
    """Each figure on a line of its own, with the sessions it comes from."""
    heading = ("Année scolaire", "Regroupement", "Nom", "Chiffre", "Valeur", "Sessions")
    if told.is_exact:
        return table((*heading, "Diffusion"), ((str(told.year), *line, WARNING) for line in _lines(told)))
    return table(heading, ((str(told.year), *line) for line in _lines(told)))


def _lines(told: Activity) -> Iterator[tuple[CsvCell, ...]]:
    for group, what, name in (
        (told.whole, "année", str(told.year)),
        *((month, "mois", month.name) for month in told.months),
        *((one, "classe", class_name(one.name)) for one in _classes(told)),
    ):
        yield what, name, "Sessions tenues", len(group.sessions), " ".join(group.sessions)
        if what != "classe":
            yield from _finalisation_lines(told, group, what, name)
        for figure, title in ((name, title) for name, title in figure_titles(told).items() if name in group.figures):
            yield what, name, title, _cell(group[figure].value), " ".join(group[figure].sessions)
        for code in told.codes if what == "année" else codes_of_groups(told):
            found = told.of_code(group, code)
            counted = "Candidats concernés par" if code in told.protected.all else "Signalements"
            yield what, name, f"{counted} {code}", _cell(found.value), " ".join(found.sessions)
    for figures in told.held:
        if figures.finalised_at and figures.ended_at:
            minutes = int((figures.finalised_at - figures.ended_at).total_seconds() // 60)
            yield "session", figures.number, "Délai de finalisation (min)", minutes, figures.number
    for figures in told.not_held:
        yield "session", figures.number, "Sans test démarré", f"{figures.day:%d/%m/%Y}", figures.number


def _finalisation_lines(told: Activity, group: Group, what: str, name: str) -> Iterator[tuple[CsvCell, ...]]:
    parts = {
        "Sessions finalisées": told.finalised,
        "Sessions finalisées dans les 48 h": told.in_time,
        "Sessions finalisées après les 48 h": told.late,
        "Sessions à finaliser": told.waiting,
    }
    for title, found in parts.items():
        numbers = [f.number for f in found if f.number in group.sessions]
        yield what, name, title, len(numbers), " ".join(numbers)


def _cell(value: Count) -> CsvCell:
    return value.figure
