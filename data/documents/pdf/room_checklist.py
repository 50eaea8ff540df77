"""The check-list of the room as it was ticked, and who trained the surveillants: what a visite de contrôle looks at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from data.documents.pdf.sheet import Sheet
from data.documents.pdf.table import Column, Table
from data.reference import read_room_texts
from supervisor.candidate import plain
from supervisor.session import Session, Training
from supervisor.training import training_of
from supervisor.wording import dated_start, plural, typographic

_FOUND = {True: "☑ bon", False: "☒ à revoir", None: "☐"}


def documents(session: Session, now: datetime, trained: Sequence[Training] = ()) -> dict[str, bytes]:
    """The points of the list with what was found, those nobody looked at with an empty box to tick by hand.

    Args:
        session: its state.
        now: the instant it is made at.
        trained: trainings that the store knows besides: they belong to the person, from their day on.
    """
    sheet = Sheet(session, "VÉRIFICATION DE LA SALLE", now, is_record=bool(session.room_points))
    points = list(_points(session))
    seen = sum(1 for row in points if row[1] != _FOUND[None])
    sheet.paragraph(f"{plural(seen, 'point vérifié', 'points vérifiés')} sur {len(points)}.")
    columns = [
        Column("Point", 68),
        Column("Constat", 22, bold=True),
        Column("Par", 28),
        Column("Le", 22),
        Column("Remarque"),
    ]
    Table(sheet, columns, size=8.5, least=8.5).write(points)
    sheet.heading("Surveillants et leur formation")
    trainings = Table(
        sheet, [Column("Surveillant", bold=True), Column("Formé par"), Column("Le", 30)], size=8.5, least=8
    )
    trainings.write(_trainings(session, trained), empty="Aucun surveillant n'est nommé.")
    if session.derogations:
        sheet.heading("Dérogation au « un surveillant pour 20 candidats »")
        Table(sheet, [Column("Noté le", 30), Column("Dérogation")], size=8.5).write(
            (_moment(session, note.at), note.text) for note in session.derogations
        )
    sheet.signatures(["Vérifié par (nom, signature)", "Le référent Pix (nom, signature)"])
    return {"verification-salle.pdf": sheet.output()}


def _points(session: Session) -> Iterator[Sequence[str]]:
    texts = dict(read_room_texts().checklist)
    # A point that a later Vigie no longer lists was looked at all the same.
    for key in dict.fromkeys((*texts, *session.room_points)):
        found = session.room_points.get(key)
        text = typographic(texts.get(key, key))
        if found is None:
            yield text, _FOUND[None], "", "", ""
        else:
            yield text, _FOUND[found.ok], found.author, _moment(session, found.at), found.remark


def _trainings(session: Session, trained: Sequence[Training]) -> Iterator[Sequence[str]]:
    """Each surveillant with the training that holds on the day; one that came later is shown with its day."""
    noted = (*session.trainings, *trained)
    names = {plain(name): name for name in (*(t.name for t in session.trainings), *session.surveillants)}
    for key, name in names.items():
        later = min((one for one in noted if plain(one.name) == key), key=lambda one: one.on, default=None)
        training = training_of(name, session.day_held, noted) or later
        if training is None:
            yield name, "non noté", ""
        else:
            yield name, training.trainer, f"{training.on:%d/%m/%Y}"


def _moment(session: Session, at: datetime) -> str:
    return dated_start(session, at)
