"""The key expires while somebody edits: they sign in over the living form, and one press saves what they had typed.

As the same person the edits go on as they were. As somebody else nothing of the first person is sent, and it waits for them.
What counts is what the server was sent and what its database holds.
"""

import sys

from desktop import Desktop, Failure, check, end, step, text_of, wait_for
from server import Server
from window import PERSON, sign_in

OTHER = "owner"


def main():
    with Desktop() as desktop, Server(desktop.folder / "server") as server:
        program = sign_in(desktop, server, server.person(PERSON)["token"])
        the_same_person(desktop, server, program)
        somebody_else(desktop, server, program)
        end(program)
    step("an expired key loses nothing")


def the_same_person(desktop, server, program):
    step("the key expires while somebody edits: Save asks to sign in, over the form")
    window = desktop.window(program)
    desktop.fill(window, desktop.find("entry", "First name"), "Behrooz")
    desktop.fill(window, desktop.find("entry", "Email"), "b@example.com")
    key = server.replace_key(PERSON, "1" * 40)
    desktop.key("ctrl+s")
    desktop.find_text("the server no longer accepts your key")
    desktop.picture("e2e-expired")
    check(not server.requests("PATCH"), "something was sent")

    step("cancelled, the form is there, and says that one is signed out")
    desktop.key("Escape")
    field = desktop.find("entry", "First name")
    check(text_of(field) == "Behrooz", "what was typed is lost")
    desktop.find_text("You are signed out")
    desktop.picture("e2e-expired-cancelled")
    desktop.key("ctrl+s")
    desktop.find_text("the server no longer accepts your key")

    step("signed in again as the same person, one press saves the same edits")
    renew(desktop, window, key)
    wait_for("the form", lambda: text_of(desktop.find("entry", "Email")) == "b@example.com")
    check(text_of(desktop.find("entry", "First name")) == "Behrooz", "what was typed is lost")
    desktop.find_text("2 changes")
    desktop.picture("e2e-renewed")
    check(not server.requests("PATCH"), "something was sent without a press")
    desktop.key("ctrl+s")
    server.wait_for_row(PERSON, first_name="Behrooz", email="b@example.com")
    # The server writes its log after the answer.
    wait_for("the request", lambda: server.requests("PATCH"))
    desktop.find_text("Saved")
    check(len(server.requests("PATCH")) == 1, "it was sent more than once")


def somebody_else(desktop, server, program):
    step("signed in as somebody else: asked, nothing of the first person is sent, and it waits for them")
    window = desktop.window(program)
    desktop.fill(window, desktop.find("entry", "Last name"), "Ghorbani")
    key = server.replace_key(PERSON, "2" * 40)
    desktop.key("ctrl+s")
    desktop.find_text("the server no longer accepts your key")
    before = server.row(OTHER)
    renew(desktop, window, server.person(OTHER)["token"])
    desktop.find_text("Continue with another account?")
    desktop.picture("e2e-another-account")
    desktop.click(window, desktop.find("push button", "Continue with this account"))
    wait_for("the other form", lambda: text_of(desktop.find("entry", "Username")) == before["username"])
    check("Ghorbani" not in desktop.describe(), "what one person typed is on the other one's form")
    check(server.row(OTHER) == before, "something of the first person was sent")
    check(len(server.requests("PATCH")) == 1, "something was sent")

    desktop.click(window, desktop.find("push button", "Switch account"))
    desktop.fill(window, desktop.find("password text", "API key"), key)
    desktop.click(window, desktop.find("push button", "Sign in"))
    desktop.find_text("Your unsaved changes from")
    check(text_of(desktop.find("entry", "Last name")) == "Ghorbani", "what was typed is lost")
    desktop.key("ctrl+s")
    server.wait_for_row(PERSON, last_name="Ghorbani")


def renew(desktop, window, key):
    """Signs in on the form that lies over the profile."""
    desktop.fill(window, desktop.find("password text", "API key"), key)
    desktop.click(window, desktop.find("push button", "Sign in"))


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(f"FAILED: {failure}")
