from incidents.ui.frame import frame
frame("Map")
