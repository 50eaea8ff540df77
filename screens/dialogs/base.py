"""The kinds of dialogs, each with its home: what stands in a box, a choice among letters, a form of a few fields."""

from screens.dialogs.box import Dialog
from screens.dialogs.choices import Choice, Confirm, Option
from screens.dialogs.fields import Field
from screens.dialogs.forms import READ, WHOLE, Ask, Doubt, Form, FormMistake, in_field
from screens.dialogs.words import Words

__all__ = [
    "READ", "WHOLE", "Ask", "Choice", "Confirm", "Dialog", "Doubt", "Field", "Form", "FormMistake",
    "Option", "Words", "in_field",
]  # fmt: skip
