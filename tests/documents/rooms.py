"""Sessions that papers are made of: rooms of any size, and one in which everything happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from data.reference import read_room_texts
from supervisor import action as act
from supervisor.event import EvidenceKept
from tests.supervisor.support import EXTRA_TIMES, NAMES, Bench, newcomer

LONGEST_LAST = ("VAN DEN BROECKE-KŐSZEGHY DE ŁÓDŹ-NGUYỄN-ȘTEFĂNESCU-ÞORSTEINN " * 2)[:60].strip()
LONGEST_FIRST = ("Marie-Antoinette Élisabeth Guðrún Žofia Ngọc-Ánh Çağla Dvořák " * 2)[:60].strip()
"""Sixty characters of names, in the letters of a dozen languages."""
LONGEST_TEXT = (
    "Le poste 12 s'est éteint deux fois ; la candidate a repris sur le poste de secours, devant témoin. " * 6
)[:500]
LONGEST_WORD = "https://exemple.invalid/" + "a1b2c3d4" * 59 + "fini"
"""500 characters without a space."""


def room(count: int, *, school: bool = True, **more: object) -> Bench:
    """That many candidates; every fourth has the longest names."""
    listed = []
    for rank in range(count):
        last, first, _ = NAMES[rank % len(NAMES)]
        who = newcomer(
            LONGEST_LAST if rank % 4 == 0 else f"{last} {rank}",
            LONGEST_FIRST if rank % 4 == 0 else first,
            date(2010, 1 + rank % 12, 1 + rank % 28),
            extra_time=EXTRA_TIMES[rank % len(EXTRA_TIMES)],
            class_name="3eB" if school else "",
            seat=f"B{rank + 1:02}",
        )
        if not school:
            who = replace(who, identity=who.identity.model_copy(update={"local_id": f"INE-{rank:07}"}))
        listed.append(who)
    return Bench(listed=tuple(listed), **more)  # type: ignore[arg-type]


def eventful(count: int = 21, **more: object) -> Bench:
    """A session in full course, with long texts everywhere; it needs ten candidates at least."""
    bench = room(count, **more)  # type: ignore[arg-type]
    first, second = (key for key, _ in read_room_texts().checklist[:2])
    bench.do(act.CheckRoomPoint(first))
    bench.do(act.CheckRoomPoint(second, ok=False, remark="un seul poste de secours pour 21"))
    bench.do(act.RecordTraining("Mme Roy", "Paul Durand, référent", date(2026, 9, 15)))
    bench.do(act.RecordDerogation("Pix autorise 24 candidats, message du 3 novembre"))
    everybody = tuple(range(1, count + 1))
    bench.at("08:50")
    for number in everybody[2:]:
        bench.do(act.CheckIdentity(number, attested_by="M. Blanc, proviseur adjoint" if number == 5 else None))
    bench.at("08:52").do(act.Mark("sign", everybody[3:]))
    bench.at("09:01:40").do(act.Mark("start", everybody[2:]))
    bench.do(act.Mark("absent", (1,)))
    bench.do(act.Mark("not-certifiable", (2,)))
    bench.at("09:20").do(act.RecordIncident("C7", (3,), text=LONGEST_TEXT))
    bench.do(act.RecordIncident("C8", (4,), text=LONGEST_WORD))
    bench.do(act.RecordIncident("C8", (4,), text="arrivé en retard"))
    bench.do(act.RetractIncident(bench.last_id, "mauvais candidat"))
    bench.at("09:41").do(act.RecordIncident("E2", (5,), question=12, text="écran figé"), at="09:38")
    bench.do(act.CloseAlert(5, "validated", None))
    bench.at("09:50").do(act.BeginGlobal("coupure du réseau de l'établissement", fault="centre"))
    bench.at("09:57").do(act.EndGlobal())
    bench.at("10:00").do(act.WriteNote("le car du collège est en retard"))
    bench.do(act.ChangeSeat(6, "Z99"))
    bench.do(act.Undo())
    bench.at("10:10").do(
        act.ReportFraud(
            7, "communication", LONGEST_TEXT, "téléphone écarté, test non interrompu", ("M. Petit, enseignant",),
            (
                EvidenceKept(name="capture d'écran du poste B07.png", sha256="ab12" * 16, size=1_234_567),
                EvidenceKept(name="photo.jpg", sha256="0f9e" * 16, size=48),
            ),
        )
    )  # fmt: skip
    bench.do(act.ReportFraud(8, "usurpation", "la photo de la pièce n'est pas la sienne"))
    bench.at("10:40").do(act.AdjustTime((9,), 10, "casque en panne"))
    bench.at("10:50").do(act.Finish(everybody[3:9]))
    bench.do(act.StopTest((3,), "end", "technical"))
    return bench


def closed(bench: Bench) -> Bench:
    """The same, its tests all ended, closed and sealed."""
    running = tuple(number for number, who in bench.session.candidates.items() if who.is_running)
    bench.at("13:30").do(act.Finish(running))
    bench.do(act.WriteComment("Une coupure de sept minutes ; tous ont pu terminer."))
    bench.do(act.CloseSession(force=True))
    return bench
