"""The program in a real window: sign in, edit, save, change and remove the photo, leave, come back, sign out.

What counts is what the server's database, the keyring and the disk hold afterwards, not what the window says.
"""

import os
import stat
import subprocess
import sys

from desktop import TARGET, Desktop, Failure, check, end, output, run, settles, step, text_of, wait_for
from server import Server, pillow

PROGRAM = TARGET / "debug" / "nameplate"
PERSON = "behrooz"


def main():
    with Desktop() as desktop, Server(desktop.folder / "server") as server:
        key = server.person(PERSON)["token"]
        without_display()
        odd_variables(desktop)
        program = sign_in(desktop, server, key)
        edit_and_save(desktop, server, program)
        photo(desktop, server, program)
        leave_and_come_back(desktop, server, program, key)
    step("the program does its main job")


def without_display():
    step("without a display: one sentence and status 1")
    bare = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    for environment in (bare, {**bare, "DISPLAY": ":987"}):
        done = subprocess.run([PROGRAM], env=environment, capture_output=True, text=True, timeout=30)
        check(done.returncode == 1, f"status {done.returncode}")
        check(len(done.stderr.strip().splitlines()) == 1, f"not one sentence: {done.stderr!r}")
        check("display" in done.stderr and "panic" not in done.stderr, f"not a helpful one: {done.stderr!r}")


def odd_variables(desktop):
    """Each of these ended the program, or may make a library stumble; with all of them it opens on the X display."""
    odd = {
        "WAYLAND_DISPLAY": "wayland-that-is-gone",
        "WINIT_X11_SCALE_FACTOR": "abc",
        "WINIT_UNIX_BACKEND": "none",
        "ICED_BACKEND": "none",
        "XCURSOR_SIZE": "large",
        "XCURSOR_THEME": "../..",
        "XMODIFIERS": "@im=nobody",
        "LANG": "no-such-language",
        "LC_ALL": "\u200e",
    }
    for name, variables in [*((name, {name: value}) for name, value in odd.items()), ("all of them", odd)]:
        step(f"an odd variable: {name}")
        environment = {**os.environ, **variables}
        program = desktop.start("odd", [PROGRAM, "--demo", "--lang", "en"], env=environment)
        desktop.window(program)
        desktop.find("entry", "First name")
        check(program.poll() is None, f"{name} ended the program")
        end(program)


def start(desktop, name):
    return desktop.start(name, [PROGRAM, "--lang", "en"])


def sign_in(desktop, server, key):
    step("sign in with a key")
    program = start(desktop, "first-start")
    window = desktop.window(program)
    desktop.fill(window, desktop.find("entry", "Server address"), server.url)
    desktop.fill(window, desktop.find("password text", "API key"), "not" + key)
    check(desktop.has(desktop.find("check box", "Keep me signed in"), "checked"), "the key would not be kept")
    desktop.picture("e2e-sign-in")
    desktop.click(window, desktop.find("push button", "Sign in"))
    desktop.find_text("does not accept this key")

    desktop.fill(window, desktop.find("password text", "API key"), key)
    check(key not in desktop.describe(), "assistive technology is told the key")
    desktop.click(window, desktop.find("push button", "Sign in"))
    desktop.find("entry", "First name")
    desktop.find("label", "بهروز قربانی")
    desktop.find("image", "Photo of بهروز قربانی")
    desktop.find("list item", "Administrators")
    desktop.picture("e2e-profile")

    step("the key is in the keyring")
    wait_for("the key in the keyring", lambda: key in desktop.kept_secrets("service", "nameplate"))
    return program


def edit_and_save(desktop, server, program):
    step("edit and save")
    window = desktop.window(program)
    before = server.row(PERSON)
    desktop.fill(window, desktop.find("entry", "First name"), "Behrooz")
    desktop.fill(window, desktop.find("entry", "Last name"), "قربانی‌نژاد")
    desktop.click(window, desktop.find("radio button", "Other"))
    desktop.fill(window, desktop.find("entry", "Mobile number"), "۰۹۳۰۱۲۳۴۵۶۷")
    desktop.fill(window, desktop.find("entry", "Email"), "")
    check(server.row(PERSON) == before, "something was sent before Save")
    desktop.find_text("5 changes")
    desktop.picture("e2e-edited")
    desktop.click(window, desktop.find("push button", "Save"))
    server.wait_for_row(
        PERSON,
        first_name="Behrooz",
        last_name="قربانی‌نژاد",
        gender="other",
        mobile_number="09301234567",
        email=None,
        username=before["username"],
        avatar=before["avatar"],
    )
    desktop.find_text("Profile incomplete")
    desktop.find("push button", "Go to Email")

    step("a value that belongs to somebody else stays at its field")
    desktop.fill(window, desktop.find("entry", "Username"), "sara_owner")
    desktop.click(window, desktop.find("entry", "Last name"))
    desktop.key("ctrl+s")
    # AccessKit's bridge does not hand on that an entry is invalid; the message must be there all the same.
    username = desktop.find("entry", "Username")
    wait_for("the message at the field", lambda: "already exists" in username.get_description())
    desktop.find("push button", "Undo Username")
    check(server.row(PERSON)["username"] == before["username"], "the server took it")
    desktop.picture("e2e-refused")
    desktop.check_drawing(window, "refused")
    with desktop.covered(window):
        desktop.picture("e2e-covered")
    desktop.check_drawing(window, "covered")
    run("xdotool", "windowactivate", "--sync", window)
    # Without a click: the focus must have come here.
    desktop.key("ctrl+a")
    desktop.type("behrooz.g")
    desktop.key("ctrl+s")
    server.wait_for_row(PERSON, username="behrooz.g", first_name="Behrooz", last_name="قربانی‌نژاد")


def photo(desktop, server, program):
    step("choose a photo in the system's dialog")
    window = desktop.window(program)
    file = desktop.home / "my photo é.jpg"
    pillow(MAKE_PHOTO, file)
    before = server.picture(PERSON)
    desktop.click(window, desktop.find("push button", "Change photo"))
    desktop.click(window, desktop.find("push button", "Choose a file"))
    desktop.pick_in_dialog(file)
    use = desktop.find("push button", "Use photo")
    desktop.picture("e2e-photo")
    desktop.check_drawing(window, "photo")
    check(server.picture(PERSON) == before, "the photo was sent before it was confirmed")
    desktop.click(window, use)
    after = wait_for("another photo on the server", lambda: other(server.picture(PERSON), before))
    described = pillow(DESCRIBE_PHOTO, after)
    check(described == "JPEG 512 512 exif=0 top=red bottom=blue", f"the server has {described}")
    check(b"Exif" not in after.read_bytes(), "the camera's data are still in it")
    check(server.row(PERSON)["first_name"] == "Behrooz", "the photo took something else with it")
    desktop.find_text(" → ")
    desktop.find_text("turned upright, location removed")
    desktop.picture("e2e-photo-changed")

    step("remove the photo")
    desktop.click(window, desktop.find("push button", "Remove photo"))
    wait_for("no photo on the server", lambda: server.picture(PERSON) is None)
    desktop.find("image", "No photo")

    step("what was sent on the way")
    for request in server.requests():
        headers = {name.lower(): value for name, value in request["headers"].items()}
        check("transfer-encoding" not in headers, f"a chunked body: {request}")
        if request["path"].startswith("/media/"):
            check("authorization" not in headers, f"the key went along with a picture: {request}")
    check(server.requests("GET", "/media/"), "the photo was never fetched")


def other(path, before):
    return path if path != before else None


def leave_and_come_back(desktop, server, program, key):
    step("killed while somebody types: the next start has what was typed more than a second ago")
    window = desktop.window(program)
    desktop.fill(window, desktop.find("entry", "First name"), "Unsaved")
    wait_for("the draft on the disk", lambda: any(b"Unsaved" in path.read_bytes() for path in own_files(desktop)))
    program.kill()
    program.wait()
    program = start(desktop, "after-the-kill")
    window = desktop.window(program)
    desktop.find_text("Your unsaved changes from")
    check(text_of(desktop.find("entry", "First name")) == "Unsaved", "what was typed is lost")
    desktop.picture("e2e-draft-back")

    step("closing with an unsaved edit asks nothing, and the next start has it")
    desktop.fill(window, desktop.find("entry", "First name"), "Unsaved too")
    desktop.key("ctrl+q")
    wait_for("the program to end", lambda: program.poll() is not None)
    check(program.returncode == 0, f"the program ends with status {program.returncode}")
    key_is_in_no_file(desktop, key)
    program = start(desktop, "with-a-draft")
    window = desktop.window(program)
    desktop.find_text("Your unsaved changes from")
    check(text_of(desktop.find("entry", "First name")) == "Unsaved too", "what was typed is lost")
    desktop.fill(window, desktop.find("entry", "First name"), "Behrooz")

    program = two_windows(desktop, program)
    window = desktop.window(program)

    step("leave: nothing to ask")
    desktop.key("ctrl+q")
    wait_for("the program to end", lambda: program.poll() is not None)
    check(program.returncode == 0, f"the program ends with status {program.returncode}")
    key_is_in_no_file(desktop, key)

    step("the last profile is on screen while the server is silent, and can be edited")
    server.pause()
    program = start(desktop, "silent-server")
    window = desktop.window(program)
    desktop.find_text("As of")
    check(text_of(desktop.find("entry", "First name")) == "Behrooz", "it is not the last profile")
    desktop.fill(window, desktop.find("entry", "First name"), "Early")
    desktop.picture("e2e-as-of")
    server.resume()
    wait_for("what the server has now", lambda: "As of" not in desktop.describe())
    check(text_of(desktop.find("entry", "First name")) == "Early", "what was typed meanwhile is lost")
    desktop.fill(window, desktop.find("entry", "First name"), "Behrooz")
    desktop.key("ctrl+q")
    wait_for("the program to end", lambda: program.poll() is not None)

    step("come back without signing in")
    asked = len(server.requests())
    program = start(desktop, "second-start")
    window = desktop.window(program)
    desktop.find("entry", "First name")
    desktop.find("label", "Behrooz قربانی‌نژاد")
    sent = server.requests()[asked:]
    check(any(request["headers"].get("Authorization") == f"Token {key}" for request in sent), f"no key in {sent}")
    desktop.picture("e2e-second-start")

    step("sign out: the key leaves the keyring, the account's files go")
    desktop.click(window, desktop.find("push button", "Sign out"))
    desktop.find_text("Sign out?")
    desktop.click(window, desktop.find("push button", "Sign out"))
    desktop.find("entry", "Server address")
    wait_for("the keyring to forget", lambda: key not in desktop.kept_secrets("service", "nameplate"))
    desktop.picture("e2e-signed-out")
    desktop.key("ctrl+q")
    wait_for("the program to end", lambda: program.poll() is not None)
    key_is_in_no_file(desktop, key)
    left = [path for path in own_files(desktop) if b"Behrooz" in path.read_bytes()]
    check(not left, f"still on disk after signing out: {left}")

    step("the next start asks to sign in")
    program = start(desktop, "third-start")
    desktop.find("entry", "Server address")
    check(not settles(lambda: desktop.look("entry", "First name"), patience=2), "still signed in")


def two_windows(desktop, program):
    """The second window of an account, while the first is open and after it has closed. Returns the program at the end."""
    step("a second window of the account says so, and brings the first one to the front")
    window = desktop.window(program)
    on_disk = lambda text: any(text in path.read_bytes() for path in own_files(desktop))
    desktop.fill(window, desktop.find("entry", "First name"), "First window")
    wait_for("the first one's draft", lambda: on_disk(b"First window"))
    second = start(desktop, "second-window")
    other = desktop.window(second)
    desktop.find_text("This account is open in another window.")
    # A window manager that lets no window take the focus says at least that it wants to be seen.
    wait_for(
        "the first window in front",
        lambda: output("xdotool", "getactivewindow").strip() == window
        or "DEMANDS_ATTENTION" in output("xprop", "-id", window, "_NET_WM_STATE"),
    )

    run("xdotool", "windowactivate", "--sync", other)
    desktop.fill(other, desktop.find_all("entry", "First name")[-1], "Second window")

    step("what the first window has left waits until the second one's text in the same field is undone")
    run("xdotool", "windowactivate", "--sync", window)
    desktop.key("ctrl+q")
    wait_for("the first to end", lambda: program.poll() is not None)
    wait_for("the second one's text", lambda: text_of(desktop.find("entry", "First name")) == "Second window")
    run("xdotool", "windowactivate", "--sync", other)
    desktop.find_text("Changes from another window are stored for: First name.")
    desktop.picture("e2e-other-changes")
    check(on_disk(b"First window") and not on_disk(b"Second window"), "the first one's text has left the disk")
    desktop.click(other, desktop.find("push button", "Undo First name"))
    wait_for("the first one's text", lambda: text_of(desktop.find("entry", "First name")) == "First window")

    step("the second window writes drafts from then on")
    desktop.fill(other, desktop.find("entry", "First name"), "Second window")
    wait_for("its draft", lambda: on_disk(b"Second window"))
    second.kill()
    second.wait()
    program = start(desktop, "after-the-second")
    window = desktop.window(program)
    desktop.find_text("Your unsaved changes from")
    check(text_of(desktop.find("entry", "First name")) == "Second window", "what was typed is lost")
    desktop.fill(window, desktop.find("entry", "First name"), "Behrooz")
    return program


def own_files(desktop):
    """Every file in the person's home but the keyring's own."""
    keyrings = desktop.home / ".local/share/keyrings"
    return [path for path in desktop.home.rglob("*") if path.is_file() and keyrings not in path.parents]


def key_is_in_no_file(desktop, key):
    files = own_files(desktop)
    ours = [path for path in files if "nameplate" in str(path.relative_to(desktop.home))]
    check(ours, f"the program has written nothing in {desktop.home}: this looks in the wrong place")
    for path in files:
        check(key.encode() not in path.read_bytes(), f"the key is in {path}")
    for path in ours:
        mode = stat.S_IMODE(path.stat().st_mode)
        check(mode & 0o077 == 0, f"others may read {path}: {mode:o}")


MAKE_PHOTO = """
import sys
from PIL import Image

picture = Image.new("RGB", (1200, 800), "blue")
picture.paste("red", (0, 0, 600, 800))
exif = Image.Exif()
exif[0x0112] = 6  # shown after a quarter turn: left becomes top
exif.get_ifd(0x8825).update({1: "N", 2: (35.0, 41.0, 0.0), 3: "E", 4: (51.0, 25.0, 0.0)})  # a place on earth
picture.save(sys.argv[1], exif=exif, quality=92)
"""

DESCRIBE_PHOTO = """
import sys
from PIL import Image

picture = Image.open(sys.argv[1])


def colour(x, y):
    red, green, blue = picture.convert("RGB").getpixel((x, y))
    return "red" if red > 200 and blue < 60 else "blue" if blue > 200 and red < 60 else f"{red},{green},{blue}"


print(picture.format, *picture.size, f"exif={len(picture.getexif())}",
      f"top={colour(256, 64)}", f"bottom={colour(256, 448)}")
"""

if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(f"FAILED: {failure}")
