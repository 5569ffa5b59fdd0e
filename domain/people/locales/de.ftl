# Was der Bereich Personen sagt, wenn eine Eingabe nicht stimmt oder etwas nicht geht.

name-missing = Bitte einen Namen angeben.
name-unprintable = Ein Name ist eine Zeile aus Buchstaben, ohne Steuerzeichen.
text-too-long = Hier passen höchstens { $max } Zeichen hin.
zone-unknown = Diese Zeitzone ist nicht bekannt. Bitte eine aus der Liste wählen, zum Beispiel Europe/Berlin.
undo-send-too-long = Eine Antwort kann höchstens { $max } Sekunden zurückgehalten werden.

email-missing = Bitte eine E-Mail-Adresse angeben.
email-not-an-address = Das sieht nicht nach einer E-Mail-Adresse aus. Ein Beispiel: anna@example.org
email-taken = Diese Adresse gehört schon jemandem.
email-not-theirs = Diese Person hat keine solche Adresse.
email-needed-by-staff = Wer am Helpdesk arbeitet, braucht eine E-Mail-Adresse zum Anmelden.
phone-not-a-number = Das sieht nicht nach einer Telefonnummer aus. Ein Beispiel: +49 30 1234567
phone-not-theirs = Diese Person hat keine solche Nummer.
contacts-too-many = Eine Person hat davon höchstens { $max }. Bitte eine entfernen, die niemand mehr benutzt.

organization-unknown = Diese Organisation gibt es nicht mehr. Bitte eine andere wählen.
organization-name-taken = Es gibt schon eine Organisation mit diesem Namen.
domain-unreadable = { $domain } ist keine E-Mail-Domain. Ein Beispiel: example.org
domain-taken = { $domain } gehört schon zu einer anderen Organisation.
domains-too-many = Eine Organisation hat höchstens { $max } Domains.
sees-organization-without-one = Bitte zuerst eine Organisation wählen: ohne sie gibt es nicht mehr zu sehen.

external-id-taken = Diesen Namen aus einem anderen System trägt hier schon etwas.
people-tags-too-many = Hier passen höchstens { $max } Schlagwörter hin.
people-tag-unreadable = Ein Schlagwort hat höchstens { $max } Zeichen und kein Komma.
organization-another = Diese Person gehört schon zu einer anderen Organisation; mehr als eine geht nicht.
member-taken = Diese Person gehört schon zu diesem Team.

site-unknown = Diesen Standort gibt es nicht mehr. Bitte einen anderen wählen.
site-name-taken = Es gibt schon einen Standort mit diesem Namen.

team-name-taken = Es gibt schon ein Team mit diesem Namen.
team-archived-already = Dieses Team ist schon archiviert.
team-not-archived = Dieses Team ist nicht archiviert.
member-not-staff = Zu einem Team gehören nur aktive Agenten, Leitungen und Administratoren.
members-too-many = Ein Team hat höchstens { $max } Mitglieder.

last-administrator = Ein aktiver Administrator muss bleiben. Bitte zuerst jemand anderen dazu machen.
person-deactivated = Diese Person ist deaktiviert. Bitte zuerst wieder aktivieren.

password-too-short = Bitte mindestens { $min } Zeichen wählen. Vier Wörter, die ein Bild ergeben, sind ein gutes Passwort.
password-too-long = Bitte höchstens { $max } Zeichen wählen.
password-pattern = Das ist ein Muster, und Muster werden zuerst probiert. Vier Wörter, die ein Bild ergeben, sind ein gutes Passwort.
password-about-you = Das ist vor allem Ihr Name oder Ihre Adresse, und die werden zuerst probiert.
password-obvious = Das gehört zu den Passwörtern, die zuerst probiert werden.
password-current-wrong = Das ist nicht Ihr jetziges Passwort.

sign-in-wrong = Adresse und Passwort passen nicht zusammen. Bitte beides prüfen oder einen Anmeldelink schicken lassen.
link-does-not-work = Dieser Link gilt nicht mehr: er wurde schon benutzt oder ist zu alt. Bitte einen neuen anfordern.
link-of-another-browser = Bitte den Link in dem Browser öffnen, in dem er angefordert wurde, oder hier einen neuen anfordern.
set-up-link-does-not-work = Dieser Einrichtungslink gilt nicht mehr. Ein Neustart von Firstline gibt einen neuen; gibt es schon einen Administrator, bitte anmelden.
invitation-does-not-work = Diese Einladung gilt nicht mehr: sie wurde schon benutzt oder ist zu alt. Bitte um eine neue bitten.
invited-has-password = Diese Person hat schon ein Passwort. Sie kann sich anmelden oder einen Anmeldelink anfordern.

second-factor-code-wrong = Dieser Code passt nicht oder wurde schon benutzt. Bitte den nächsten abwarten und noch einmal versuchen.
second-factor-on-already = Ein zweiter Faktor ist schon eingerichtet. Bitte zuerst entfernen.
second-factor-not-begun = Bitte die Einrichtung der App noch einmal beginnen.
second-factor-wait-over = Es ist zu viel Zeit vergangen. Bitte noch einmal anmelden.
passkey-not-accepted = Dieser Passkey wurde nicht angenommen. Bitte noch einmal versuchen oder anders anmelden.
passkey-known = Dieser Passkey ist schon eingetragen.
passkey-ceremony-over = Es ist zu viel Zeit vergangen. Bitte noch einmal versuchen.
passkeys-too-many = Eine Person hat höchstens { $max } Passkeys. Bitte einen entfernen, den niemand mehr benutzt.
token-name-missing = Bitte dem Token einen Namen geben, der sagt, wo er benutzt wird.
tokens-too-many = Eine Person hat höchstens { $max } API-Tokens. Bitte einen widerrufen, den niemand mehr benutzt.
noun-field-name-missing = Geben Sie ihm einen Namen.
noun-field-too-long = Hier passen höchstens { $max } Zeichen hin.
noun-field-key-wrong = Ein Schlüssel hat Buchstaben, Ziffern, _ und -, und mindestens einen Buchstaben: kostenstelle. Höchstens { $max } Zeichen.
noun-field-key-taken = „{ $name }“ hat diesen Schlüssel schon. Wählen Sie einen anderen.
noun-field-pattern-unreadable = Sagen Sie als regulären Ausdruck, wie eine Antwort aussieht. Rückverweise und Vor- oder Rückschau gibt es nicht.
noun-fields-too-many = Es gibt schon { $max } Felder. Stellen Sie ein abgelegtes wieder her und benennen Sie es um.
noun-field-without-options = Dieses Feld hat keine Optionen. Eine Auswahl hat welche.
noun-field-unknown = Ein Feld „{ $key }“ gibt es nicht.
noun-option-word-wrong = Programme nennen eine Option mit einem Wort ohne Leerzeichen, höchstens { $max } Zeichen lang.
noun-option-word-taken = Programme nennen schon eine andere Option „{ $word }“.
noun-options-too-many = Ein Feld hat höchstens { $max } Optionen, abgelegte mitgezählt.
noun-answer-too-long = „{ $name }“ nimmt höchstens { $max } Zeichen.
noun-answer-unfit = „{ $name }“ sieht nicht so aus, wie es soll.
noun-answer-no-integer = „{ $name }“ nimmt eine ganze Zahl.
noun-answer-no-number = „{ $name }“ nimmt eine Zahl, etwa 5.1.
noun-answer-no-date = „{ $name }“ nimmt ein Datum: Jahr, Monat, Tag, etwa 2026-11-27.
noun-answer-no-tick = „{ $name }“ nimmt ja oder nein.
noun-answer-no-option = Wählen Sie eine der Optionen von „{ $name }“.

# Wörter

role-requester = Anfragende
role-agent = Agent
role-lead = Leitung
role-administrator = Administrator
visibility-open = Offen: alle am Helpdesk sehen seine Tickets
visibility-restricted = Geschützt: nur seine Mitglieder sehen seine Tickets
sign-in-method-password = Passwort
sign-in-method-link = Anmeldelink
sign-in-method-passkey = Passkey
sign-in-method-invitation = Einladung
sign-in-method-set_up = Einrichtung
sign-in-method-totp = Authenticator-App
sign-in-method-recovery_code = Wiederherstellungscode
token-scope-full = Alles, was die Person darf
token-scope-read_only = Nur lesen
theme-system = Wie das Gerät
theme-light = Hell
theme-dark = Dunkel
density-comfortable = Luftig
density-compact = Dicht
merge-people-same = Das ist schon dieselbe Person.
merge-people-requester = Nur Anfragende werden mit jemand anderem zusammengeführt. Ändern Sie zuerst die Rolle.
merge-people-left = Diese Person kommt nicht mehr herein. Wählen Sie die, die bleibt, oder nehmen Sie sie zuerst zurück.
erase-name-differs = Der Name ist ein anderer. Bitte so schreiben, wie er auf der Seite der Person steht.
person-is-erased = Diese Person wurde gelöscht; an ihr lässt sich nichts mehr ändern.
