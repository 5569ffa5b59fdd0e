sign-in-title = Anmelden
sign-in-heading = Anmelden bei { $name }
sign-in-email = E-Mail-Adresse
sign-in-password = Passwort
sign-in-go = Anmelden
sign-in-back = Zurück zur Anmeldung
sign-in-link-heading = Ohne Passwort
sign-in-link-text = Wir schicken einen Link an Ihre Adresse. Er gilt einmal, in diesem Browser.
sign-in-link-go = Link zuschicken
sign-in-link-sent = Schauen Sie in Ihr Postfach
sign-in-link-sent-text = Wenn die Adresse hier bekannt ist, ist ein Brief mit einem Link unterwegs. Der Link gilt { $minutes } Minuten, in diesem Browser.
sign-in-link-open = Treten Sie ein
sign-in-link-open-text = Dieser Link meldet Sie an, einmal.
sign-in-link-trouble = Dieser Link gilt nicht
set-up-title = Firstline einrichten
set-up-text = Sie haben den einmaligen Link, also verwalten Sie künftig diesen Desk.
set-up-name = Ihr Name
set-up-password = Passwort wählen
set-up-password-hint = Mindestens 12 Zeichen. Vier Wörter, die man sich vorstellen kann, sind ein gutes Passwort.
set-up-zone = Ihre Zeitzone
set-up-zone-hint = Zum Beispiel Europe/London oder Europe/Berlin.
set-up-go = Einrichten und anmelden
set-up-hint = Der Link zum Einrichten steht dort, wo Firstline gestartet wurde. Er gilt einmal und einen Tag lang; ein neuer Start macht einen neuen.
invitation-title = Einladung
invitation-heading = Willkommen, { $name }
invitation-text = Wählen Sie ein Passwort, dann sind Sie drin.
invitation-go = Wählen und anmelden
second-factor-title = Noch ein Schritt
second-factor-code = Code aus Ihrer App
second-factor-code-hint = Sechs Ziffern aus Ihrer Authenticator-App oder einer Ihrer Wiederherstellungscodes.
second-factor-go = Anmelden
passkey-go = Mit einem Passkey anmelden
letter-link-subject = Ihr Anmeldelink für { $desk }
letter-link =
    Guten Tag { $name },

    dieser Link meldet Sie bei { $desk } an. Er gilt einmal, { $minutes } Minuten lang, in dem Browser, in dem Sie ihn angefordert haben:

    { $url }

    Wenn Sie ihn nicht angefordert haben, müssen Sie nichts tun.
letter-invitation-subject = { $desk } hat einen Platz für Sie
letter-invitation =
    Guten Tag { $name },

    { $inviter } lädt Sie zu { $desk } ein. Öffnen Sie diesen Link und wählen Sie ein Passwort:

    { $url }

    Der Link gilt einmal, { $days } Tage lang.
set-up-support = Adresse, an die Menschen um Hilfe schreiben
set-up-support-hint = Etwa support@example.org. Briefe dorthin werden Tickets, und Antworten gehen von dort aus. Das geht auch später.
set-up-mailbox = Support
