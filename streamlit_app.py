"""The map page: filters, sentence, timeline, map, panel, lists."""

from incidents.ui.explore import explore

explore()
