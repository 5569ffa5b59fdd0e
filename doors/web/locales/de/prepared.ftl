# Textbausteine: was immer wieder geschrieben wird.
settings-canned-answers-title = Textbausteine
settings-canned-answers-text = Texte für das, was Sie immer wieder schreiben, mit Stellen, die das Ticket ausfüllt. Ihre eigenen sind nur für Sie; Leitungen pflegen die der Teams und des ganzen Helpdesks.
settings-canned-none = Es gibt noch keinen Textbaustein.
settings-canned-name = Name
settings-canned-text-en = Text auf Englisch
settings-canned-text-de = Text auf Deutsch
settings-canned-text-hint = In Markdown. Anfragende bekommen den Text in ihrer Sprache; fehlt er, den anderen.
settings-canned-add = Textbaustein hinzufügen
settings-canned-edit = Diesen Textbaustein ändern
settings-canned-looks = Vorschau
settings-canned-looks-text = Mit Beispielen für das, was jedes Ticket ausfüllt.
settings-canned-archive-text = Er wird nicht mehr angeboten. Was damit geschrieben wurde, bleibt, wie es ist.
prepared-own = Nur für Sie
prepared-shared = Für den ganzen Helpdesk
prepared-team = Für { $name }
prepared-scope = Wer ihn verwendet
prepared-scope-hint = Leitungen pflegen, was für andere ist.
prepared-of-others = Leitungen ändern, was für Teams und den ganzen Helpdesk ist.
prepared-uses = { $count ->
    [0] Noch nicht verwendet.
    [one] Einmal verwendet.
   *[other] { $count }-mal verwendet.
}
placeholders-title = Was ausgefüllt werden kann
placeholders-text = Schreiben Sie einen Platzhalter, wo das Ticket etwas ausfüllen soll. Was ein Ticket nicht hat, wird markiert, und eine Antwort mit Marke geht nicht hinaus.
placeholders-written = Platzhalter
placeholders-means = Steht für
canned-title = Textbausteine
canned-pick-text = So, wie sie für dieses Ticket sein werden. Was Sie wählen, kommt zu dem, was Sie gerade schreiben.
canned-back = Zurück zum Ticket
canned-search = Textbausteine durchsuchen
canned-none = Es gibt noch keinen Textbaustein.
canned-not-found = Kein Textbaustein enthält diese Wörter.
canned-insert = Einfügen
canned-menu = Textbaustein einfügen
canned-menu-key = Textbausteine
canned-missing = Noch offen: { $names }
