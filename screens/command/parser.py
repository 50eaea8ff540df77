"""The words of the command: every verb with its options and its help. Nothing is looked at yet."""

from __future__ import annotations

import argparse
import sys
from functools import cache

from screens.command.french import (
    FrenchParser,
    InOrder,
    Later,
    Words,
    day,
    deeds_of,
    event_numbers,
    school_year,
    session_number,
    share,
    speed,
)
from screens.command.hub.forms import add_hub, add_send, add_which_hub
from screens.command.stores import OneStore, add_stores

_DESCRIPTION = """\
Surveiller une session de certification Pix depuis un terminal.

Sans verbe : l'écran d'accueil, avec les sessions de ce poste.
`lines` mène une session sans écran, pour un lecteur d'écran ou un script ; `status`, `do` et `log` une ligne à la fois.
"""
_CODES = """\
Codes de sortie : 0 fait · 1 refusé, ou vérification échouée · 2 commande ou données à corriger ·
3 le dossier des sessions ne peut pas servir.
"""


def parse(words: list[str], *, may_lack_verb: bool = False) -> argparse.Namespace:
    """What was asked: the verb and its options.

    `store` and `author` are there only when they were given.

    Args:
        words: of the command, without the program's name.
        may_lack_verb: no verb is the home screen; `verb` is None then.

    Raises:
        SystemExit: help or version was asked for (0), or the command cannot be understood (2).
    """
    return _parser(needs_verb=not may_lack_verb).parse_args(words)


@cache
def actions() -> tuple[str, ...]:
    """The words of the actions of `do`."""
    return deeds_of(_parser())


@cache
def _parser(*, needs_verb: bool = True) -> FrenchParser:
    parser = FrenchParser(prog="vigie", description=_DESCRIPTION, epilog=_CODES)
    parser.add_argument("--version", action=_Version, help="dire la version")
    _add_where(parser)
    verbs = parser.add_subparsers(dest="verb", metavar="VERBE", title="Verbes ", required=needs_verb)
    _add_import(verbs.add_parser("import", help="créer des sessions à partir de listes de candidats"))
    _add_run(verbs.add_parser("run", help="surveiller une session à l'écran"))
    _add_review(verbs.add_parser("review", help="regarder les sessions, en direct ou passées, sans rien y changer"))
    _add_demo(verbs.add_parser("demo", help="s'exercer : une répétition avec 20 candidats fictifs"))
    _add_status(verbs.add_parser("status", help="dire où en est une session, ou toutes"))
    _add_do(verbs.add_parser("do", help="noter une action : émargement, début, fin, signalement…"))
    _add_lines(verbs.add_parser("lines", help="mener une session en lignes : une invite, des annonces (lignes)"))
    _add_log(verbs.add_parser("log", help="lire le journal d'une session"))
    _add_check(verbs.add_parser("check", help="prouver qu'un journal est entier"))
    _add_instructions(verbs.add_parser("instructions", help="dire les consignes à lire, ou le code d'accès"))
    _add_closing(verbs.add_parser("closing", help="dire ce que la clôture attend : manques, verdicts, cases"))
    _add_papers(verbs.add_parser("papers", help="écrire les papiers : convocations, émargement…"))
    _add_finalise(verbs.add_parser("finalise", help="finaliser une session close : la fiche, ligne à ligne"))
    _add_export(verbs.add_parser("export", help="écrire les documents d'une session"))
    _add_report(verbs.add_parser("report", help="le rapport annuel : les sessions d'une année en chiffres"))
    _add_training(verbs.add_parser("training", help="qui a formé les surveillants : lire, noter"))
    _add_purge(verbs.add_parser("purge", help="effacer les sessions dont le délai est passé"))
    _add_find(verbs.add_parser("find", help="chercher une personne dans toutes les sessions"))
    _add_forget(verbs.add_parser("forget", help="effacer les données d'une personne, à sa demande"))
    send = verbs.add_parser("send", help="envoyer au concentrateur ce que ce poste a noté")
    add_send(send)
    _add_where(send)
    _add_hub(verbs.add_parser("hub", help="préparer un concentrateur : plusieurs postes, une seule vue"))
    _add_doctor(verbs.add_parser("doctor", help="vérifier ce poste : terminal, horloge, dossier des sessions…"))
    return parser


class _Version(argparse.Action):
    """Prints the version, which is looked up only then."""

    def __init__(self, option_strings: list[str], dest: str, **kwargs: object) -> None:
        super().__init__(option_strings, argparse.SUPPRESS, nargs=0, help=str(kwargs["help"]))

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("vigie")
        except PackageNotFoundError:
            number = "(non installée)"
        if sys.stdout is not None:
            sys.stdout.write(f"vigie {number}\n")
        parser.exit()


def _add_everywhere(parser: Words) -> None:
    """The options that may stand before the verb or after it."""
    hidden = argparse.SUPPRESS
    parser.add_argument(
        "--store",
        metavar="DOSSIER",
        action=OneStore,
        default=hidden,
        help="dossier des sessions (sinon VIGIE_STORE, ou celui du système)",
    )
    _add_author(parser)


def _add_where(parser: Words) -> None:
    """The same, with the hub that what is recorded goes to."""
    _add_everywhere(parser)
    add_which_hub(parser)


def _add_author(parser: Words) -> None:
    parser.add_argument(
        "--as",
        metavar="NOM",
        dest="author",
        default=argparse.SUPPRESS,
        help="qui agit (sinon le nom d'utilisateur)",
    )


def _add_session(parser: Later, *, optional: bool = False) -> None:
    parser.add_argument(
        "number", metavar="N", type=session_number, nargs="?" if optional else None, help="numéro de la session"
    )


def _add_import(parser: Later) -> None:
    parser.describe(
        "Créer des sessions à partir de listes de candidats : ODS ou XLSX de Pix Certif, CSV, SIECLE (XML ou zip).\n"
        "Avec une seule erreur dans un fichier, rien n'est créé."
    )
    parser.add_argument("files", metavar="FICHIER", nargs="+", help="liste de candidats")
    add = parser.add_argument
    add("--session", metavar="N", dest="sessions", action=InOrder, default=[], help="numéro de session (répétable)")
    add("--site", metavar="SITE", help="nom du site, si la liste ne le dit pas")
    add("--room", metavar="SALLE", help="salle, si la liste ne la dit pas")
    add("--date", metavar="DATE", help="jour de la session, 2026-11-22")
    add("--start", metavar="HEURE", help="heure locale du début, 09:00")
    add(
        "--surveillant", metavar="NOM", dest="surveillants", action="append", default=[], help="surveillant (répétable)"
    )
    add("--timezone", metavar="FUSEAU", help="fuseau horaire, Europe/Paris")
    add("--certification", metavar="CODE", help="certification de la session, CORE sinon")
    add("--edition", metavar="ÉDITION", help="grille des signalements : current ou 2021")
    add("--access-code", metavar="-", help="« - » : lire le code d'accès sur l'entrée standard")
    add(
        "--class", metavar="CLASSE", dest="classes", action=InOrder, default=[],
        help="classe à prendre (répétable) ; « --class 3A --session 208 --class 3B --session 209 » : deux sessions",
    )  # fmt: skip
    add(
        "--split", metavar="N", type=share,
        help="liste sans session : en sessions de N candidats au plus, par ordre alphabétique",
    )  # fmt: skip
    add(
        "--update",
        action="store_true",
        help="session déjà là : reprendre sa liste (les nouveaux seuls, dès qu'un a rejoint)",
    )
    add("--group", metavar="GROUPE", help="groupe qui pourra lire les sessions ; à la création du dossier")
    _add_everywhere(parser)


def _add_run(parser: Later) -> None:
    parser.describe("Surveiller une session à l'écran. Chaque action est sur le disque avant d'être montrée.")
    _add_session(parser)
    _add_where(parser)


def _add_review(parser: Later) -> None:
    parser.describe(
        "Regarder les sessions sans rien y changer : celles du jour en direct, celles à finaliser, les archives ;\n"
        "et relire chacune telle qu'elle était à un instant passé."
    )
    _add_session(parser, optional=True)
    add_stores(parser)
    _add_author(parser)


def _add_demo(parser: Later) -> None:
    parser.describe("Une RÉPÉTITION avec 20 candidats fictifs, dans un dossier temporaire effacé à la fin.")
    parser.add_argument(
        "--speed", metavar="N", type=speed, default=1.0, help="une séance guidée, N fois plus vite (60, dix minutes)"
    )
    _add_everywhere(parser)


def _add_status(parser: Later) -> None:
    parser.describe(
        "Dire où en est une session ; sans numéro, toutes celles du dossier ; avec un candidat, lui seul, en une "
        "phrase."
    )
    _add_session(parser, optional=True)
    parser.add_argument("who", metavar="CANDIDAT", nargs="*", help="numéro, nom ou place")
    parser.add_argument("--json", action="store_true", help="pour un autre programme (docs/json.md)")
    parser.add_argument("--full", action="store_true", help="avec les dates de naissance et les classes")
    parser.add_argument("--sentences", action="store_true", help="en phrases, une par candidat, sans colonnes")
    parser.add_argument("--watch", action="store_true", help="puis une ligne à chaque changement, jusqu'à Ctrl+C")
    parser.add_argument("--bell", action="store_true", help="--watch : sonner avec ce qui demande quelqu'un")
    add_stores(parser)
    _add_author(parser)


def _add_do(parser: Later) -> None:
    parser.describe("Noter une action dans une session. « vigie do 208 sign --help » explique une action.")
    _add_session(parser)
    _add_where(parser)
    parser.then(_add_actions)


def _add_actions(parser: FrenchParser) -> None:
    from screens.command.do.forms import add_actions

    add_actions(parser, _add_where)


def _add_lines(parser: Later) -> None:
    parser.describe(
        "Mener une session en lignes, sans écran : chaque ligne est une action de « vigie do » (aussi en français),\n"
        "ou demande où on en est. Entre deux réponses, ce qui demande quelqu'un est annoncé, et redit tant que cela\n"
        "dure. Sans numéro, la session est demandée. Les lignes d'un fichier ou d'un autre programme sont un script : "
        "il s'arrête\nà la première qui est refusée, avec son code de sortie ; « # » commence une remarque."
    )
    _add_session(parser, optional=True)
    parser.add_argument("--bell", action="store_true", help="sonner avec ce qui demande quelqu'un")
    _add_where(parser)


def _add_instructions(parser: Later) -> None:
    parser.describe("Ce qui se lit à haute voix avant le test, et ce que fait chaque candidat, phrase par phrase.")
    _add_session(parser)
    parser.add_argument("--code", action="store_true", help="plutôt le code d'accès, signe par signe")
    _add_everywhere(parser)


def _add_closing(parser: Later) -> None:
    parser.describe(
        "Ce qui sépare une session de son sceau, une phrase chacun, avec les mots de « vigie do N » qui le règlent."
    )
    _add_session(parser)
    _add_everywhere(parser)


def _add_log(parser: Later) -> None:
    parser.describe(
        "Le journal d'une session : une ligne par événement, dans l'ordre où ils ont été notés. Ce qui est demandé\n"
        "par --candidate, --kind, --code, --author, --since et --until vaut ensemble, aussi avec --follow et --json."
    )
    _add_session(parser, optional=True)
    parser.add_argument(
        "--access", action="store_true", help="plutôt qui a lu ou exporté ; sans N, toutes les sessions"
    )
    parser.add_argument("--follow", action="store_true", help="puis chaque événement dès qu'il est noté (Ctrl+C finit)")
    parser.add_argument("--json", action="store_true", help="pour un autre programme (docs/json.md)")
    _add_narrowing(parser)
    add_stores(parser)
    _add_author(parser)


def _add_narrowing(parser: Later) -> None:
    """Which events of a journal are told (`screens.command.narrowing`)."""
    parser.add_argument(
        "--candidate", metavar="CANDIDAT", help="ce qui concerne un candidat : numéros (3,5,9-12), ou assez de son nom"
    )
    parser.add_argument(
        "--kind", metavar="SORTES", dest="kinds", action="append",
        help="incidents, temps, parcours, identité, annulations, session, ou de docs/json.md : temps,test_started",
    )  # fmt: skip
    parser.add_argument(
        "--code", metavar="CODE", dest="codes", action="append", help="un code de la grille : E2 (répétable)"
    )
    parser.add_argument("--author", metavar="NOM", dest="noted_by", help="ce qu'une personne a noté")
    parser.add_argument(
        "--since", metavar="INSTANT",
        help="à partir de là : 09:30 (le jour de la session), 24/11/2026 00:20, 24/11/2026, « il y a 10 min »",
    )  # fmt: skip
    parser.add_argument("--until", metavar="INSTANT", help="jusque-là compris ; un jour seul : jusqu'à sa fin")


def _add_check(parser: Later) -> None:
    parser.describe("Prouver qu'un journal est entier, ou nommer la première ligne qui ne l'est pas.")
    parser.add_argument(
        "target", metavar="N|FICHIER", nargs="?", help="session ou fichier ; sans rien, toutes les sessions du dossier"
    )
    _add_everywhere(parser)


def _add_papers(parser: Later) -> None:
    parser.describe(
        "Écrire les papiers d'une session, en PDF ou en HTML ; sans --only, ceux d'avant : convocations, "
        "emargement, salle."
    )
    _add_session(parser, optional=True)
    parser.add_argument("--date", metavar="JOUR", type=day, help="toutes les sessions de ce jour, un dossier chacune")
    parser.add_argument("--to", metavar="DOSSIER", help="où les écrire (sinon ./vigie-N-DATE/)")
    parser.add_argument(
        "--only",
        metavar="PAPIERS",
        help="seulement ceux-ci : convocations, emargement, salle, secours, signatures, incidents, fraudes, "
        "finalisation, journal, séparés par des virgules",
    )
    parser.add_argument(
        "--html", action="store_true", help="en HTML au lieu de PDF : à lire à l'écran, ou à faire lire"
    )
    parser.add_argument("--force", action="store_true", help="remplacer ceux qui y sont déjà")
    _add_everywhere(parser)


def _add_finalise(parser: Later) -> None:
    parser.describe(
        "La fiche de finalisation d'une session close : ce qui se ressaisit dans Pix Certif.\n"
        "Sans numéro : les sessions qui attendent la leur, avec leur délai."
    )
    _add_session(parser, optional=True)
    parser.add_argument("--lines", action="store_true", help="la dire en phrases, une par ligne à saisir, sans écran")
    _add_everywhere(parser)


def _add_export(parser: Later) -> None:
    parser.describe("Écrire les documents d'une session dans un dossier, ou dans un zip.")
    _add_session(parser)
    parser.add_argument(
        "--to", metavar="DOSSIER", help="où les écrire (sinon ./vigie-N-DATE/) ; « - » : sortie standard"
    )
    parser.add_argument("--only", metavar="SORTES", help="seulement ceux-ci : json,journal,csv,md,pdf,html")
    parser.add_argument("--zip", action="store_true", help="en un seul fichier zip (aussi : --to NOM.zip)")
    parser.add_argument(
        "--sans-nom", dest="nameless", action="store_true", help="sans nom, naissance ni texte, pour des statistiques"
    )
    for other in ("--without-names", "--anonymous"):  # the second is how it was called once
        parser.add_argument(other, dest="nameless", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--force", action="store_true", help="remplacer ceux qui y sont déjà")
    add_stores(parser)
    _add_author(parser)


def _add_report(parser: Later) -> None:
    parser.describe(
        "Les sessions d'une année scolaire en chiffres, sans aucun nom : au terminal, ou en documents avec --to.\n"
        "Absences, temps majorés et fraude n'y sont qu'à l'année et de cinq en cinq : « 0 à 4 », « 5 à 9 »…"
    )
    parser.add_argument("--year", metavar="ANNÉE", type=school_year, help="année scolaire, 2026-2027 (sinon, celle-ci)")
    parser.add_argument("--control", action="store_true", help="plutôt le dossier pour une visite de contrôle")
    parser.add_argument("--exact", action="store_true", help="les nombres exacts : pour le chef d'établissement seul")
    parser.add_argument("--to", metavar="DOSSIER", help="où écrire les documents ; « - » : sortie standard")
    parser.add_argument("--only", metavar="SORTES", help="seulement ceux-ci : md,csv,pdf")
    parser.add_argument("--force", action="store_true", help="remplacer ceux qui y sont déjà")
    add_stores(parser)
    _add_author(parser)


def _add_training(parser: Later) -> None:
    parser.describe(
        "Les formations des surveillants que ce dossier connaît ; avec un nom et --by, en noter une.\n"
        "Notée une fois, elle vaut pour toutes les sessions à partir de son jour."
    )
    parser.add_argument("name", metavar="NOM", nargs="*", help="le surveillant")
    parser.add_argument("--by", metavar="NOM", help="qui l'a formé")
    parser.add_argument("--on", metavar="DATE", type=day, help="le jour : 2026-09-15 ou 15/09/2026 ; aujourd'hui sinon")
    parser.add_argument("--remove", action="store_true", help="ôter du registre ce qui y est noté de ce surveillant")
    _add_everywhere(parser)


def _add_purge(parser: Later) -> None:
    parser.describe(
        "Dire quelles sessions sont à effacer, lesquelles sont gardées et pourquoi ; avec --yes, ou après confirmation "
        "au\nterminal, effacer les premières pour de bon. Une année scolaire part en entier, quand sa dernière session "
        "est\nà son terme. Rien ne part avant la fin des réclamations."
    )
    parser.add_argument("--yes", action="store_true", help="effacer sans autre question")
    parser.add_argument("--session", metavar="N", help="cette session seule, où aucun test n'a démarré")
    parser.add_argument("--before", metavar="DATE", type=day, help="seulement celles tenues avant ce jour, 2026-09-01")
    _add_everywhere(parser)


def _add_find(parser: Later) -> None:
    parser.describe(
        "Dire dans quelles sessions une personne est connue, ce qui en est gardé et jusqu'à quand.\n"
        "« - » lit le nom sur l'entrée standard : l'historique du terminal n'en garde rien. Noté au registre des accès."
    )
    parser.add_argument("name", metavar="NOM", nargs="+", help="le nom, ou le début de chacune de ses parties")
    parser.add_argument("--json", action="store_true", help="pour un autre programme (docs/json.md)")
    add_stores(parser)
    _add_author(parser)


def _add_forget(parser: Later) -> None:
    parser.describe(
        "Effacer ce que Vigie sait d'une personne : ses événements, et ceux où elle est nommée, listés d'abord.\n"
        "Le journal garde la trace de l'effacement, et reste entier."
    )
    _add_session(parser)
    parser.add_argument("candidate", metavar="CANDIDAT", nargs="+", help="son numéro, ou assez de son nom")
    parser.add_argument("--yes", action="store_true", help="effacer sans autre question")
    parser.add_argument(
        "--keep", metavar="N,N", type=event_numbers, default=(), help="événements qui parlent de quelqu'un d'autre"
    )
    parser.add_argument(
        "--force", action="store_true", help="aussi avant la fin des réclamations, si la personne le demande"
    )
    _add_everywhere(parser)


def _add_hub(parser: Later) -> None:
    parser.then(lambda made: add_hub(made, _add_everywhere))


def _add_doctor(parser: Later) -> None:
    parser.describe(
        "Vérifier ce poste, une ligne par point : « ok », ou « à voir » et quoi faire. Le compte rendu ne contient ni "
        "nom\nni donnée de session : il peut être envoyé."
    )
    parser.add_argument("--json", action="store_true", help="pour un autre programme (docs/json.md)")
    _add_everywhere(parser)
