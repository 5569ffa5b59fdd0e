# Was beim Anlegen eines Webhooks abgelehnt wird.
webhook-name-missing = Geben Sie dem Webhook einen Namen, etwa „Chatraum der ersten Ebene“.
webhook-name-taken = Ein anderer Webhook heißt schon so. Wählen Sie einen Namen, der beide unterscheidet.
webhook-too-long = Dieser Text hat höchstens { $max } Zeichen.
webhook-address = Eine Adresse beginnt mit https:// oder http:// und nennt einen Server, ohne Benutzer, Passwort und #.
webhook-headers-many = Ein Webhook hat höchstens { $max } eigene Kopfzeilen.
webhook-header = Eine Kopfzeile hat einen Namen aus Buchstaben, Ziffern und Bindestrichen und einen Wert in einer Zeile; was für jeden Webhook gesetzt wird, lässt sich nicht angeben.
webhook-events-by-post = Ereignisse werden mit POST mitgeteilt. Nehmen Sie weg, was ihm von selbst mitgeteilt wird, oder wählen Sie POST.
webhook-body = Mitgeteilt wird JSON von höchstens 256 KiB.
webhook-asked-twice = Das wurde im selben Augenblick zweimal verlangt. Sehen Sie im Protokoll nach und versuchen Sie es erneut, falls es dort fehlt.
webhooks-too-many = Ein Desk hat höchstens { $max } Webhooks.
