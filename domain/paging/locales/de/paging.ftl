# Was Ablehnungen zu Rufen sagen.
page-ticket-finished = Dieses Ticket ist erledigt. Öffnen Sie es wieder, um dazu jemanden zu rufen.
page-acknowledged = Diesen Ruf hat schon jemand anders bestätigt.
page-over = Das Ticket war erledigt, bevor jemand bestätigt hat.
