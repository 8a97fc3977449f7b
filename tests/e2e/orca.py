"""The program with Orca, the screen reader of Linux desktops, and nothing but keys: what a blind person hears.

Orca writes down what it says; whether a voice can be heard on this machine does not matter. Debian 12 has Orca 43, which
reads names, roles, states and dialogs; the text in fields and announcements come with 46 (see the README.md of the repository).
"""

import os
import pty
import re
import threading
import time

from desktop import LOGS, TARGET, Desktop, check, output, run, step, wait_for
from server import Server

PROGRAM = TARGET / "debug" / "nameplate"
PERSON = "behrooz"


def main():
    with Desktop() as desktop, Server(desktop.folder / "server") as server:
        step(f"Orca {output('orca', '--version').split()[-1]}")
        ears = Ears(desktop)
        ears.hear("screen reader on", "Screen reader on")
        os.environ["NAMEPLATE_KEY"] = server.person(PERSON)["token"]
        command = [PROGRAM, "--lang", "en", "--server", server.url, "--data-dir", str(desktop.folder / "data")]
        program = desktop.start("orca-nameplate", command)
        window = desktop.window(program)
        run("xdotool", "windowactivate", "--sync", window)
        desktop.find("entry", "First name")
        ears.hear("the window", "بهروز قربانی – Nameplate frame")

        step("Orca reads every stop of the Tab key")
        for said in (
            "Menu push button",
            "Change the photo of بهروز قربانی push button",
            "Change photo push button",
            "Remove photo push button",
            "First name entry",
            "Last name entry",
        ):
            press("Tab")
            ears.hear(said, said)
        press("Tab")
        ears.hear("the gender with its state", r"Male.*radio button", r"selected")
        press("Right")
        ears.hear("the next gender", r"Female.*radio button", r"selected")

        step("Orca reads a dialog, its buttons, and where one comes back to")
        press("F1")
        ears.hear("the dialog", "Shortcuts dialog")
        ears.hear("its button", "Close push button")
        press("Escape")
        ears.hear("where the focus was", "Female.*radio button")

        step("Orca reads an error at its field")
        focus(desktop, "Username")
        ears.hear("Username", "Username entry")
        press("ctrl+a")
        run("xdotool", "type", "sara_owner")
        press("ctrl+s")
        username = desktop.find("entry", "Username")
        wait_for("the error at its field", lambda: "already exists" in (username.get_description() or ""))
        press("shift+Tab")
        press("Tab")
        ears.hear("Username with its error", "Username entry", "already exists")
        # With edits left, a polite end would be asked about first.
        program.kill()
        program.wait(10)
    step("Orca says what is on screen")


class Ears:
    """What Orca says."""

    def __init__(self, desktop):
        # Orca writes into a terminal line by line, and into a file whenever it likes.
        self.written, ear = pty.openpty()
        self.text = ""
        threading.Thread(target=self._listen, daemon=True).start()
        desktop.start("orca", ["orca", "--replace", "--debug", f"--debug-file={os.ttyname(ear)}"])
        self.heard = 0

    def _listen(self):
        with open(LOGS / "orca-debug.log", "w") as log:
            while piece := os.read(self.written, 1 << 16).decode(errors="replace"):
                log.write(piece)
                log.flush()
                self.text += piece

    def hear(self, what, *patterns):
        """Waits until Orca says something new that has all of the patterns in it."""

        def look():
            said = self.said()
            for number in range(self.heard, len(said)):
                if all(re.search(pattern, " ".join(said[number : number + 3])) for pattern in patterns):
                    self.heard = number + 1
                    return True
            return False

        try:
            wait_for(f"Orca to say {what}", look)
        except Exception:
            print("since then Orca said:", *self.said()[self.heard :], sep="\n    ")
            raise

    def said(self):
        return re.findall(r"SPEECH OUTPUT: '(.*?)'(?:\{|\r|\n)", self.text)


def focus(desktop, name):
    node = desktop.find("entry", name)
    node.get_component_iface().grab_focus()
    wait_for(f"the focus in {name}", lambda: desktop.has(node, "focused"))


def press(keys):
    run("xdotool", "key", keys)
    time.sleep(0.3)


main()
