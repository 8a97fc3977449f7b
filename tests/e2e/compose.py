"""Typing through an input method: IBus, as the desktops of people whose letters are not on their keyboard start it.

One method writes Persian with Latin keys, letter by letter; another composes Korean syllables, which stand underlined in the
field until they are finished and may still change or be given up.
"""

import os
import subprocess

from desktop import TARGET, Desktop, check, output, run, settles, step, text_of, wait_for
from server import Server

PROGRAM = TARGET / "debug" / "nameplate"
PERSON = "behrooz"


def main():
    with Desktop() as desktop, Server(desktop.folder / "server") as server:
        step(output("ibus", "version"))
        os.environ["XMODIFIERS"] = "@im=ibus"
        # Otherwise what it finishes and the key that finished it may arrive in either order.
        os.environ["IBUS_ENABLE_SYNC_MODE"] = "1"
        keeper = "--config=/usr/libexec/ibus-memconf"
        desktop.start("ibus", ["ibus-daemon", "--xim", "--replace", "--panel=disable", keeper])
        choose("hangul")
        os.environ["NAMEPLATE_KEY"] = server.person(PERSON)["token"]
        command = [PROGRAM, "--lang", "en", "--server", server.url, "--data-dir", str(desktop.folder / "data")]
        program = desktop.start("compose-nameplate", command)
        run("xdotool", "windowactivate", "--sync", desktop.window(program))

        step("a syllable is composed in the field, changed, and finished")
        first = enter(desktop, "First name")
        choose("hangul")
        compose_at_last(desktop, first)
        for key, seen in (("k", "하"), ("s", "한"), ("BackSpace", "하"), ("s", "한")):
            press(key)
            shows(desktop, first, seen)
        desktop.picture("e2e-composing")
        press("g")
        shows(desktop, first, "핞")
        press("space")
        shows(desktop, first, "핞 ")

        step("what is being composed stays in its field when the focus goes: by a key, by the pointer, by a reader")
        last = enter(desktop, "Last name")
        for go in (
            lambda: press("Tab"),
            lambda: desktop.click(desktop.window(program), desktop.find("entry", first)),
            lambda: desktop.find("entry", first).get_component_iface().grab_focus(),
        ):
            enter(desktop, last)
            press("g", "k")
            shows(desktop, last, "하")
            go()
            wait_for("the focus to go on", lambda: not desktop.has(desktop.find("entry", last), "focused"))
            shows(desktop, last, "하")
        press("End", "s")
        shows(desktop, first, "핞 ㄴ")
        press("BackSpace", "BackSpace")
        shows(desktop, first, "핞")

        step("Persian with Latin keys, and saved")
        last = enter(desktop, "Last name")
        choose("m17n:fa:isiri")
        for key, seen in (("s", "س"), ("g", "سل"), ("h", "سلا"), ("l", "سلام")):
            press(key)
            shows(desktop, last, seen)
        press("ctrl+s")
        wait_for("the names on the server", lambda: server.row(PERSON)["last_name"] == "سلام")
        check(server.row(PERSON)["first_name"] == "핞", "the composed name is another")
        # With edits left, a polite end would be asked about first.
        program.kill()
        program.wait(10)
    step("input methods write into the fields")


def choose(engine):
    """Lets IBus use this input method; it starts it, which takes a moment and may be asked for again."""

    def chosen():
        subprocess.run(["ibus", "engine", engine], stderr=subprocess.DEVNULL, check=False)
        return subprocess.run(["ibus", "engine"], capture_output=True, text=True).stdout.strip() == engine

    wait_for(f"the input method {engine}", chosen)


def compose_at_last(desktop, name):
    """Composes ㅎ in an empty field. The input method comes to a field in its own time, and writes Latin letters until
    it is told otherwise."""

    def composes():
        press("shift+space", "g")
        if settles(lambda: text_of(desktop.find("entry", name)) == "ㅎ", 1):
            return True
        press("ctrl+a", "BackSpace")
        return False

    wait_for("a letter to be composed", composes)


def enter(desktop, name):
    """Empties a field and leaves the focus in it."""
    entry = desktop.find("entry", name)
    entry.get_component_iface().grab_focus()
    wait_for(f"the focus in {name}", lambda: desktop.has(desktop.find("entry", name), "focused"))
    press("ctrl+a", "BackSpace")
    shows(desktop, name, "")
    return name


def shows(desktop, name, expected):
    wait_for(f"{name} to show {expected!r}", lambda: text_of(desktop.find("entry", name)) == expected)


def press(*keys):
    for key in keys:
        run("xdotool", "key", key)


main()
