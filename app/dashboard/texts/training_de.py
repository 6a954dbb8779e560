"""Training from the dashboard, in German (Sie)."""

TEXTS = {
    "playbook.section.playbook_training": "Training",
    "training.title": "Training",
    "training.lead": "Im Training lernt Lotse aus den Beispielen des Playbooks und aus dem, was Menschen berichtigt, "
    "bestätigt und geprüft haben. Dabei wird neu gemessen, welche Anliegen Lotse selbst beantworten darf.",
    "training.changes": "Seit dem letzten Training",
    "training.since": "Gelernt ist, was bis {moment} da war.",
    "training.never": "Es gibt noch keinen Klassifikator: Bis zum ersten Training erhalten Menschen alles.",
    "training.changes.none": "Es ist nichts Neues da. Ein Training brächte dasselbe noch einmal.",
    "training.changes.corrected.one": "Bei einer Nachricht wurde das Anliegen berichtigt.",
    "training.changes.corrected.many": "Bei {number} Nachrichten wurde das Anliegen berichtigt.",
    "training.changes.confirmed.one": "Bei einer Nachricht wurde das Anliegen bestätigt.",
    "training.changes.confirmed.many": "Bei {number} Nachrichten wurde das Anliegen bestätigt.",
    "training.changes.judged.one": "Eine automatische Antwort wurde geprüft.",
    "training.changes.judged.many": "{number} automatische Antworten wurden geprüft.",
    "training.changes.added.one": "Ein Beispiel kam dazu.",
    "training.changes.added.many": "{number} Beispiele kamen dazu.",
    "training.changes.removed.one": "Ein Beispiel wurde entfernt.",
    "training.changes.removed.many": "{number} Beispiele wurden entfernt.",
    "training.changes.other.one": "Das Playbook wurde einmal im Ganzen geändert (Anliegen gelöscht, Import, zurück).",
    "training.changes.other.many": "Das Playbook wurde {number}-mal im Ganzen geändert (Anliegen gelöscht, Import, "
    "zurück).",
    "training.go": "Jetzt trainieren",
    "training.go.hint": "Dauert meist ein bis zwei Minuten.",
    "training.meanwhile": "Lotse antwortet so lange mit dem, was es schon gelernt hat.",
    "training.last": "Letztes Training",
    "training.runs_already": "Es läuft schon ein Training. Ihr Klick hat kein zweites gestartet; warten Sie, bis "
    "dieses fertig ist.",
    "training.by": "Gestartet von {who}, {moment}.",
    "training.by_night": "Von Lotse selbst gestartet, {moment}: Jemand wurde gelöscht, aus dessen Nachrichten es "
    "gelernt haben kann.",
    "training.ended": "Zu Ende {moment}.",
    "training.state.asked": "Das Training beginnt gleich.",
    "training.state.late": "Noch hat kein Worker damit begonnen. Läuft „python -m workers --clock“? Der Auftrag "
    "bleibt stehen, und bis dahin gilt der bisherige Stand.",
    "training.state.running": "Das Training läuft. Sie können die Seite verlassen, es geht weiter.",
    "training.state.trained": "Fertig: Lotse arbeitet jetzt mit dem neuen Stand.",
    "training.state.unfit": "Abgelehnt: Aus diesen Beispielen lässt sich nicht lernen.",
    "training.state.no_room": "Abgelehnt: Der Arbeitsspeicher reicht für ein Training nicht.",
    "training.state.broken_off": "Abgebrochen: Der Prozess des Trainings ist zu Ende gegangen, bevor es fertig war.",
    "training.state.failed": "Gescheitert: Das Training kam nicht zu Ende.",
    "training.learnt": "Gelernt aus {number} Beispielen, davon {theirs} von Kunden und Menschen.",
    "training.same": "Es waren dieselben Beispiele wie zuvor; was belegt ist, bleibt gleich.",
    "training.may.one": "Bei einem Anliegen ist genug belegt, um selbst zu antworten.",
    "training.may.many": "Bei {number} Anliegen ist genug belegt, um selbst zu antworten.",
    "training.came": "neu freigegeben",
    "training.went": "nicht mehr freigegeben",
    "training.went.hint": "Dort schlägt Lotse jetzt nur vor; was fehlt, steht unter „Freigaben“.",
    "training.room": "Frei sind {free} MB, nötig etwa {needed} MB.",
    "training.cure.unfit": "Ändern Sie die Beispiele und trainieren Sie noch einmal.",
    "training.cure.no_room": "Geben Sie dem Worker mehr Speicher, lassen Sie die Uhr („python -m workers.clock“) auf "
    "einem eigenen Rechner laufen, oder rufen Sie „lotse train“ dort auf, wo genug ist (mit derselben Datenbank und "
    "demselben SECRET_KEY).",
    "training.cure.broken_off": "Meist war es ein Neustart. Starten Sie das Training noch einmal.",
    "training.cure.failed": "Versuchen Sie es noch einmal; geschieht es wieder, hilft das Protokoll des Workers "
    "({error}).",
    "training.holds": "Bis dahin gilt, was galt: Lotse arbeitet mit dem Stand vom {moment}.",
    "training.holds.none": "Bis dahin erhalten Menschen alles.",
    "training.to": "Zum Training",
}
