# Was geschehen ist.

notice-ticket-opened = { $name } hat #{ $ticket } „{ $subject }“ eröffnet.
notice-ticket-reply-added = { $name } hat auf #{ $ticket } „{ $subject }“ geantwortet.
notice-ticket-note-added = { $name } hat eine Notiz zu #{ $ticket } „{ $subject }“ geschrieben.
notice-ticket-assigned = { $name } hat #{ $ticket } „{ $subject }“ zugewiesen.
notice-ticket-prioritized = { $name } hat die Priorität von #{ $ticket } „{ $subject }“ geändert.
notice-ticket-resolved = { $name } hat #{ $ticket } „{ $subject }“ gelöst.
notice-ticket-reopened = { $name } hat #{ $ticket } „{ $subject }“ wieder geöffnet.
notice-ticket-closed = { $name } hat #{ $ticket } „{ $subject }“ geschlossen.
notice-ticket-merged = { $name } hat #{ $ticket } „{ $subject }“ mit einem anderen Ticket zusammengeführt.
notice-ticket-watcher-added = { $name } lässt Sie #{ $ticket } „{ $subject }“ beobachten.
notice-ticket-voice-set = { $name } lässt Sie bei #{ $ticket } „{ $subject }“ mit der anfragenden Person sprechen, während andere daran arbeiten.
notice-ticket-clock-warned = #{ $ticket } „{ $subject }“: { $promise } ist fällig { $time }.
notice-ticket-clock-breached = #{ $ticket } „{ $subject }“: { $promise } war fällig { $time }.
notice-ticket-escalated = #{ $ticket } „{ $subject }“ ist eskaliert: { $promise }, fällig { $time }.
notice-major-declared = { $name } hat #{ $ticket } „{ $subject }“ zur Großstörung erklärt; Sie leiten sie.
notice-major-update-due = Die nächste Nachricht zur Großstörung #{ $ticket } „{ $subject }“ ist bald fällig.
notice-major-update-missed = Die nächste Nachricht zur Großstörung #{ $ticket } „{ $subject }“ ist zu spät.
notice-ticket-paged = Sie werden zu #{ $ticket } „{ $subject }“ gerufen. Bitte bestätigen Sie vor { $time }; danach wird der Nächste gerufen.
notice-ticket-page-unanswered = Auf den Ruf zu #{ $ticket } „{ $subject }“ hat niemand geantwortet.
notice-ticket-rated = { $name } war mit der Hilfe zu #{ $ticket } „{ $subject }“ nicht zufrieden.
notice-ticket-side-answered = In einem Nebengespräch zu #{ $ticket } „{ $subject }“ hat jemand geantwortet.
notice-ticket-notified = Eine Regel macht Sie auf #{ $ticket } „{ $subject }“ aufmerksam.
notice-change-asked = { $name } bittet Sie, der Änderung „{ $subject }“ zuzustimmen.
notice-change-approved = { $name } hat der Änderung „{ $subject }“ zugestimmt.
notice-change-declined = { $name } hat die Änderung „{ $subject }“ abgelehnt.
notice-letter-held = Ein Brief wartet unter „Post prüfen“.
notice-outgoing-held = Ein Brief zu #{ $ticket } „{ $subject }“ ist angehalten und nicht abgegangen.
notice-outgoing-bounced = Ein Brief zu #{ $ticket } „{ $subject }“ ist nicht angekommen.
notice-outgoing-given-up = Ein Brief zu #{ $ticket } „{ $subject }“ konnte nicht übergeben werden.

# Warum jemand es erfährt.

notice-because-mentioned = Weil Sie erwähnt sind.
notice-because-assigned = Weil es Ihnen gegeben wurde.
notice-because-yours = Weil es Ihr Ticket ist.
notice-because-due = Weil Sie für das Versprochene einstehen.
notice-because-opinion = Weil Sie das Team leiten, das geholfen hat.
notice-because-paged = Weil Sie gerufen werden.
notice-because-rule = Weil eine Regel es so sagt.
notice-because-approve = Weil Sie um Zustimmung gebeten sind.
notice-because-voice = Weil Sie mit der anfragenden Person sprechen.
notice-because-watching = Weil Sie es beobachten.
notice-because-team = Weil es Ihrem Team gehört und niemand es hat.
notice-because-unassigned = Weil niemand es hat, auch kein Team.
notice-because-mail = Weil Post einen Menschen braucht.

# Briefe.

notice-approve = Hier stimmen Sie zu oder lehnen ab, ohne sich anzumelden. Der Link gilt einmal und nur für Sie:
notice-answer-by-mail = Antworten Sie auf diesen Brief, um der anfragenden Person zu antworten.
notice-acknowledge = Mit einem Klick bestätigen:
notice-digest-subject = { $count ->
    [one] Eine Sache für Sie
   *[other] { $count } Sachen für Sie
}
notice-digest-more = Das sind die ersten { $max }; die übrigen zeigt die App.

# Absagen.

notice-paged-always = Ein Ruf kommt immer sofort per E-Mail.
notices-too-many = Höchstens { $max } Benachrichtigungen lassen sich auf einmal als gelesen markieren.
