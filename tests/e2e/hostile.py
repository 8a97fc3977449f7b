"""The program in a real window with what others put in its way: text that could do harm, files that never answer, and
signals to end.

Everything is tried in both languages.
"""

import os
import re
import signal
import sqlite3
import subprocess
import sys

from desktop import ROOT, TARGET, Desktop, Failure, check, output, run, step, text_of, wait_for
from server import Server

PROGRAM = TARGET / "debug" / "nameplate"
PERSON = "behrooz"


def main():
    with Desktop() as desktop:
        for language in ("en", "fa"):
            with Server(desktop.folder / f"server-{language}") as server:
                silent_file(desktop, server, language)
                signals(desktop, server, language)
                settings(desktop, server, language)
                harmful_text(desktop, server, language)
    step("what others put in its way does no harm")


def start(desktop, server, language, *more):
    data = str(desktop.folder / f"data-{language}")
    key = server.person(PERSON)["token"]
    command = [PROGRAM, "--lang", language, "--data-dir", data, "--server", server.url, *more]
    os.environ["NAMEPLATE_KEY"] = key
    try:
        return desktop.start(f"hostile-{language}", command)
    finally:
        del os.environ["NAMEPLATE_KEY"]


def words(language, name):
    """The sentence called `name`, up to its first value."""
    for file in sorted((ROOT / "assets" / "locale" / language).glob("*.ftl")):
        found = re.search(rf"^{name} = (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
        if found:
            return found[1].split("{")[0].strip()
    raise Failure(f"there is no sentence {name}")


def is_shown(program):
    return output("xdotool", "search", "--onlyvisible", "--pid", str(program.pid), check=False).split()


def ends(program, status):
    wait_for("the program to end", lambda: program.poll() is not None)
    check(program.returncode == status, f"the program ends with status {program.returncode}, not {status}")


def silent_file(desktop, server, language):
    step(f"a pipe and a file on a drive that is gone, as a photo ({language})")
    pipe, folder = desktop.folder / f"pipe-{language}", desktop.folder / f"silent-{language}"
    os.mkfifo(pipe)
    folder.mkdir()
    drive = desktop.start(
        "silent", [sys.executable, ROOT / "tests/e2e/silent.py", folder], stdout=subprocess.PIPE, text=True
    )
    wait_for("the drive", lambda: (folder / "photo.jpg").exists())
    program = start(desktop, server, language)
    window = desktop.window(program)
    desktop.click(window, desktop.find("push button", words(language, "profile-change-photo-name")))
    desktop.click(window, desktop.find("push button", words(language, "photo-other-ways")))
    desktop.fill(window, desktop.find("entry", words(language, "photo-path")), str(pipe))
    desktop.key("Return")
    desktop.find_text(words(language, "picture-file-not-a-file"))
    desktop.fill(window, desktop.find("entry", words(language, "photo-path")), str(folder / "photo.jpg"))
    desktop.key("Return")
    check(drive.stdout.readline() == "read\n", "the file was not read")
    desktop.find_text(words(language, "photo-opening"))
    desktop.picture(f"e2e-silent-{language}")
    desktop.click(window, desktop.find("push button", words(language, "general-cancel")))
    desktop.find("entry", words(language, "photo-path"))
    desktop.key("ctrl+q")
    wait_for("the window to close", lambda: not is_shown(program), patience=5)
    # The kernel keeps the thread that reads, and with it the process, until the drive answers.
    drive.kill()
    ends(program, 0)


def signals(desktop, server, language):
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        number = getattr(signal, name)
        step(f"{name}: without edits an orderly end, with edits a question ({language})")
        program = start(desktop, server, language)
        desktop.window(program)
        desktop.find("entry", words(language, "field-first-name"))
        program.send_signal(number)
        ends(program, 0)

        program = start(desktop, server, language)
        window = desktop.window(program)
        desktop.fill(window, desktop.find("entry", words(language, "field-first-name")), "Unsaved")
        desktop.find("push button", words(language, "profile-save"))
        run("xdotool", "windowminimize", window)
        wait_for("the window to be away", lambda: not is_shown(program))
        for _ in range(2):  # "stay" makes the next one a first one again
            program.send_signal(number)
            desktop.find_text(words(language, "ask-close-title"))
            wait_for("the window in front", lambda: is_shown(program))
            desktop.picture(f"e2e-signal-{language}")
            check(program.poll() is None, "it ended with edits")
            desktop.click(window, desktop.find("push button", words(language, "general-cancel")))
            desktop.gone("push button", words(language, "ask-close-yes"))
        program.send_signal(number)
        desktop.find_text(words(language, "ask-close-title"))
        program.send_signal(number)
        ends(program, 128 + number)


def settings(desktop, server, language):
    step(f"settings that are a pipe, or sixty thousand mistakes and a window of 16384 x 16384 ({language})")
    config = desktop.folder / f"data-{language}" / "config.toml"
    config.parent.mkdir(exist_ok=True)
    config.unlink(missing_ok=True)
    os.mkfifo(config)
    program = start(desktop, server, language)
    desktop.find_text(str(config))
    program.send_signal(signal.SIGTERM)
    ends(program, 0)
    config.unlink()
    mistakes = "".join(f"key{number} = 1\n" for number in range(60_000))
    config.write_text(mistakes + "[window]\nwidth = 16384\nheight = 16384\n")
    program = start(desktop, server, language)
    desktop.find_text("key10002")
    desktop.picture(f"e2e-mistakes-{language}")
    with open(f"/proc/{program.pid}/status") as status:
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    print(f"the most memory was {peak >> 10} MiB")
    check(peak < 400 << 10, f"the most memory was {peak} KiB")
    program.send_signal(signal.SIGTERM)
    ends(program, 0)
    config.unlink()


def harmful_text(desktop, server, language):
    step(f"a NUL, an override and escapes in a name and in a group's name ({language})")
    harmful = "A\0d\u202ea\x1b[31m\u2028x"
    with sqlite3.connect(server.folder / "db.sqlite3") as database:
        database.execute("UPDATE accounts_user SET first_name = ?, last_name = ?", [harmful, "\0"])
        database.execute("UPDATE accounts_group SET name = name || ?, notes = ?", [harmful, "one\r\ntwo\0"])
    for _ in range(2):  # it must not end at the next start either
        program = start(desktop, server, language)
        window = desktop.window(program)
        group = desktop.find("list item", "AdministratorsAda[31m x")
        check(text_of(desktop.find("entry", words(language, "field-first-name"))) == "Ada[31m x", "the name is another")
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
