"""Every call of zenpy's that programs were seen to make; the last line says how it went."""

import zenpy_tickets  # noqa: F401 - each room makes its calls when it is read, later ones with what earlier ones made
import zenpy_people  # noqa: F401
import zenpy_rest  # noqa: F401
from tally import close

close()
