"""The program without a pointer: first as assistive technology uses it, with actions and nothing else; then with keys
alone; then with keys under a Persian layout.

What counts is what the server's database holds afterwards, and what was said on the way.
"""

import sys
import time

from desktop import TARGET, Desktop, Failure, check, geometry, output, run, step, text_of, wait_for
from server import Server, pillow

PROGRAM = TARGET / "debug" / "nameplate"
PERSON = "behrooz"

# Where keys are, whatever they bear: X11's numbers.
PLACES = {"a": 38, "s": 39, "d": 40, "g": 42, "h": 43, "l": 46, "o": 32, "z": 52}

# What is told of a key or password: the same length, whatever it hides.
MASK = "•" * 8


def main():
    with Desktop() as desktop:
        for number, play in enumerate((with_places, with_actions, with_keys, with_persian_keys)):
            with Server(desktop.folder / f"server-{number}") as server:
                # Out of the way: nothing may depend on where it is.
                run("xdotool", "mousemove", "1279", "899")
                before = output("xdotool", "getmouselocation")
                data = str(desktop.folder / f"data-{number}")
                program = desktop.start(f"access-{number}", [PROGRAM, "--lang", "en", "--data-dir", data])
                run("xdotool", "windowactivate", "--sync", desktop.window(program))
                play(desktop, server, Ears(desktop))
                check(output("xdotool", "getmouselocation") == before, "the pointer has moved")
                program.terminate()
                program.wait(10)
    step("everything is done without a pointer")


# With places on the screen


def with_places(desktop, server, ears):
    step("assistive technology: what is at a place of the screen")
    desktop.find("push button", "Sign in")
    window = output("xdotool", "getactivewindow")
    frame = int(output("xprop", "-id", window, "_NET_FRAME_EXTENTS").split("=")[1].split(",")[2])
    check(frame > 10, f"the window has no title bar: {frame}")
    check_places(desktop, window)
    for x, y in ((0, 0), (217, 143)):
        run("xdotool", "windowmove", "--sync", window, str(x), str(y))
        check_places(desktop, window)
    width, height = geometry(window)
    run("xdotool", "windowsize", "--sync", window, str(width - 300), str(height - 60))
    check_places(desktop, window)


def check_places(desktop, window):
    """Asks what is in the middle of things where the X server says that the window is."""
    coordinates = desktop.atspi.CoordType
    things = (
        ("push button", "Menu"),
        ("entry", "Server address"),
        ("radio button", "API key"),
        ("radio button", "Password"),
        ("password text", "API key"),
        ("push button", "Show key"),
        ("check box", "Keep me signed in"),
        ("push button", "Sign in"),
    )

    def wrong():
        left, top = corner(window)
        frame = desktop.find("frame", "Nameplate").get_component_iface()
        missed = []
        for role, name in things:
            node = desktop.find(role, name)
            inside = node.get_component_iface().get_extents(coordinates.WINDOW)
            told = node.get_component_iface().get_extents(coordinates.SCREEN)
            x, y = left + inside.x + inside.width // 2, top + inside.y + inside.height // 2
            hit = frame.get_accessible_at_point(x, y, coordinates.SCREEN)
            if hit is None or hit.get_name() != name or (told.x - inside.x, told.y - inside.y) != (left, top):
                missed.append((name, hit and hit.get_name(), (told.x, told.y), (left + inside.x, top + inside.y)))
        return missed

    try:
        wait_for("every thing at its place", lambda: not wrong())
    except Failure as failure:
        raise Failure(f"{failure}; missed are {wrong()}") from None


def corner(window):
    """Where the inside of a window begins on the screen."""
    shown = output("xwininfo", "-id", window)
    return tuple(int(shown.split(f"Absolute upper-left {axis}:")[1].split()[0]) for axis in "XY")


# With actions


def with_actions(desktop, server, ears):
    key = server.person(PERSON)["token"]
    step("assistive technology: sign in")
    write(desktop, "entry", "Server address", server.url)
    write(desktop, "password text", "API key", "wrong" + key)
    shown = text_of(desktop.find("password text", "API key"))
    check(shown == MASK, f"of the key is told: {shown!r}")
    press(desktop, "push button", "Sign in")
    ears.hear("The server does not accept this key")
    write(desktop, "password text", "API key", key)
    press(desktop, "push button", "Sign in")
    desktop.find("entry", "First name")
    desktop.find("frame", "بهروز قربانی – Nameplate")
    desktop.find("image", "Photo of بهروز قربانی")

    step("assistive technology: read, edit, save")
    before = server.row(PERSON)
    write(desktop, "entry", "First name", "سارا Ahmadi")
    ears.hear("1 change")
    check_letters(desktop, desktop.find("entry", "First name"), "سارا Ahmadi")
    press(desktop, "radio button", "Other")
    check(desktop.has(desktop.find("radio button", "Other"), "checked"), "Other is not checked")
    ears.hear("2 changes")
    press(desktop, "push button", "Save")
    ears.hear("Saved")
    server.wait_for_row(PERSON, first_name="سارا Ahmadi", gender="other", email=before["email"])
    desktop.find("frame", "سارا Ahmadi قربانی – Nameplate")

    step("assistive technology: errors are announced, and stay at their field")
    write(desktop, "entry", "Username", "sara_owner")
    press(desktop, "push button", "Save")
    ears.hear("Correct the marked field", "already exists")
    username = desktop.find("entry", "Username")
    wait_for("the error at its field", lambda: "already exists" in (username.get_description() or ""))
    wait_for("the focus in the field", lambda: desktop.has(username, "focused"))
    press(desktop, "push button", "Undo Username")
    wait_for("the saved name", lambda: text_of(username) == before["username"])

    step("assistive technology: move the focus, the groups")
    for name in ("Email", "Mobile number"):
        node = desktop.find("entry", name)
        node.get_component_iface().grab_focus()
        wait_for(f"the focus in {name}", lambda node=node: desktop.has(node, "focused"))
    group = desktop.find("list item", "Administrators")
    check(group.get_attributes().get("posinset") == "1", f"no position: {group.get_attributes()}")
    press(desktop, "push button", "Show details of Administrators")
    shown = desktop.find("push button", "Hide details of Administrators")
    # AccessKit's bridge does not hand on that it is expanded, nor that a field is invalid: words say both.
    check("member" in shown.get_description(), f"what the row shows is not told: {shown.get_description()!r}")

    step("assistive technology: a photo by its path")
    file = photo(desktop)
    picture = server.picture(PERSON)
    press(desktop, "push button", "Change photo")
    dialog = desktop.find("dialog", "Change photo")
    check(desktop.has(dialog, "modal"), "the dialog is not modal")
    check(not desktop.look("entry", "First name"), "the profile is still read behind the dialog")
    # Clients keep what a thing offered when they first saw it, also if it was disabled then. Nothing comes of it until
    # it is enabled.
    press(desktop, "push button", "Other ways")
    first_seen = desktop.find("push button", "Open photo path")
    check(not desktop.has(first_seen, "sensitive"), "an empty path can be opened")
    check(first_seen.get_action_iface() is not None, "a disabled button offers no action")
    first_seen.get_action_iface().do_action(0)
    write(desktop, "entry", "Photo path", "/nowhere/at/all.jpg")
    wait_for("the button to be enabled", lambda: desktop.has(first_seen, "sensitive"))
    check(first_seen.get_action_iface().do_action(0), "the button does nothing that was disabled when it was first seen")
    ears.hear("There is no file at this path")
    press(desktop, "push button", "Open photo path")
    ears.hear("There is no file at this path")
    write(desktop, "entry", "Photo path", str(file))
    press(desktop, "push button", "Open photo path")
    desktop.find("push button", "Rotate left")
    undo = desktop.find("push button", "Undo")
    check(not desktop.has(undo, "sensitive"), "there is something to take back already")
    check(undo.get_action_iface() is not None, "Undo offers no action while it is disabled")
    press(desktop, "push button", "Rotate left")
    wait_for("Undo to be enabled", lambda: desktop.has(undo, "sensitive"))
    check(undo.get_action_iface().do_action(0), "Undo does nothing")
    wait_for("the turn to be taken back", lambda: not desktop.has(undo, "sensitive"))
    press(desktop, "push button", "Use photo")
    ears.hear("Photo changed")
    wait_for("another photo on the server", lambda: server.picture(PERSON) != picture)

    step("assistive technology: remove it")
    press(desktop, "push button", "Remove photo")
    wait_for("no photo on the server", lambda: server.picture(PERSON) is None)
    desktop.find("image", "No photo")
    ears.hear("Photo removed")

    step("assistive technology: what the server cannot be asked")
    server.process.terminate()
    server.process.wait(10)
    write(desktop, "entry", "First name", "Behrooz")
    press(desktop, "push button", "Save")
    ears.hear("refused the connection")
    press(desktop, "push button", "Sign out")
    press(desktop, "push button", "Sign out")
    desktop.find("entry", "Server address")


def check_letters(desktop, entry, text):
    """Caret, selection and the boxes of letters: Persian runs to the left, Latin to the right."""
    line = entry.get_text_iface()
    check(line.get_character_count() == len(text), f"{line.get_character_count()} letters in {text!r}")
    boxes = [line.get_character_extents(at, desktop.atspi.CoordType.WINDOW) for at in range(len(text))]
    xs = [box.x for box in boxes]
    check(xs[0] > xs[1] > xs[2] > xs[3], f"the Persian letters are at {xs[:4]}")
    check(xs[5] < xs[6] < xs[7] < xs[8], f"the Latin letters are at {xs[5:]}")
    check(all(box.height > 10 for box in boxes), "letters without a height")
    entry.get_component_iface().grab_focus()
    wait_for("the focus", lambda: desktop.has(entry, "focused"))
    line.set_caret_offset(3)
    wait_for("the caret", lambda: entry.get_text_iface().get_caret_offset() == 3)
    line.set_selection(0, 1, 6) or line.add_selection(1, 6)
    wait_for("the selection", lambda: selected(entry) == (1, 6))
    word = line.get_string_at_offset(5, desktop.atspi.TextGranularity.WORD)
    check(word.content.strip() == "Ahmadi", f"the word at the fifth letter is {word.content!r}")


def selected(entry):
    line = entry.get_text_iface()
    if line.get_n_selections() == 0:
        return None
    chosen = line.get_selection(0)
    return chosen.start_offset, chosen.end_offset


# With keys


def with_keys(desktop, server, ears):
    key = server.person(PERSON)["token"]
    step("keys: sign in, with the reasons read out")
    focus(desktop, "entry", "Server address")
    desktop.type(server.url)
    tab_to(desktop, "password text", "API key")
    desktop.type("wrong")
    desktop.key("Return")
    ears.hear("The server does not accept this key")
    focus(desktop, "password text", "API key")
    desktop.key("ctrl+a")
    desktop.type(key)
    desktop.key("Return")
    desktop.find("entry", "First name")

    step("keys: edit and save")
    tab_to(desktop, "entry", "First name")
    desktop.key("ctrl+a")
    desktop.type("Behrooz")
    desktop.key("Return")
    focus(desktop, "entry", "Last name")
    desktop.key("Return")
    focus(desktop, "radio button", "Male")
    # Past its way back, which comes after what it takes back.
    desktop.key("Right", "Tab")
    focus(desktop, "push button", "Undo Gender")
    desktop.key("Tab")
    focus(desktop, "entry", "Username")
    ears.hear("2 changes")
    desktop.key("ctrl+s")
    ears.hear("Saved")
    server.wait_for_row(PERSON, first_name="Behrooz", gender="female")

    step("keys: undo in the field and in the form, discard")
    tab_to(desktop, "entry", "Last name")
    desktop.key("End")
    desktop.type("-x")
    desktop.key("ctrl+z")
    wait_for("the last name", lambda: text_of(desktop.find("entry", "Last name")) == "قربانی")
    tab_to(desktop, "radio button", "Female")
    desktop.key("Right")
    wait_for("another gender", lambda: desktop.has(desktop.find("radio button", "Other"), "checked"))
    desktop.key("ctrl+z")
    wait_for("the gender", lambda: desktop.has(desktop.find("radio button", "Female"), "checked"))
    desktop.key("ctrl+shift+z")
    tab_to(desktop, "push button", "Discard changes")
    desktop.key("space")
    desktop.gone("push button", "Save")

    step("keys: Enter in a window that got narrower presses what had the focus")
    tab_to(desktop, "entry", "First name")
    desktop.key("ctrl+a")
    desktop.type("Sara")
    tab_to(desktop, "push button", "Sign out")
    desktop.key("space")
    focus(desktop, "push button", "Cancel")
    window = output("xdotool", "getactivewindow")
    width, height = geometry(window)
    for narrower in (width - 400, 400, width, 400):
        run("xdotool", "windowsize", "--sync", window, str(narrower), str(height))
        time.sleep(0.3)
        focus(desktop, "push button", "Cancel")
    desktop.picture("e2e-narrow-question")
    desktop.key("Return")
    desktop.gone("push button", "Cancel")
    check(text_of(desktop.find("entry", "First name")) == "Sara", "the edit is lost")
    tab_to(desktop, "entry", "First name")
    desktop.key("End", "Left", "Left")
    run("xdotool", "windowsize", "--sync", window, str(width), str(height))
    time.sleep(0.3)
    focus(desktop, "entry", "First name")
    desktop.type("m")
    wait_for("the caret where it was", lambda: text_of(desktop.find("entry", "First name")) == "Samra")
    desktop.key("ctrl+z", "ctrl+z")
    desktop.gone("push button", "Save")

    step("keys: a photo by its path, and away with it")
    file = photo(desktop)
    picture = server.picture(PERSON)
    tab_to(desktop, "entry", "Email")
    desktop.key("ctrl+o")
    focus(desktop, "push button", "Choose a file")
    desktop.key("Tab", "Tab", "Tab", "Return")
    focus(desktop, "entry", "Photo path")
    desktop.type(str(file))
    desktop.key("Return")
    desktop.find("push button", "Use photo")
    tab_to(desktop, "push button", "Use photo")
    desktop.key("Return")
    wait_for("another photo on the server", lambda: server.picture(PERSON) != picture)
    ears.hear("Photo changed")
    focus(desktop, "entry", "Email")
    tab_to(desktop, "push button", "Remove photo")
    desktop.key("Return")
    wait_for("no photo on the server", lambda: server.picture(PERSON) is None)

    step("keys: the menu, the shortcuts, the way out")
    tab_to(desktop, "push button", "Menu")
    desktop.key("Return")
    focus(desktop, "push button", "Refresh")
    # Past taking back the photo, and the language.
    desktop.key("Tab", "Tab", "Tab", "Tab", "Tab", "Right", "Right")
    wait_for("dark colours", lambda: desktop.has(desktop.find("radio button", "Dark"), "checked"))
    desktop.picture("e2e-keys-menu")
    desktop.key("Escape")
    focus(desktop, "push button", "Menu")
    desktop.key("F1")
    desktop.find("list", "Shortcuts")
    focus(desktop, "push button", "Close")
    desktop.key("Escape")
    focus(desktop, "push button", "Menu")


def with_persian_keys(desktop, server, ears):
    step("a Persian layout: sign in")
    focus(desktop, "entry", "Server address")
    desktop.type(server.url)
    tab_to(desktop, "password text", "API key")
    desktop.type(server.person(PERSON)["token"])
    desktop.key("Return")
    desktop.find("entry", "First name")
    run("setxkbmap", "-layout", "ir")
    try:
        step("a Persian layout: type, undo, redo, save")
        tab_to(desktop, "entry", "First name")
        places(desktop, "ctrl+a")
        places(desktop, "s", "g", "h", "l")
        wait_for("سلام", lambda: text_of(desktop.find("entry", "First name")) == "سلام")
        desktop.picture("e2e-keys-persian")
        places(desktop, "ctrl+z")
        wait_for("the name before", lambda: text_of(desktop.find("entry", "First name")) == "بهروز")
        places(desktop, "ctrl+shift+z")
        wait_for("سلام again", lambda: text_of(desktop.find("entry", "First name")) == "سلام")
        # To the left is on in Persian: the caret goes from the end back over م and ا.
        desktop.key("Right", "Right")
        places(desktop, "d")
        wait_for("a letter inside", lambda: text_of(desktop.find("entry", "First name")) == "سلیام")
        places(desktop, "ctrl+s")
        ears.hear("Saved")
        server.wait_for_row(PERSON, first_name="سلیام")
        places(desktop, "ctrl+o")
        focus(desktop, "push button", "Choose a file")
        desktop.key("Escape")
        focus(desktop, "entry", "First name")
    finally:
        run("setxkbmap", "-layout", "us,ir")


# What such a person does and hears


class Ears:
    """What is announced."""

    def __init__(self, desktop):
        self.said = []
        self.listener = desktop.atspi.EventListener.new(lambda event: self.said.append(str(event.any_data)))
        check(self.listener.register("object:announcement"), "nobody tells what is announced")

    def hear(self, *parts):
        """Waits until each of these is part of an announcement. What was announced up to then counts no more."""
        from gi.repository import GLib

        def look():
            while GLib.MainContext.default().iteration(False):
                pass
            places = [[place for place, line in enumerate(self.said) if part in line] for part in parts]
            if not all(places):
                return False
            del self.said[: max(found[0] for found in places) + 1]
            return True

        try:
            wait_for(f"the announcements {parts}", look)
        except Failure as failure:
            raise Failure(f"{failure}; heard was {self.said}") from None


def press(desktop, role, name):
    """Does what assistive technology offers to do with a thing."""
    node = desktop.find(role, name)
    wait_for(f"{name!r} to be enabled", lambda: desktop.has(node, "sensitive"))
    check(node.get_action_iface().do_action(0), f"{name!r} does nothing")
    time.sleep(0.1)


def write(desktop, role, name, text):
    """Replaces what an entry holds."""
    node = desktop.find(role, name)
    check(node.get_editable_text_iface().set_text_contents(text), f"{name!r} takes no text")
    told = MASK if role == "password text" else text
    wait_for(f"the text in {name!r}", lambda: len(text_of(node)) == len(told))


def focus(desktop, role, name):
    """Waits until a thing has the focus."""
    try:
        wait_for(f"the focus on {role} {name!r}", lambda: is_focused(desktop, role, name))
    except Failure as failure:
        raise Failure(f"{failure}; there is\n{desktop.describe()}") from None


def is_focused(desktop, role, name):
    from gi.repository import GLib

    try:
        return any(desktop.has(node, "focused") for node in desktop.look(role, name))
    except GLib.Error:  # it went while it was looked at: the next look sees it
        return False


def tab_to(desktop, role, name):
    """Presses Tab until a thing has the focus."""
    desktop.find(role, name)
    for _ in range(60):
        if is_focused(desktop, role, name):
            return
        desktop.key("Tab")
    raise Failure(f"Tab does not reach {role} {name!r}; there is\n{desktop.describe()}")


def places(desktop, *keys):
    """Presses keys by their place."""
    codes = ["+".join([*modifiers, str(PLACES[place])]) for *modifiers, place in (key.split("+") for key in keys)]
    run("xdotool", "key", "--delay", "40", "--", *codes)
    time.sleep(0.1)


def photo(desktop):
    file = desktop.home / "photo.jpg"
    pillow('import sys; from PIL import Image; Image.new("RGB", (900, 700), "navy").save(sys.argv[1])', file)
    return file


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(f"FAILED: {failure}")
