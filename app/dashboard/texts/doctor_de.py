"""Was der Doktor findet, auf Deutsch. Jeder Befund ist ein Satz; `.cure` sagt, was zu tun ist."""

TEXTS = {
    "doctor.title": "Zustand",
    "doctor.lead": "Ob alles da ist, was Lotse braucht. Diese Seite sieht nur nach. „Alles untersuchen“ fragt auch "
    "Meta und schickt ein eigenes unterschriebenes Ereignis durch den Webhook; kein Kunde merkt davon, und nichts "
    "bleibt zurück.",
    "doctor.examine": "Alles untersuchen",
    "doctor.busy": "Gerade lässt schon jemand alles untersuchen. Es wurde nichts begonnen; versuchen Sie es in einer "
    "halben Minute noch einmal.",
    "doctor.when": "Nachgesehen am {moment}.",
    "doctor.all": "Meta wurde gefragt und ein Ereignis geschickt.",
    "doctor.level.ok": "gut",
    "doctor.level.warn": "ansehen",
    "doctor.level.fail": "gestört",
    "doctor.whole.ok": "Alles ist in Ordnung.",
    "doctor.whole.warn": "Lotse arbeitet, aber etwas sollten Sie sich ansehen.",
    "doctor.whole.fail": "Etwas ist gestört; was eingegangen ist, ist gespeichert und geht nicht verloren.",
    "doctor.number": "{inbox}:",
    "doctor.kind.intake": "Annehmen des Eingegangenen",
    "doctor.kind.triage": "Entscheiden",
    "doctor.kind.deliver": "Senden",
    "doctor.kind.media": "Holen von Dateien",
    "doctor.kind.lookup": "Fragen an Ihr System",
    "doctor.too_slow": "Die Untersuchung „{check}“ wurde nicht rechtzeitig fertig.",
    "doctor.too_slow.cure": "Wiederholen Sie sie; bleibt es dabei, sind PostgreSQL, Redis oder das Netz überlastet.",
    "doctor.not_looked_at": "Die Untersuchung „{check}“ war nicht möglich: von {needs} kam keine Antwort ({error}).",
    "doctor.not_looked_at.cure": "Beheben Sie zuerst, was sonst gefunden wurde, und untersuchen Sie dann noch einmal.",
    "doctor.broke": "Die Untersuchung „{check}“ ist selbst gescheitert ({error}).",
    "doctor.broke.cure": "Lotse arbeitet weiter; melden Sie das mit der Logzeile „doctor_broke“.",
    "doctor.settings": "Einstellungen fehlen oder sind falsch: {problems}.",
    "doctor.settings.cure": "Setzen Sie sie in der Umgebung; das README nennt sie.",
    "doctor.settings_complete": "Die Einstellungen sind vollständig.",
    "doctor.secret_weak": "{setting} ist leicht zu erraten oder nicht das, was Meta Ihnen gegeben hat.",
    "doctor.secret_weak.cure": "Ersetzen Sie es: Das App Secret steht in Metas App-Einstellungen, die anderen macht "
    "„openssl rand -hex 32“.",
    "doctor.any_name": "Die Seiten werden unter jedem Namen gezeigt, unter dem jemand sie aufruft.",
    "doctor.any_name.cure": "Setzen Sie PUBLIC_URL auf die Adresse, unter der Sie Lotse aufrufen; fremde Namen weist "
    "Lotse dann ab.",
    "doctor.graph_meta": "Nachrichten gehen an Meta.",
    "doctor.graph_other": "Nachrichten gehen an {url} und nicht an Meta.",
    "doctor.database": "PostgreSQL {version} antwortet.",
    "doctor.database_away": "PostgreSQL antwortet nicht ({error}).",
    "doctor.database_away.cure": "Starten Sie es oder berichtigen Sie DATABASE_URL; was inzwischen kommt, stellt "
    "Meta noch einmal zu.",
    "doctor.database_old": "PostgreSQL {version} ist zu alt.",
    "doctor.database_old.cure": "Bringen Sie es auf 15 oder neuer.",
    "doctor.migrations": "Die Tabellen sind die dieser Version ({wanted}).",
    "doctor.migrations_none": "Lotses Tabellen fehlen (nötig: {wanted}).",
    "doctor.migrations_none.cure": "Führen Sie „lotse release“ aus.",
    "doctor.migrations_behind": "Die Tabellen sind älter als diese Version ({found} statt {wanted}).",
    "doctor.migrations_behind.cure": "Führen Sie „lotse release“ aus.",
    "doctor.migrations_ahead": "Die Tabellen sind neuer als diese Version ({found} statt {wanted}).",
    "doctor.migrations_ahead.cure": "Während einer Auslieferung ist das richtig; danach starten Sie die Prozesse "
    "neu, die noch die alte Version ausführen.",
    "doctor.redis": "Redis {version} antwortet.",
    "doctor.redis_old": "Redis {version} ist älter als das, womit Lotse erprobt ist.",
    "doctor.redis_old.cure": "Bringen Sie es auf 7 oder neuer, oder nehmen Sie Valkey.",
    "doctor.redis_away": "Redis antwortet nicht ({error}).",
    "doctor.redis_away.cure": "Starten Sie es oder berichtigen Sie REDIS_URL; Nachrichten werden solange gespeichert "
    "und danach bearbeitet.",
    "doctor.redis_evicts": "Redis wirft Schlüssel weg, wenn es voll ist ({policy}); das kann Nachrichten um eine "
    "halbe Minute verzögern.",
    "doctor.redis_evicts.cure": "Stellen Sie maxmemory-policy auf noeviction.",
    "doctor.redis_full": "Redis ist zu {percent} % voll.",
    "doctor.redis_full.cure": "Geben Sie ihm mehr Speicher, oder lassen Sie es nur von Lotse benutzen, das wenige "
    "Megabyte braucht.",
    "doctor.redis_cannot_save": "Redis kann nicht auf seine Platte schreiben und wird bald nichts mehr annehmen.",
    "doctor.redis_cannot_save.cure": "Schaffen Sie dort Platz, oder schalten Sie das Sichern ab: Lotse braucht "
    "nichts davon dauerhaft.",
    "doctor.workers": "Für jede Art von Arbeit laufen Worker ({number}).",
    "doctor.workers_missing": "Kein Worker läuft für: {kinds}.",
    "doctor.workers_missing.cure": "Starten Sie den Prozess „worker“; was wartet, ist gespeichert und wird dann "
    "bearbeitet.",
    "doctor.clock": "Der Prozess „clock“ läuft; zuletzt hat er das Eingangsbuch am {at} geprüft.",
    "doctor.clock_missing": "Der Prozess „clock“ hat seit {at} nichts getan.",
    "doctor.clock_missing.cure": "Starten Sie „worker“ (darin läuft er) oder „clock“; ohne ihn geht nichts verloren, "
    "aber manches kommt spät.",
    "doctor.clock_new": "Der Prozess „clock“ hat hier noch nicht gearbeitet.",
    "doctor.clock_new.cure": "Starten Sie „worker“ (darin läuft er) oder „clock“.",
    "doctor.nothing_late": "Keine Arbeit ist im Verzug.",
    "doctor.late": "Im Verzug beim {kind}: {number} warten, das Älteste seit {span}.",
    "doctor.late.cure": "Sehen Sie nach, ob die Worker laufen und Redis antwortet; sind sie ausgelastet, starten Sie "
    "einen weiteren.",
    "doctor.set_aside": "Zustellungen, die nicht gelesen werden konnten: {number}.",
    "doctor.set_aside.cure": "Öffnen Sie die Seite „Beiseitegelegt“; die Bytes sind aufbewahrt.",
    "doctor.may_write": "Lotse darf schreiben: Keine Nummer steht still, nichts ist angehalten, und das Eingangsbuch "
    "stimmt.",
    "doctor.stopped": "Seit {since} geht nichts hinaus; was wartet, bleibt erhalten. {why}",
    "doctor.stopped.cure": "Dann drücken Sie „Jetzt noch einmal prüfen“ auf der Seite „Kanal“, oder warten Sie: Lotse "
    "versucht es von selbst.",
    "doctor.paused": "Seit {since} schreibt Lotse nichts von selbst, weil jemand es angehalten hat.",
    "doctor.paused.cure": "Drücken Sie „Lotse wieder antworten lassen“ oben auf einer Seite; bis dahin bekommen "
    "Menschen, was Lotse beantwortet hätte.",
    "doctor.unexplained": "Nachrichten, von denen niemand sagen kann, was aus ihnen wurde: {number}.",
    "doctor.unexplained.cure": "Öffnen Sie die Seite „Eingangsbuch“, beantworten Sie sie dort von Hand, und "
    "melden Sie es: Das ist ein Fehler.",
    "doctor.classifier": "Der Klassifikator {version} ist im Einsatz, {span} alt und für {standing} von {number} "
    "Anliegen freigegeben.",
    "doctor.classifier_none": "Es gibt keinen Klassifikator, darum bekommen Menschen jede Nachricht.",
    "doctor.classifier_none.cure": "Führen Sie „lotse train“ aus.",
    "doctor.classifier_refused": "Die Worker lehnen den Klassifikator {version} ab, darum bekommen Menschen jede "
    "Nachricht.",
    "doctor.classifier_refused.cure": "Führen Sie „lotse train“ aus; meist wurde SECRET_KEY oder eine Bibliothek "
    "geändert.",
    "doctor.classifier_old": "Der Klassifikator {version} ist {span} alt; was Menschen seither berichtigt haben, ist "
    "nicht gelernt.",
    "doctor.classifier_old.cure": "Führen Sie „lotse train“ aus.",
    "doctor.certificates_none": "Kein Anliegen ist freigegeben, darum antwortet Lotse auf nichts von selbst.",
    "doctor.certificates_none.cure": "Sehen Sie auf die Seite „Freigaben“, ergänzen Sie Beispiele, und führen Sie "
    "„lotse train“ aus.",
    "doctor.number_slow": "Die Nummer „{kind}“ des Playbooks wird nicht gesucht, weil eine einzige Nachricht eines "
    "Kunden ihren Ausdruck minutenlang beschäftigen könnte; Antworten, die sie brauchen, gehen an Menschen.",
    "doctor.number_slow.cure": "Vereinfachen Sie ihren Ausdruck unter [numbers] in playbook.toml: Was sich wiederholt, "
    "darf nicht noch einmal wiederholt werden. „lotse playbook check“ sagt, ob es reicht.",
    "doctor.playbook_unreadable": "Das Playbook lässt sich nicht lesen: {why}",
    "doctor.playbook_unreadable.cure": "Beheben Sie, was da steht; bis dahin gilt, was zuvor gelesen wurde, aber "
    "Worker starten nicht neu.",
    "doctor.traffic": "Kunden schreiben wie üblich: Vor {span} kam die letzte Nachricht.",
    "doctor.nobody_wrote": "Noch nie hat ein Kunde geschrieben.",
    "doctor.nobody_wrote.cure": "Schreiben Sie der Nummer von einem Telefon; erscheint nichts, helfen die „Ersten "
    "Schritte“.",
    "doctor.silent": "Niemand hat geschrieben, und zwar seit: {span}; üblich sind in dieser Zeit {usual} Nachrichten.",
    "doctor.silent.cure": "Schreiben Sie der Nummer von einem Telefon; erscheint nichts, tragen Sie die "
    "Webhook-Adresse bei Meta neu ein.",
    "doctor.clocks": "Die Uhren dieses Prozesses, von PostgreSQL und von Redis stimmen überein.",
    "doctor.clock_apart": "Die Uhr von {server} weicht von der dieses Prozesses um {seconds} Sekunden ab.",
    "doctor.clock_apart.cure": "Lassen Sie beide Rechner ihre Zeit aus dem Netz nehmen (NTP).",
    "doctor.disk": "Auf der Platte sind {gigabytes} GB frei ({percent} %).",
    "doctor.disk_low": "Auf der Platte sind nur noch {gigabytes} GB frei ({percent} %).",
    "doctor.disk_low.cure": "Schaffen Sie Platz, bevor sie voll ist.",
    "doctor.disk_full": "Die Platte ist so gut wie voll ({gigabytes} GB frei).",
    "doctor.disk_full.cure": "Schaffen Sie jetzt Platz; ist sie voll, kann nichts gespeichert werden, und Meta "
    "stellt nur eine Weile lang noch einmal zu.",
    "doctor.event": "Ein unterschriebenes Ereignis kam durch {url} bis ans Ziel: gespeichert und nach {seconds} s "
    "von einem Worker angenommen.",
    "doctor.event_unreachable": "Der Webhook {url} ist nicht zu erreichen ({error}).",
    "doctor.event_unreachable.cure": "Starten Sie „web“, oder setzen Sie PUBLIC_URL auf die Adresse, unter der Meta "
    "Lotse erreicht.",
    "doctor.event_unsigned": "Der Webhook {url} nimmt unsere Unterschrift nicht an.",
    "doctor.event_unsigned.cure": "Dort antwortet eine andere Installation, oder „web“ wurde nicht neu gestartet, "
    "seit WHATSAPP_APP_SECRET geändert ist.",
    "doctor.event_refused": "Der Webhook {url} antwortete {status} und nicht 200.",
    "doctor.event_refused.cure": "Zwischen Meta und Lotse darf nichts an seiner Stelle antworten (Weiterleitung, "
    "Anmeldung, Firewall); 503 heißt, dass PostgreSQL fehlte.",
    "doctor.event_elsewhere": "Der Webhook {url} sagte 200, aber in dieser Datenbank kam nichts an.",
    "doctor.event_elsewhere.cure": "Dort antwortet eine andere Installation: Berichtigen Sie die Adresse bei Meta, "
    "PUBLIC_URL oder DATABASE_URL.",
    "doctor.event_not_taken_in": "Das Ereignis wurde durch {url} gespeichert, aber in {seconds} s nahm es kein "
    "Worker an.",
    "doctor.event_not_taken_in.cure": "Starten Sie „worker“ und sehen Sie nach, ob Redis antwortet; Gespeichertes "
    "wartet.",
    "doctor.webhook_named": "Meta ruft {url} auf.",
    "doctor.webhook_unknown": "Meta nennt keine Webhook-Adresse.",
    "doctor.webhook_unknown.cure": "Tragen Sie Lotses Adresse bei Meta ein (Erste Schritte).",
    "doctor.not_subscribed": "Das Konto dieser Nummer schickt seine Nachrichten an keine App von Ihnen.",
    "doctor.not_subscribed.cure": "Abonnieren Sie bei Meta das WhatsApp-Konto mit Ihrer App, mit dem Feld „messages“.",
}
