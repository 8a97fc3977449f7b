"""The program is stopped in the middle of its work and goes on later, as on a machine that sleeps; and the clock is set a day
forth and back while it runs.

    tests/e2e/asleep.py              stopped for 5 seconds each time
    tests/e2e/asleep.py --for 60     for a minute: longer than any limit of a request
"""

import argparse
import os
import re
import signal
import sys
import time

from desktop import TARGET, Desktop, Failure, check, end, step, text_of, wait_for
from gi.repository import GLib
from server import Server
from window import PERSON, own_files

PROGRAM = TARGET / "debug" / "nameplate"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--for", dest="seconds", type=float, default=5)
    seconds = parser.parse_args().seconds
    with Desktop() as desktop, Server(desktop.folder / "server") as server:
        clock = desktop.folder / "clock"
        set_clock(clock, "+0")
        program = start(desktop, clock)
        sleeps = Sleeps(desktop, server, program, seconds)
        sleeps.sign_in()
        sleeps.at_rest()
        sleeps.while_typing()
        sleeps.with_a_save_on_its_way()
        sleeps.with_a_lost_connection()
        clock_jumps(desktop, server, program, clock)
        end(program)


def start(desktop, clock):
    environment = {
        **os.environ,
        "LD_PRELOAD": "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
        "FAKETIME_TIMESTAMP_FILE": str(clock),
        "FAKETIME_NO_CACHE": "1",
        # Timers count from the start of the machine, whatever the clock says.
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "DONT_FAKE_MONOTONIC": "1",
    }
    return desktop.start("asleep", [PROGRAM, "--lang", "en"], env=environment)


def set_clock(clock, offset):
    """A file in the place of the one before, so that no half of it is read."""
    new = clock.with_suffix(".new")
    new.write_text(f"{offset}\n", encoding="ascii")
    new.replace(clock)


class Sleeps:
    def __init__(self, desktop, server, program, seconds):
        self.desktop, self.server, self.program, self.seconds = desktop, server, program, seconds
        self.window = desktop.window(program)

    def sleep(self):
        self.program.send_signal(signal.SIGSTOP)
        time.sleep(self.seconds)
        self.program.send_signal(signal.SIGCONT)

    def sign_in(self):
        desktop, person = self.desktop, self.server.person(PERSON)
        desktop.fill(self.window, desktop.find("entry", "Server address"), self.server.url)
        desktop.fill(self.window, desktop.find("password text", "API key"), person["token"])
        desktop.click(self.window, desktop.find("push button", "Sign in"))
        desktop.find("entry", "First name")

    def at_rest(self):
        step("asleep at rest: nothing is asked in a burst")
        asked = len(self.server.requests())
        self.sleep()
        time.sleep(2)
        new = self.server.requests()[asked:]
        check(len(new) <= 1, f"asked on waking: {new}")

    def while_typing(self):
        step("asleep while somebody types: all of it is there, and on the disk")
        desktop = self.desktop
        field = desktop.find("entry", "First name")
        desktop.fill(self.window, field, "Before")
        self.sleep()
        desktop.type(" and after")
        wait_for("what was typed", lambda: text_of(field) == "Before and after")
        wait_for("its draft", lambda: draft_with(desktop, "Before and after"))

    def with_a_save_on_its_way(self):
        step("asleep while a save is on its way: its answer has come meanwhile")
        desktop, sent = self.desktop, len(self.server.requests("PATCH"))
        self.server.pause()
        desktop.key("ctrl+s")
        time.sleep(0.3)
        self.program.send_signal(signal.SIGSTOP)
        self.server.resume()
        time.sleep(self.seconds)
        self.program.send_signal(signal.SIGCONT)
        self.server.wait_for_row(PERSON, first_name="Before and after")
        self.nothing_left(sent + 1)

    def with_a_lost_connection(self):
        step("asleep while a save is on its way, and the server is silent: it is given up, looked for, and never sent twice")
        desktop, sent = self.desktop, len(self.server.requests("PATCH"))
        desktop.fill(self.window, desktop.find("entry", "First name"), "Once")
        self.server.pause()
        desktop.key("ctrl+s")
        time.sleep(0.3)
        self.sleep()
        self.server.resume()
        # A request that was given up is not repeated: the person does it.
        wait_for("its end", lambda: self.server.row(PERSON)["first_name"] == "Once" or self.offers_retry(), 60)
        if self.offers_retry():
            desktop.click(self.window, desktop.find("push button", "Retry"))
            self.server.wait_for_row(PERSON, first_name="Once")
        self.nothing_left(sent + 1)

    def offers_retry(self):
        return self.look("Retry")

    def look(self, button):
        """Whether there is this button. What was asked while the program slept has failed by now."""
        try:
            return bool(self.desktop.look("push button", button))
        except GLib.Error:
            return False

    def nothing_left(self, sent):
        wait_for("the end of the save", lambda: self.look("Undo") and not self.look("Save"))
        requests = self.server.requests("PATCH")
        check(len(requests) == sent, f"{sent} saves, and sent were {requests}")


def clock_jumps(desktop, server, program, clock):
    window = desktop.window(program)
    for days, name in ((1, "Tomorrow"), (-1, "Yesterday"), (0, "Today")):
        step(f"the clock is set {days} days from now: what is typed is written down and saved")
        set_clock(clock, f"{days:+}d")
        desktop.fill(window, desktop.find("entry", "First name"), name)
        written = wait_for("its draft", lambda name=name: draft_with(desktop, name))
        off = int(re.search(rb'"changed_at":(-?[0-9]+)', written)[1]) - time.time() - days * 86400
        check(abs(off) < 60, f"the clock of the program is {off} s off: it was not set")
        desktop.key("ctrl+s")
        server.wait_for_row(PERSON, first_name=name)
        check("-" not in age(desktop), f"an age before now: {age(desktop)}")


def draft_with(desktop, text):
    contents = [path.read_bytes() for path in own_files(desktop) if path.name.startswith("draft.")]
    return next((content for content in contents if text.encode() in content), None)


def age(desktop):
    """How long ago the last sign-in was, in words."""
    words = [line for line in desktop.describe().splitlines() if " ago" in line or "just now" in line]
    return " ".join(words).replace("sign-in", "")


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(f"FAILED: {failure}")
