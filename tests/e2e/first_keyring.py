"""The program for a new user, whose keyring service holds no keyring yet: storing the first key creates one.

The service and its question are GNOME Keyring's own. What counts is what the keyring and the disk hold afterwards.
"""

import sys

from desktop import KEYRING_PASSWORD, TARGET, Desktop, Failure, check, settles, step, wait_for
from server import Server

PROGRAM = TARGET / "debug" / "nameplate"
PERSON = "behrooz"


def main():
    with Desktop(has_keyring=False) as desktop, Server(desktop.folder / "server") as server:
        key = server.person(PERSON)["token"]
        program = desktop.start("first-keyring", [PROGRAM, "--lang", "en"])
        window = desktop.window(program)
        refused(desktop, server, window, key)
        created(desktop, server, window, key)
        leave(desktop, program)
        come_back(desktop)
    step("the first key brings its keyring")


def refused(desktop, server, window, key):
    step("no question before there is something to store")
    desktop.find("entry", "Server address")
    check(not settles(desktop.asks_for_new_keyring, patience=2), "asked at the start")

    step("the person does not want a keyring: the program goes on, and says so")
    sign_in(desktop, server, window, key)
    # It does not wait for the answer.
    desktop.find("entry", "First name")
    desktop.dismiss_new_keyring()
    desktop.find_text("There is no keyring yet")
    desktop.picture("e2e-no-keyring")
    check(not desktop.keyrings(), f"there are keyrings now: {desktop.keyrings()}")

    step("signing out asks nothing and creates nothing")
    sign_out(desktop, window)
    check(not settles(desktop.asks_for_new_keyring, patience=2), "asked when there was a key to forget")
    check(not settles(lambda: says(desktop, "could not be removed"), patience=1), "a key is said to be left")
    check(not desktop.keyrings(), f"there are keyrings now: {desktop.keyrings()}")


def created(desktop, server, window, key):
    step("the person chooses a password: the keyring is created and the key is in it")
    sign_in(desktop, server, window, key)
    desktop.answer_new_keyring(KEYRING_PASSWORD)
    wait_for("the keyring's file", desktop.keyrings)
    wait_for("the key in the keyring", lambda: key in desktop.kept_secrets("service", "nameplate"))
    check(not says(desktop, "keyring"), f"something is said about the keyring: {desktop.describe()}")
    check(len(desktop.keyrings()) == 1, f"not one keyring: {desktop.keyrings()}")


def leave(desktop, program):
    desktop.key("ctrl+q")
    wait_for("the program to end", lambda: program.poll() is not None)


def come_back(desktop):
    step("the next start asks nothing")
    program = desktop.start("second-keyring", [PROGRAM, "--lang", "en"])
    desktop.find("entry", "First name")
    check(not desktop.asks_for_new_keyring(), "asked again")

    step("signing out forgets the key and leaves the keyring")
    sign_out(desktop, desktop.window(program))
    wait_for("the keyring to forget", lambda: "secret =" not in desktop.kept_secrets("service", "nameplate"))
    check(len(desktop.keyrings()) == 1, f"not one keyring: {desktop.keyrings()}")


def sign_in(desktop, server, window, key):
    desktop.fill(window, desktop.find("entry", "Server address"), server.url)
    desktop.fill(window, desktop.find("password text", "API key"), key)
    desktop.click(window, desktop.find("push button", "Sign in"))


def sign_out(desktop, window):
    desktop.click(window, desktop.find("push button", "Sign out"))
    desktop.find_text("Sign out?")
    desktop.click(window, desktop.find("push button", "Sign out"))
    desktop.find("entry", "Server address")


def says(desktop, part):
    """Whether a text of the program holds this."""
    return part in desktop.describe()


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(f"FAILED: {failure}")
