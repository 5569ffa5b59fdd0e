# What making a webhook refuses.
webhook-name-missing = Give the webhook a name, such as “Chat room of the first line”.
webhook-name-taken = Another webhook has this name. Choose one that tells them apart.
webhook-too-long = This text has at most { $max } characters.
webhook-address = An address begins with https:// or http:// and names a server, without a user, a password or a #.
webhook-headers-many = A webhook has at most { $max } headers of its own.
webhook-header = A header has a name of letters, digits and hyphens and a value in one line; those that are set for every webhook cannot be given.
webhook-events-by-post = Events are told by POST. Take what it is told by itself away, or choose POST.
webhook-body = What is told must be JSON of at most 256 KiB.
webhook-asked-twice = This was asked twice at the same moment. Look at the log, and try again if it is not there.
webhooks-too-many = A desk has at most { $max } webhooks.
