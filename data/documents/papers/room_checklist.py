"""The check-list of the room as it was ticked, and who trained the surveillants: what a visite de contrôle looks at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from data.documents.parts import BOX, CROSSED, TICKED, Column, Grid, Heading, Paper, Part, Signatures, Text
from data.reference import read_room_texts
from supervisor.candidate import plain
from supervisor.session import Session, Training
from supervisor.training import training_of
from supervisor.wording import dated_start, plural, typographic

_FOUND = {True: f"{TICKED} bon", False: f"{CROSSED} à revoir", None: BOX}


def papers(session: Session, _now: datetime, trained: Sequence[Training] = ()) -> Iterator[Paper]:
    """The points of the list with what was found, those nobody looked at with an empty box to tick by hand.

    Args:
        session: its state.
        _now: the instant it is made at.
        trained: trainings that the store knows besides: they belong to the person, from their day on.
    """
    parts = list(_parts(session, trained))
    yield Paper("verification-salle", "VÉRIFICATION DE LA SALLE", parts, is_record=bool(session.room_points))


def _parts(session: Session, trained: Sequence[Training]) -> Iterator[Part]:
    points = list(_points(session))
    seen = sum(1 for row in points if row[1] != _FOUND[None])
    yield Heading("Points de la liste", is_silent=True)
    yield Text(f"{plural(seen, 'point vérifié', 'points vérifiés')} sur {len(points)}.")
    columns = [
        Column("Point", 68, names=True),
        Column("Constat", 23, bold=True),
        Column("Par", 28),
        Column("Le", 22, tells_hours=True),
        Column("Remarque"),
    ]
    yield Grid("Points de la liste", columns, points, least=8.5)
    title = "Surveillants et leur formation"
    yield Heading(title)
    columns = [Column("Surveillant", bold=True, names=True), Column("Formé par"), Column("Le", 30)]
    yield Grid(title, columns, list(_trainings(session, trained)), "Aucun surveillant n'est nommé.", least=8)
    if session.derogations:
        title = "Dérogation au « un surveillant pour 20 candidats »"
        yield Heading(title)
        columns = [Column("Noté le", 34, tells_hours=True), Column("Dérogation")]
        yield Grid(title, columns, [(_moment(session, note.at), note.text) for note in session.derogations])
    yield Signatures(["Vérifié par (nom, signature)", "Le référent Pix (nom, signature)"])


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
