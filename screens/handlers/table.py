"""The table of commands of the board: from it come the keys, the footer, the palette, the help and what a key does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.handlers import when
from screens.handlers.acting import Acting
from screens.handlers.later import rooms
from screens.kit.command import Command, Moment, View
from supervisor import event as ev

if TYPE_CHECKING:
    from screens.handlers import (
        choosing,
        close,
        course,
        fraud,
        incident,
        menu,
        outage,
        papers,
        people,
        screen,
        session,
        time,
    )
else:
    course, time, incident, fraud, session, people, menu, choosing, outage, papers, close, screen = rooms()

WELCOME_TOO: frozenset[View] = frozenset({"board", "welcome"})
CLOSE_TOO: frozenset[View] = WELCOME_TOO | {"closing"}
PREPARATION_TOO: frozenset[View] = WELCOME_TOO | {"preparation"}
BESIDE_TOO: frozenset[View] = CLOSE_TOO | PREPARATION_TOO
EVERYWHERE: frozenset[View] = BESIDE_TOO | {"finalisation", "aside"}

# One row a command, however long: it is read as a table.
# ruff: noqa: E501
COMMANDS: tuple[Command[Acting], ...] = (
    Command("next", ("enter",), "suite", "Faire ce qui vient ensuite", "Identité, émargement, a rejoint, démarré, terminé : ce qui vient ensuite pour le candidat choisi.", "candidat", course.do_next, when=when.has_next_step, views=WELCOME_TOO),
    Command("identity", ("i",), "identité", "Contrôler l'identité", "Nom, prénom, date et lieu de naissance sous les yeux : conforme, corriger, sans pièce.", "candidat", course.identity, when=when.is_open_with_candidate, asks=True, views=CLOSE_TOO),
    Command("sign", ("e",), "émargement", "Noter l'émargement", "La feuille d'émargement est signée.", "candidat", course.sign, when=when.would_record(lambda c: ev.SheetSigned(number=c.number)), is_bulk=True, views=CLOSE_TOO),
    Command("join", ("r",), "a rejoint", "Noter « a rejoint »", "Numéro de session et identité sont saisis dans Pix.", "candidat", course.join, when=when.would_record(lambda c: ev.CandidateJoined(number=c.number)), is_bulk=True, views=CLOSE_TOO),
    Command("presence", ("y",), "présence", "Noter la présence confirmée dans Pix", "« Confirmer la présence » est fait dans l'Espace surveillant ; vaut 15 minutes.", "candidat", course.presence, when=when.would_record(lambda c: ev.PresenceConfirmed(number=c.number)), is_bulk=True, rank=5, views=CLOSE_TOO),
    Command("start", ("d",), "démarrer", "Démarrer le test", "Sa première question : son temps court.", "candidat", course.start, when=when.would_record(lambda c: ev.TestStarted(number=c.number)), is_bulk=True, views=CLOSE_TOO),
    Command("finish", ("f",), "terminé", "Noter le test terminé", "L'Espace surveillant montre « Terminé ».", "candidat", course.finish, when=when.would_record(lambda c: ev.TestFinished(number=c.number)), is_bulk=True, views=CLOSE_TOO),
    Command("incident", ("s",), "signaler", "Signaler un incident", "Un code ou des mots, puis ce que le code demande : « e2 12 ».", "candidat", incident.incident, when=when.is_open_with_candidate, is_bulk=True, rank=1, asks=True, views=CLOSE_TOO),
    Command("time", ("t",), "temps", "Changer le temps", "+10, -5, +1/3, jusqu'à 11:40, avec un motif ; la fin avant et après est montrée.", "candidat", time.time, when=when.would_record(lambda c: ev.TimeAdjusted(number=c.number, minutes=1, reason='?')), is_bulk=True, rank=2, asks=True, views=CLOSE_TOO),
    Command("alert", ("v",), "alerte", "Répondre à l'alerte", "Le signalement est validé ou refusé dans l'Espace surveillant.", "candidat", incident.alert, when=when.has_open_alert, rank=3, asks=True, views=CLOSE_TOO),
    Command("incidents", (), "signalements", "Corriger ou retirer un signalement", "Ceux du candidat choisi ; avec un motif, l'ancien et le nouveau restent au journal.", "candidat", incident.incidents, when=when.has_incident, asks=True, views=CLOSE_TOO),
    Command("absent", ("a",), "absent", "Noter absent", "N'est pas venu.", "candidat", course.absent, when=when.would_record(lambda c: ev.CandidateAbsent(number=c.number)), is_bulk=True, rank=4, views=CLOSE_TOO),
    Command("hold", ("b",), "interrompre", "Interrompre ou reprendre le test", "Son test est arrêté un moment, ou reprend ; à la reprise, le temps perdu est proposé.", "candidat", time.hold, when=when.would_record(when.hold_or_resume), is_bulk=True, rank=8, views=CLOSE_TOO),
    Command("pause", ("p",), "pause", "Commencer ou finir une pause", "Pause d'un aménagement : le décompte s'arrête, la fin recule d'autant.", "candidat", time.pause, when=when.would_record(when.pause_begins_or_ends), is_bulk=True, views=CLOSE_TOO),
    Command("stop", ("F",), "arrêter", "Test terminé par le surveillant, ou abandon", "Avec le motif que Pix Certif demande.", "candidat", course.stop, when=when.may_stop, is_bulk=True, asks=True, views=CLOSE_TOO),
    Command("fraud", ("C",), "fraude", "Rapport de fraude", "Commence par la question qui lève la plupart des doutes ; le test n'est pas interrompu.", "candidat", fraud.fraud, when=when.is_open_with_candidate, is_bulk=True, asks=True, views=CLOSE_TOO),
    Command("note", ("n",), "note", "Écrire une note", "Un texte libre sur le candidat.", "candidat", session.note, when=when.is_open_with_candidate, is_bulk=True, asks=True, views=CLOSE_TOO),
    Command("menu", ("m",), "autres", "Autres actions", "Place, zone, non certifiable, début, temps majoré, certification, motif, retirer.", "candidat", menu.menu, when=when.is_open_with_candidate, is_bulk=True, rank=13, asks=True, views=CLOSE_TOO),
    Command("start_all", ("D",), "tous démarrent", "Démarrer tous ceux qui ont rejoint", "Montre qui et combien ; ceux sans identité à part.", "session", course.start_all, when=when.somebody_joined, rank=7, asks=True, on_the_board=True, views=WELCOME_TOO),
    Command("hold_all", ("B",), "tous", "Interrompre ou reprendre plusieurs tests", "Montre qui et combien.", "session", time.hold_all, when=when.somebody_runs, asks=True, on_the_board=True, views=WELCOME_TOO),
    Command("global", ("S",), "incident global", "Incident global", "Coupure, alarme : son début, puis sa fin et ce qui est rendu à chacun.", "session", outage.outage, when=when.is_open, rank=14, asks=True, views=CLOSE_TOO),
    Command("roll_call", (), "appel", "Appel : qui est dans la salle", "Les noms de ceux qui sont dans la salle, pour les compter dehors.", "session", outage.roll_call, reads=True, views=WELCOME_TOO),
    Command("support", (), "support", "Fiche pour le support Pix", "Qui contacter, et quoi dire : session, salle, combien sont touchés et depuis quand.", "session", outage.support, views=WELCOME_TOO),
    Command("help_card", (), "aide connexion", "Carte d'aide à la connexion", "Ce qui est à saisir, exactement comme sur la liste, et ce qui peut encore bloquer.", "candidat", people.help_card, when=when.has_candidate, views=WELCOME_TOO),
    Command("ratio", (), "dérogation", "Noter une dérogation de Pix", "Plus de candidats par surveillant que la règle.", "session", session.derogation, when=when.is_open, asks=True, views=WELCOME_TOO),
    Command("undo", ("u",), "annuler", "Annuler ma dernière action", "Montre ce qui sera annulé ; passé une minute, un motif est demandé.", "session", session.undo, when=when.may_undo, rank=6, asks=True, views=BESIDE_TOO),
    Command("undo_other", ("U",), "autre action", "Annuler ou rétablir une autre action", "La liste des dernières actions, celles des collègues comprises ; un motif est demandé.", "session", session.undo_other, when=when.may_undo_other, asks=True, views=BESIDE_TOO),
    Command("shift", ("J",), "saut d'horloge", "Décaler les débuts après un saut d'horloge", "L'horloge de la machine a sauté : décale d'autant les débuts des tests en cours.", "session", course.shift, when=when.shift_is_offered, rank=-1, asks=True, views=WELCOME_TOO),
    Command("instructions", ("g",), "consignes", "Consignes et code d'accès", "Ce qui se lit à haute voix ; le code d'accès s'affiche 60 secondes.", "session", session.instructions, rank=15, asks=True, views=PREPARATION_TOO),
    Command("rescue", ("h",), "feuille de secours", "Écrire la feuille de secours", "Début, fin et temps majoré de chacun, en texte, au cas où l'ordinateur tomberait en panne.", "session", papers.rescue, when=when.is_under_way, rank=18, asks=True, views=WELCOME_TOO),
    Command("export", ("x",), "exporter", "Exporter maintenant", "Demande où, dit combien de documents et qu'ils portent des noms, puis écrit le journal, les tableaux, les papiers.", "session", papers.export, rank_when_closed=3, asks=True, views=CLOSE_TOO),
    Command("access_code", (), "code d'accès", "Saisir ou corriger le code d'accès", "Celui de Pix Certif ; son écriture est contrôlée.", "session", session.access_code, when=when.is_open, asks=True, views=PREPARATION_TOO),
    Command("add", ("plus",), "ajouter", "Ajouter un candidat", "Quelqu'un qui n'est pas sur la liste : identité, classe, temps majoré, certification.", "session", people.add, when=when.is_open, asks=True, views=PREPARATION_TOO),
    Command("number", (), "numéro", "Donner le numéro de Pix Certif", "Au lieu du provisoire, ou d'un faux, tant que personne n'a rejoint.", "session", session.number, when=when.number_may_change, asks=True, views=BESIDE_TOO),
    Command("session", (), "session", "Corriger la date, l'heure, le lieu", "Ce que la liste disait de la session : jour, heure, site, salle, noms des surveillants.", "session", session.correct_session, when=when.is_open, asks=True, views=WELCOME_TOO),
    Command("takeover", ("R",), "qui surveille", "Qui surveille : relève, arrivée, départ, formation", "Qui prend la relève, qui vient aussi, qui s'en va, qui l'a formé ; corriger un nom, et sous quel nom vous notez.", "session", session.takeover, when=when.is_open, asks=True, views=BESIDE_TOO),
    Command("session_note", ("N",), "note de session", "Écrire une note sur la session", "Un texte libre qui ne concerne pas un seul candidat.", "session", session.session_note, when=when.is_open, asks=True, views=BESIDE_TOO),
    Command("close", ("c",), "clore", "Clore la session, finaliser", "Ce qui manque, les verdicts, puis le sceau ; après lui, ce qui se ressaisit dans Pix Certif.", "session", close.close, rank=16, rank_when_closed=1, reads=True, asks=True, views=WELCOME_TOO),
    Command("verdict", (), "verdict", "Verdict sur le candidat", "Proposé d'après les faits ; un autre demande un motif.", "candidat", close.verdict, when=when.would_record(lambda c: ev.VerdictGiven(number=c.number, verdict='nothing')), asks=True, views=CLOSE_TOO),
    Command("reason", (), "motif", "Motif d'un test non terminé", "Celui que Pix Certif demande, avec ce qu'il entraîne.", "candidat", close.reason, when=when.reason_is_due, asks=True, views=CLOSE_TOO | {"finalisation"}),
    Command("end_screen", (), "écran de fin", "Noter l'écran de fin de test vu", "Après la fin de son test, pour la grille de 2021.", "candidat", close.end_screen, when=when.would_record(lambda c: ev.EndScreenSeen(number=c.number)), is_bulk=True, views=CLOSE_TOO),
    Command("comment", (), "commentaire", "Commentaire global", "Celui du PV de session ; « RAS » envoie la session au jury.", "session", close.comment, when=when.is_open, asks=True, views=CLOSE_TOO),
    Command("finalise", (), "finalisée", "Noter la session finalisée", "C'est fait dans Pix Certif : les 48 heures s'arrêtent.", "session", close.finalise, when=when.may_finalise, asks=True, views=CLOSE_TOO | {"finalisation"}),
    Command("reopen", ("O",), "rouvrir", "Rouvrir la session", "Après la clôture : un motif est demandé, le sceau n'est plus valable.", "session", close.reopen, when=when.may_reopen, rank_when_closed=2, asks=True, views=CLOSE_TOO),
    Command("attention", ("w", "exclamation_mark"), "à voir", "Aller au prochain à voir", "Choisit le prochain candidat qui a besoin de quelqu'un.", "liste", choosing.attention, rank=10, reads=True, while_masked=True, chooses=True, on_the_board=True, views=WELCOME_TOO),
    Command("search", ("slash",), "chercher", "Chercher un nom", "Le début du nom ou du prénom, sans accents.", "liste", choosing.search, rank=11, rank_when_closed=4, reads=True, views=WELCOME_TOO),
    Command("down", ("down", "j"), "suivant", "Candidat suivant", "Choisit le candidat suivant.", "liste", choosing.down, reads=True, while_masked=True, chooses=True, views=WELCOME_TOO),
    Command("up", ("up", "k"), "précédent", "Candidat précédent", "Choisit le candidat précédent.", "liste", choosing.up, reads=True, while_masked=True, chooses=True, views=WELCOME_TOO),
    Command("left", ("left",), "à gauche", "Candidat à gauche", "Dans le plan de salle, choisit le candidat à gauche.", "liste", choosing.left, reads=True, while_masked=True, chooses=True),
    Command("right", ("right",), "à droite", "Candidat à droite", "Dans le plan de salle, choisit le candidat à droite.", "liste", choosing.right, reads=True, while_masked=True, chooses=True),
    Command("page_down", ("pagedown",), "page", "Dix plus bas", "Choisit dix candidats plus bas.", "liste", choosing.page_down, reads=True, while_masked=True, chooses=True, views=WELCOME_TOO),
    Command("page_up", ("pageup",), "page", "Dix plus haut", "Choisit dix candidats plus haut.", "liste", choosing.page_up, reads=True, while_masked=True, chooses=True, views=WELCOME_TOO),
    Command("first", ("home",), "premier", "Premier candidat", "Choisit le premier de la liste.", "liste", choosing.first, reads=True, while_masked=True, chooses=True),
    Command("last", ("end",), "dernier", "Dernier candidat", "Choisit le dernier de la liste.", "liste", choosing.last, reads=True, while_masked=True, chooses=True),
    Command("mark", ("space",), "marquer", "Marquer le candidat", "Les actions portent alors sur tous les marqués (sauf Entrée et i).", "liste", choosing.mark, when=when.has_candidate),
    Command("mark_all", ("asterisk",), "tous", "Marquer tous ceux de la liste", "De nouveau : ne plus marquer personne.", "liste", choosing.mark_all),
    Command("sort", ("o",), "trier", "Trier la liste", "Numéro, nom, temps restant, place, à voir d'abord.", "liste", choosing.sort, reads=True),
    Command("filter", ("l",), "filtrer", "Filtrer la liste", "Par statut, par zone, « ma zone » ; une alerte ouverte reste visible (deux minutes après dans une autre zone).", "liste", choosing.filter_list, reads=True),
    Command("view_list", ("f2",), "liste", "Vue : liste", "Tous les candidats, un par ligne.", "écran", screen.view_list, reads=True, while_masked=True, views=WELCOME_TOO),
    Command("view_lanes", ("f3",), "tableau", "Vue : tableau", "Attendus, ont rejoint, en cours, terminés et sortis.", "écran", screen.view_lanes, reads=True, while_masked=True, on_the_board=True, views=WELCOME_TOO),
    Command("view_room", ("f4",), "salle", "Vue : plan de salle", "Les places par rangée ; les flèches s'y déplacent.", "écran", screen.view_room, reads=True, while_masked=True, on_the_board=True, views=WELCOME_TOO),
    Command("view_welcome", ("f6",), "accueil", "Vue : accueil", "Ceux qui arrivent : chercher, identité, émargement, place.", "écran", screen.view_welcome, while_masked=True, views=PREPARATION_TOO),
    Command("view_preparation", ("f7",), "préparation", "Vue : préparation", "La salle point par point, les surveillants, le code d'accès.", "écran", screen.view_preparation, while_masked=True, views=WELCOME_TOO),
    Command("next_view", ("tab",), "vue", "Vue suivante", "Passe d'une vue à la suivante.", "écran", screen.next_view, reads=True, while_masked=True, views=WELCOME_TOO),
    Command("room_display", ("G",), "affichage salle", "Affichage salle", "Pour un vidéoprojecteur : heure et numéro de session en grand, code d'accès 60 secondes sur demande, aucun nom.", "écran", screen.room_display, asks=True, views=WELCOME_TOO),
    Command("mask", ("f9",), "masquer", "Masquer les noms, les montrer", "Noms, naissances et textes libres ; numéros, places, temps et codes restent. Rien ne se note alors.", "écran", screen.mask, rank=17, rank_when_closed=5, reads=True, while_masked=True, views=EVERYWHERE),
    Command("retry", ("f5",), "réessayer", "Réessayer ce qui n'a pas pu être enregistré", "Décide de nouveau, sur l'état d'à présent.", "écran", screen.retry, views=BESIDE_TOO),
    Command("theme", (), "couleurs", "Changer de couleurs", "Sombre, clair, couleurs du terminal.", "écran", screen.theme, reads=True, views=EVERYWHERE),
    Command("thrifty", (), "économe", "Affichage économe, ou normal", "Économe : les minutes jusqu'aux dix dernières, sans barres, pour une ligne lente.", "écran", screen.thrifty, reads=True, views=BESIDE_TOO),
    Command("help", ("question_mark", "f1"), "aide", "Aide", "Les touches de la vue, les autres, les signes et les couleurs.", "écran", screen.show_help, reads=True, while_masked=True, views=EVERYWHERE),
    Command("palette", ("ctrl+p",), "palette", "Palette de commandes", "Chercher une commande par son nom.", "écran", screen.palette, reads=True, views=WELCOME_TOO | {"aside"}),
    Command("quit", ("q",), "quitter", "Quitter", "Tout est déjà enregistré ; la session peut être rouverte.", "écran", screen.leave, rank_when_closed=6, reads=True, views=EVERYWHERE),
)  # fmt: skip
STEPS_OF_THE_CLOSE: tuple[Command[Acting], ...] = (
    Command("seal", (), "sceller", "Clore et sceller", "Montre tout ce qui manque encore, puis scelle la session.", "clôture", close.seal, asks=True),
    Command("box_extra_time_given", (), "case", "Cocher « temps donné »", "La première case de la page de finalisation.", "clôture", close.box_extra_time_given),
    Command("box_could_not_join", (), "case", "Cocher « n'ont pas pu rejoindre »", "La seconde case de la page de finalisation.", "clôture", close.box_could_not_join),
    Command("settle_unsigned", (), "émargement", "Régler un émargement qui manque", "Signe maintenant, ou C4.", "candidat", close.settle_unsigned, asks=True),
    Command("settle_awaited", (), "absence", "Régler une arrivée qui manque", "Absent, s'il n'est pas venu.", "candidat", close.settle_awaited, asks=True),
    Command("settle_c1", (), "identité", "Signaler une identité corrigée", "Pix Certif n'en a pas été informé.", "candidat", close.settle_c1, asks=True),
    Command("settle_c2", (), "temps majoré", "Signaler un temps majoré corrigé", "Pix Certif n'en a pas été informé.", "candidat", close.settle_c2, asks=True),
    Command("settle_time", (), "temps donné", "Dire pour quoi du temps fut donné", "Pour un incident, ou non : la case en dépend.", "clôture", close.settle_time, asks=True),
)  # fmt: skip
"""What Enter does on a row of the close, where it is no command of the board: without a key of its own."""

BY_ID = {command.id: command for command in COMMANDS}


def in_footer(moment: Moment) -> list[Command[Acting]]:
    """The commands to be named in the footer now, in their order: only what is possible."""
    if moment.session.closed_at is None:
        shown = sorted((c for c in COMMANDS if c.rank), key=lambda c: c.rank)
    else:
        shown = sorted((c for c in COMMANDS if c.rank_when_closed), key=lambda c: c.rank_when_closed)
    return [c for c in shown if not c.obstacle(moment)]
