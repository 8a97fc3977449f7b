"""The program in a real window with what others put in its way: text that could do harm.

Everything is tried in both languages.
"""

import sqlite3
import sys

from desktop import TARGET, Desktop, Failure, check, output, step, text_of, wait_for
from server import Server

PROGRAM = TARGET / "debug" / "nameplate"
PERSON = "behrooz"

# What the program is called in its title, and the words that are looked for.
WORDS = {
    "en": {"copy": "Copy groups", "address": "Server address", "first": "First name"},
    "fa": {"copy": "رونوشت گروه‌ها", "address": "نشانی سرور", "first": "نام"},
}


def main():
    with Desktop() as desktop:
        for language, words in WORDS.items():
            with Server(desktop.folder / f"server-{language}") as server:
                harmful_text(desktop, server, language, words)
    step("what others put in its way does no harm")


def start(desktop, server, language, key):
    data = str(desktop.folder / f"data-{language}")
    command = ["env", f"NAMEPLATE_KEY={key}", PROGRAM, "--lang", language, "--data-dir", data]
    return desktop.start(f"hostile-{language}", [*command, "--server", server.url])


def harmful_text(desktop, server, language, words):
    step(f"a NUL, an override and escapes in a name and in a group's name ({language})")
    key = server.person(PERSON)["token"]
    harmful = "A\0d\u202ea\x1b[31m\u2028x"
    with sqlite3.connect(server.folder / "db.sqlite3") as database:
        database.execute("UPDATE accounts_user SET first_name = ?, last_name = ?", [harmful, "\0"])
        database.execute("UPDATE accounts_group SET name = name || ?, notes = ?", [harmful, "one\r\ntwo\0"])
    for _ in range(2):  # it must not end at the next start either
        program = start(desktop, server, language, key)
        window = desktop.window(program)
        group = desktop.find("list item", "AdministratorsAda[31m x")
        check(text_of(desktop.find("entry", words["first"])) == "Ada[31m x", "the name is another")
        title = wait_for("the title", lambda: output("xdotool", "getwindowname", window).strip())
        check(title.startswith("Ada[31m x"), f"the title is {title!r}")
        check(not any(letter < " " or "\u202a" <= letter <= "\u2069" for letter in title), repr(title))
        check(group.get_attributes().get("posinset") == "1", "the tree is not whole")
        desktop.picture(f"e2e-hostile-{language}")
        desktop.key("ctrl+q")
        wait_for("the program to end", lambda: program.poll() is not None)
        check(program.returncode == 0, f"the program ends with status {program.returncode}")


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(f"FAILED: {failure}")
