"""The home of somebody who is signed in, for measurements: everything that Nameplate keeps for the next start.

It signs in once at the reference server, in a desktop of its own with a keyring (see tests/e2e), and ends the program. The
server goes on, or is stopped and answers no more.
"""
import contextlib
import os
import pathlib
import shutil
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
os.environ.setdefault("REF_VENV", str(HERE.parents[1] / "target/reference-venv"))
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.parent / "e2e"))
from desktop import KEYRING_PASSWORD, Desktop, settles, wait_for
from server import Server
from window import PERSON

# Opens the keyring in the session of a measurement.
KEYRING = f"printf '{KEYRING_PASSWORD}' | gnome-keyring-daemon --daemonize --unlock --components=secrets"


@contextlib.contextmanager
def homes(program, names, is_silent):
    """A folder with a home of each of these names. With `is_silent` the server answers no more."""
    with tempfile.TemporaryDirectory() as folder, Desktop() as desktop, Server(desktop.folder / "server") as server:
        sign_in(desktop, server, program)
        for name in names:
            # The call is a socket, by which a second window calls the first.
            shutil.copytree(desktop.home, pathlib.Path(folder) / name, ignore=shutil.ignore_patterns("call"))
        if is_silent:
            server.pause()
        yield folder
        server.resume()


def sign_in(desktop, server, program):
    """Once, with everything kept for the next start."""
    running = desktop.start("bench", [program, "--lang", "en"])
    window = desktop.window(running)
    desktop.fill(window, desktop.find("entry", "Server address"), server.url)
    desktop.fill(window, desktop.find("password text", "API key"), server.person(PERSON)["token"])
    desktop.click(window, desktop.find("push button", "Sign in"))
    desktop.find("entry", "First name")
    wait_for("the key in the keyring", lambda: desktop.kept_secrets("service", "nameplate"))
    photos = lambda: [path for path in desktop.home.rglob("*") if path.is_file() and "photo" in path.name]
    settles(photos, 5)
    desktop.key("ctrl+q")
    wait_for("the program to end", lambda: running.poll() is not None)


def take_program(options, usage):
    """Takes `--program FILE` out of the options."""
    if "--program" not in options:
        sys.exit(usage)
    place = options.index("--program")
    program = str(pathlib.Path(options[place + 1]).resolve())
    del options[place : place + 2]
    return program
