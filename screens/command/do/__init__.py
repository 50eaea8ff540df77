"""`vigie do N ACTION`: the form of each action (`forms/`), what its words ask for (`requests/`), subject by subject.

The subjects are those of the rules: course, incident, fraud, time, outage, people, session, close. The forms are
argparse only, so that `vigie --help` loads no pydantic.
"""
