"""The file for a visite de contrôle: rooms, people and how sessions were run (DOMAIN.md sections 8 and 10).

No candidate is named in it. Neither does it say how many were there or absent, or whom a code about temps majoré or
fraud concerned: next to the annual report that would give small numbers away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from data.documents.yearly.report import Unread
from data.documents.yearly.section import Section, YearColumn, YearDocument
from data.reference import read_room_texts
from supervisor.activity import Activity, Count, exactly, in_steps, in_wide_steps
from supervisor.cover import lacking_surveillants
from supervisor.incident import GlobalIncident
from supervisor.outage import lasted
from supervisor.seal import groups
from supervisor.session import Session, Training
from supervisor.training import training_of
from supervisor.wording import PHASE, dated_start, listed, plural, span

Sessions = Mapping[str, Session]
"""By the number that the report gives them."""
_FAULT = {"centre": "centre", "other": "autre"}


def control(
    told: Activity,
    sessions: Sessions,
    zone: ZoneInfo,
    left_out: Sequence[Unread] = (),
    trained: Sequence[Training] = (),
) -> YearDocument:
    """The file of a school year.

    Args:
        told: its figures.
        sessions: those that are still there, by date, rehearsals left out.
        zone: local time of the document.
        left_out: sessions that could not be read.
        trained: what the stores know beside these sessions: their registers, sessions of other years.
    """
    year = told.year
    erased = [f.number for f in told.held if f.is_left]
    sections = (
        _overview(sessions),
        _trainings(sessions, trained),
        _derogations(sessions),
        _incidents(sessions, told.protected.all),
        _globals(sessions),
        _protected(told),
        *(_checklist(number, session) for number, session in sessions.items() if session.room_points),
        _unchecked(sessions),
        Section("Sessions effacées au terme de leur conservation", [YearColumn("Session")], [[n] for n in erased]),
        Section(
            "Sessions illisibles",
            [YearColumn("Session", 40), YearColumn("Pourquoi")],
            [[o.number, o.why] for o in left_out],
        ),
    )
    return YearDocument(
        name="Visite de contrôle",
        year=str(year),
        subtitle=f"Certification Pix, du 1er septembre {year.first} au 31 août {year.first + 1}",
        made=f"Établi le {told.now.astimezone(zone):%d/%m/%Y à %H:%M} ({zone.key}).",
        standing="Les journaux scellés font foi : vigie check les vérifie",
        sections=[section for section in sections if section.is_there],
        remarks=(
            (
                "Heures locales de chaque session. Aucun candidat n'est nommé. Le sceau est le début de l'empreinte de "
                "la clôture : le même figure sur tous les papiers de la session."
            ),
            (
                "Un pour vingt : le nombre de surveillants notés pour celui des candidats ayant composé. Les inscrits "
                "sont dits par paliers : à côté de ceux qui ont composé, leur nombre dirait les absences."
            ),
        ),
    )


def _overview(sessions: Sessions) -> Section:
    columns = (
        YearColumn("Session", 18),
        YearColumn("Date", 28),
        YearColumn("Site et salle", 44),
        YearColumn("Inscrits", 16, is_number=True),
        YearColumn("Surveillants", 42),
        YearColumn("Un pour vingt", 28),
        YearColumn("État", 22),
        YearColumn("Sceau"),
    )
    rows = [
        (
            number,
            f"{session.date:%d/%m/%Y} {session.start}",
            ", ".join(part for part in (session.site, session.room) if part) or "—",
            str(_enrolled(session)),
            ", ".join(session.surveillants) or "non noté",
            _ratio(session),
            PHASE[session.phase].capitalize(),
            groups(session.seal) if session.seal else "non close",
        )
        for number, session in sessions.items()
    ]
    return Section("Sessions", columns, rows, empty="Aucune session.")


def _enrolled(session: Session) -> Count:
    """Next to who took the test the number itself would tell the absents."""
    took_part = sum(who.started_at is not None for who in session.candidates.values())
    others = len(session.candidates) - took_part
    return in_steps(exactly(took_part)) + in_wide_steps(exactly(others))


def _ratio(session: Session) -> str:
    lack = lacking_surveillants(session)
    if lack is None:
        return "—"
    if session.derogations:
        return "dérogation"
    return f"il manque {plural(lack, 'surveillant')}" if lack else "oui"


def _trainings(sessions: Sessions, trained: Sequence[Training]) -> Section:
    """Each training that a surveillant of the year had, with the sessions it held for; and those who had none."""
    noted = (*trained, *(training for session in sessions.values() for training in session.trainings))
    found: dict[tuple[str, str, str], list[str]] = {}
    for number, session in sessions.items():
        for name in dict.fromkeys((*session.surveillants, *(training.name for training in session.trainings))):
            held = training_of(name, session.date, noted)
            who = (held.name, held.trainer, f"{held.on:%d/%m/%Y}") if held is not None else (name, "non noté", "—")
            found.setdefault(who, []).append(number)
    columns = (
        YearColumn("Surveillant", 60),
        YearColumn("Formé par", 70),
        YearColumn("Le", 30),
        YearColumn("Vaut pour la session"),
    )
    rows = [(*who, ", ".join(dict.fromkeys(numbers))) for who, numbers in sorted(found.items())]
    return Section("Formation des surveillants", columns, rows, empty="Aucun surveillant n'est nommé.")


def _derogations(sessions: Sessions) -> Section:
    columns = (YearColumn("Session", 30), YearColumn("Noté le", 40), YearColumn("Dérogation"))
    rows = [
        (number, _moment(session, note.at), note.text)
        for number, session in sessions.items()
        for note in session.derogations
    ]
    return Section("Dérogations au « un surveillant pour 20 candidats »", columns, rows, empty="Aucune dérogation.")


def _incidents(sessions: Sessions, protected: tuple[str, ...]) -> Section:
    columns = (YearColumn("Session", 30), YearColumn("Signalements"))
    held = {number: session for number, session in sessions.items() if session.first_start is not None}
    rows = [(number, _counted(session, protected)) for number, session in held.items()]
    return Section(
        "Signalements par session",
        columns,
        rows,
        f"Sans {listed(protected, 'ni')}, comptés à l'année seulement.",
    )


def _counted(session: Session, protected: tuple[str, ...]) -> str:
    codes = Counter(i.code for i in session.incidents.values() if i.counts and i.code not in protected)
    return ", ".join(f"{code} × {number}" for code, number in sorted(codes.items())) or "aucun"


def _globals(sessions: Sessions) -> Section:
    columns = (YearColumn("Session", 30), YearColumn("De", 40), YearColumn("Durée", 30), YearColumn("Du fait de"))
    rows = [
        (number, _moment(session, outage.begin), _length(session, outage), _FAULT.get(outage.fault, "non dit"))
        for number, session in sessions.items()
        for outage in session.globals.values()
    ]
    return Section("Incidents globaux", columns, rows)


def _length(session: Session, outage: GlobalIncident) -> str:
    end = session.end_of(outage)
    return span(lasted(session, outage, end)) if end is not None else "en cours"


def _protected(told: Activity) -> Section:
    columns = (YearColumn("Code", 30), YearColumn("Candidats concernés"))
    rows = [(code, str(told.of_code(told.whole, code).value)) for code in told.protected.all]
    return Section("Temps majoré et fraude, à l'année", columns, rows)


def _checklist(number: str, session: Session) -> Section:
    columns = (
        YearColumn("Point", 100),
        YearColumn("Constat", 26),
        YearColumn("Par", 40),
        YearColumn("Le", 36),
        YearColumn("Remarque"),
    )
    title = f"Session {number} du {session.date:%d/%m/%Y} : vérification de la salle"
    return Section(title, columns, list(_points(session)))


def _unchecked(sessions: Sessions) -> Section:
    rows = [
        (number, f"{session.date:%d/%m/%Y}")
        for number, session in sessions.items()
        if session.first_start is not None and not session.room_points
    ]
    title = "Sessions tenues sans vérification de la salle notée"
    return Section(title, (YearColumn("Session", 40), YearColumn("Date")), rows)


def _points(session: Session) -> Iterator[Sequence[str]]:
    texts = dict(read_room_texts().checklist)
    for key in dict.fromkeys((*texts, *session.room_points)):
        found = session.room_points.get(key)
        if found is None:
            yield texts.get(key, key), "non noté", "", "", ""
        else:
            state = "bon" if found.ok else "à revoir"
            yield texts.get(key, key), state, found.author, _moment(session, found.at), found.remark


def _moment(session: Session, at: datetime) -> str:
    return dated_start(session, at)
