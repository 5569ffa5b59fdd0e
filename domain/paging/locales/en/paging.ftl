# What refusals about pages say.
page-ticket-finished = This ticket is finished. Reopen it to page somebody about it.
page-acknowledged = Somebody else has acknowledged this page.
page-over = The ticket was finished before anybody acknowledged.
