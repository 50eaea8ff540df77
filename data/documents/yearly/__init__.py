"""Documents over a whole school year: the annual report, and the file for a visite de contrôle.

What each says is told once, as `Section`s, by `report` and `control`; `writing` puts them on paper and into Markdown.
"""
