"""Street map: tiles from the web, only when asked for."""

from incidents.ui.street import street

street()
