# Probleme, Nachrichten an mehrere Anfragende, Großstörungen.

problems-text = Was hinter Störungen steckt: die Ursache, was bis dahin hilft, und wer sich kümmert.
problems-which = Welche Probleme
problems-unfinished = Ungelöst
problems-known = Bekannte Fehler
problems-all = Alle
problems-shown = { $count ->
    [one] Ein Problem
   *[other] { $count } Probleme
  }
problems-none = Kein Problem hier
problems-none-text = Wenn mehrere Tickets eine Ursache haben, schreiben Sie das Problem auf: Die Tickets zeigen dann, was hilft, und ihre Leute hören, wenn es behoben ist.
problems-add = Problem aufschreiben
problems-edit = Ändern
problem-from = Aus { $ticket }
problem-with-parts = { $count ->
    [one] Auch sein Teil gehört zum Problem
   *[other] Auch seine { $count } Teile gehören zum Problem
  }
problem-name = Problem
problem-name-hint = In einer Zeile, an der Kolleginnen und Kollegen es erkennen.
problem-about = Wie es sich zeigt
problem-about-hint = Was man sieht, und wann. Für alle, die sich fragen, ob ihres dasselbe ist.
problem-workaround = Umweg
problem-workaround-hint = Was hilft, bis es behoben ist. Das steht neben jedem Ticket des Problems.
problem-no-workaround = Noch keiner bekannt
problem-cause = Ursache
problem-no-cause = Noch nicht gefunden
problem-known = Bekannter Fehler
problem-known-hint = Der Desk weiß, wie man ihn umgeht. Er wird angeboten, wenn ein Ticket verknüpft wird.
problem-state = Stand
problem-state-open = Ursache wird gesucht
problem-state-found = Ursache gefunden
problem-state-fixed = Behoben
problem-state-dropped = Bleibt, wie es ist
problem-owner = Wer sich kümmert
problem-owned-by = { $name } kümmert sich
problem-what = Was wir wissen
problem-incidents = Störungen
problem-no-incidents = Noch ist kein Ticket verknüpft.
problem-hidden = { $count ->
    [one] Ein weiteres Ticket gehört einem Team, dessen Arbeit Sie nicht sehen.
   *[other] { $count } weitere Tickets gehören Teams, deren Arbeit Sie nicht sehen.
  }
problem-link = Ticket verknüpfen
problem-unlink = Wegnehmen
problem-unlink-one = #{ $ticket } wegnehmen
problem-history = Was geschah
problem-did-open = { $name } hat es aufgeschrieben{ $what }
problem-did-edit = { $name } hat geändert, was bekannt ist{ $what }
problem-did-move = { $name }: { $what }
problem-did-know = { $name } nennt es einen bekannten Fehler{ $what }
problem-did-forget = { $name } nennt es keinen bekannten Fehler mehr{ $what }
problem-did-hand = { $name } hat gewählt, wer sich kümmert{ $what }
problem-did-link = { $name } hat { $what } verknüpft
problem-did-unlink = { $name } hat { $what } weggenommen
problem-did-begin-telling = { $name } wollte Anfragende benachrichtigen: { $what }
problem-did-tell = Im Namen von { $name } benachrichtigt: { $what }
problem-did-call-off = { $name } hat die Nachricht zurückgenommen, bevor sie hinausging{ $what }
toast-problem-added = Problem aufgeschrieben
toast-incident-linked = #{ $number } verknüpft
toast-incident-unlinked = #{ $number } weggenommen

telling-title = Was mitgeteilt wurde
telling-begin = Anfragende benachrichtigen
telling-text = Was es Neues gibt
telling-text-hint = {"{name}"} wird zum Vornamen, {"{number}"} zur Ticketnummer. Sie sehen jeden Brief, bevor er geht.
telling-fixed-text = Hallo {"{name}"},

    die Ursache dessen, was Sie in {"{number}"} gemeldet haben, ist gefunden und behoben. Falls es noch auftritt, antworten Sie auf diese Nachricht, dann sehen wir wieder nach.
telling-preview = { $count ->
    [one] Den Brief ansehen
   *[other] Alle { $count } Briefe ansehen
  }
telling-preview-again = Briefe neu schreiben
telling-letters = { $count ->
    [one] Ein Brief
   *[other] { $count } Briefe
  }
telling-letter-to = Brief an { $name }
telling-before = benachrichtigt { $time }
telling-resolves = Diese Tickets als gelöst bezeichnen
telling-resolves-hint = Eine Antwort öffnet ein Ticket wieder.
telling-undo-hint = Sie können alles { $seconds } Sekunden lang zurücknehmen.
telling-at-once = Sie gehen sofort: In Ihren Einstellungen haben Sie keine Zeit zum Zurücknehmen gewählt.
telling-send = Senden
telling-none = Niemand zu benachrichtigen
telling-none-text = Geschlossene Tickets und solche, die in einem anderen weitergehen, hören nichts.
telling-held = { $name } benachrichtigt { $count ->
    [one] eine Person
   *[other] { $count } Personen
  } { $time }
telling-out = { $name } hat { $count ->
    [one] eine Person
   *[other] { $count } Personen
  } benachrichtigt, { $time }
telling-withdrawn = { $name } hat die Nachricht an { $count ->
    [one] eine Person
   *[other] { $count } Personen
  } zurückgenommen
telling-partly = { $name } hat { $count ->
    [one] eine Person
   *[other] { $count } Personen
  } benachrichtigt, { $time }; nicht geschrieben, weil das Ticket inzwischen geschlossen ist oder erst Antworten verlangt: { $refused }
toast-telling = { $count ->
    [one] Eine Person wird benachrichtigt
   *[other] { $count } Personen werden benachrichtigt
  }
toast-telling-undone = Zurückgenommen. Niemand wurde benachrichtigt.

around-title = Dahinter
around-by-whole = über das Ticket, zu dem dieses gehört
around-choose = Problem hinter diesem Ticket
around-link = Verknüpfen
around-new = Das Problem dahinter aufschreiben
around-change = Eine Änderung dafür planen
around-show = Das Problem dahinter zeigen
around-tell = { $count ->
    [one] Die Person seines Teils benachrichtigen
   *[other] Die Personen seiner { $count } Teile benachrichtigen
  }

majors-title = Großstörungen
majors-text = Zeiten, in denen eine Störung vor allen anderen kam: wer leitete, was gesagt wurde, wie es endete.
majors-none = Bisher keine
majors-none-text = Eine Leitung ruft sie an einem Ticket aus, unter „Dahinter“.
major-running = Das ist eine Großstörung
major-runs = Läuft
major-is-over = Vorbei
major-since = seit { $time }
major-over-since = Vorbei seit { $time }
major-from-to = { $from }, { $span } lang
major-led-by = { $name } leitet
major-next = Nächste Nachricht { $time }
major-next-late = Die nächste Nachricht war für { $time } versprochen. Die Leute warten darauf.
major-now = Was die Leute jetzt lesen
major-write = Sagen, was es Neues gibt
major-publish = Nachricht veröffentlichen
major-end = Beenden
major-summary = Wie es endete
major-summary-hint = Was es war und dass es vorbei ist. Die Leute lesen es einen Tag lang.
major-declare = Großstörung ausrufen
major-declare-text = Sie bekommt jemanden, der leitet, eine Nachricht für alle Betroffenen und eine Uhr für die nächste.
major-title = Was nicht geht
major-title-hint = So, wie es die Betroffenen sagen würden.
major-note = Nachricht
major-note-hint = Was bekannt ist, was bis dahin hilft, was als Nächstes geschieht. Ohne Fachwörter: Alle Betroffenen lesen es.
major-owner = Wer leitet
major-every-label = Nächste Nachricht in
major-whom = Wen es betrifft
major-every-site = Jeder Standort
major-every-organization = Jede Organisation
major-every-category = Was immer sie gefragt haben
major-category-hint = Mit einer Kategorie lesen die Nachricht nur Leute mit einer offenen Anfrage dazu.
major-did-declare = { $name } hat sie ausgerufen
major-did-note = { $name } hat gesagt, was es Neues gibt
major-did-remind = { $name } hat an die nächste Nachricht erinnert
major-did-miss = { $name } hat gemeldet, dass die nächste Nachricht zu spät ist
major-did-end = { $name } hat sie beendet
major-did-resume = { $name } hat das Ende zurückgenommen
major-band = Großstörung
major-band-more = und { $count } weitere
toast-major-declared = Ausgerufen. Die Nachricht steht im Portal.
toast-major-noted = Nachricht veröffentlicht
toast-major-ended = Beendet
portal-major-next = Mehr bis { $time }
portal-major-over = Vorbei seit { $time }
