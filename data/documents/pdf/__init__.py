"""Papers as PDF: on A4, black on white, tagged. The library that writes them is loaded when one is asked for."""
