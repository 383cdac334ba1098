"""The words in the rows of the JSON tree: bounded, and with nothing hidden in them."""

from __future__ import annotations

from viewer.errors import ViewerError
from viewer.model.json_document import JsonDocument, JsonKind, JsonNode
from viewer.text import Text, visible
from viewer.ui.error_words import error_line
from viewer.ui.messages import shown
from viewer.ui.models.cells import SHOWN_CHARACTERS, TOOLTIP_CHARACTERS, plain_tooltip, visible_lines
from viewer.ui.models.json_branch import PAGE

KINDS = {
    JsonKind.OBJECT: Text("object"),
    JsonKind.ARRAY: Text("array"),
    JsonKind.STRING: Text("text"),
    JsonKind.NUMBER: Text("number"),
    JsonKind.BOOLEAN: Text("true or false"),
    JsonKind.NULL: Text("null"),
    JsonKind.INVALID: Text("not valid"),
}
HEADERS = (
    (Text("Key"), Text("The name of a member of an object, or the number of an element of an array, from 0")),
    (Text("Value"), Text("Texts without quotes, numbers with the digits as received, the beginning of objects and arrays")),
    (Text("Type"), Text("The kind of JSON value")),
    (Text("Children"), Text("How many members an object has, or how many elements an array")),
)


def value_texts(document: JsonDocument, node: JsonNode) -> tuple[str, str, str]:
    """Return key, value and kind of a value as the row shows them."""
    key = "$" if node.key is None else visible(str(node.key))
    try:
        value = visible(document.shown(node, SHOWN_CHARACTERS + 1), SHOWN_CHARACTERS)
    except ViewerError as error:
        value = error_line(error)
    return key, value, shown(KINDS[node.kind])


def page_text(first: int, total: int) -> str:
    """Return "1,000–1,999 of 42,621" for the page that begins with child `first`."""
    last = min(first + PAGE, total) - 1
    return shown(Text("{first}–{last} of {total}", first=grouped(first), last=grouped(last), total=grouped(total)))


def grouped(number: int) -> str:
    """Return a count in groups of three digits."""
    return f"{number:,}"


def path_tooltip(document: JsonDocument, node: JsonNode) -> str:
    """Return the JSONPath of a value, up to a bound, as a tooltip."""
    return plain_tooltip(visible(document.path(node), TOOLTIP_CHARACTERS))


def value_tooltip(document: JsonDocument, node: JsonNode) -> str:
    """Return a value with its line ends, up to a bound, as a tooltip."""
    try:
        return plain_tooltip(visible_lines(document.shown(node, TOOLTIP_CHARACTERS + 1), TOOLTIP_CHARACTERS))
    except ViewerError as error:
        return plain_tooltip(error_line(error))
