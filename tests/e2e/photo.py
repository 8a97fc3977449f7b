"""A photo by every way in, and over a bad line: what is pasted, dropped, cancelled half way and sent again.

What counts is what the server's database and its folder of pictures hold afterwards.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from desktop import TARGET, Desktop, Failure, check, output, run, settles, step, text_of, wait_for
from line import Line
from server import Server, pillow

PROGRAM = TARGET / "debug" / "nameplate"
NEIGHBOUR = Path(__file__).with_name("neighbour.py")
MANAGER = Path(__file__).with_name("manager.py")
PERSON = "behrooz"


def main():
    with Desktop() as desktop, Server(desktop.folder / "server") as server, Line(server.url) as line:
        os.environ["NAMEPLATE_KEY"] = server.person(PERSON)["token"]
        program = desktop.start("photo", [PROGRAM, "--lang", "en", "--server", server.url])
        window = desktop.window(program)
        run("xdotool", "windowmove", "--sync", window, "200", "40")
        desktop.find("image", "Photo of بهروز قربانی")
        dialog(desktop, server, window)
        paste(desktop, server, window)
        drop(desktop, server, window)
        centre(desktop, server, window)
        make_one(desktop, server, window)
        leave_a_copy(desktop, program, window)
        bad_line(desktop, server, line)
    step("photos come in by every way, and over a bad line")


def dialog(desktop, server, window):
    step("the system's dialog lists pictures whatever the case of their endings, and all files when asked")
    pictures = ["IMG_0001.JPG", "SCAN.JPEG", "x.PNG", "Film.Tiff", "old.dib", "small.gif"]
    for name in pictures:
        pillow(MAKE_HALVES, desktop.home / name, "red", "lime")
    (desktop.home / "letter.txt").write_text("no picture")
    desktop.click(window, desktop.find("push button", "Change photo"))
    for name, words in (
        ("Choose a file", ("Choose a photo", "Pictures", "All files")),
        # In another language the same, without another start.
    ):
        desktop.click(window, desktop.find("push button", name))
        title, filter, all_files = words
        shown = desktop.dialog()
        check(output("xdotool", "getwindowname", shown).strip() == title, "the dialog has another title")
        desktop.key("alt+Home")
        for picture in pictures:
            desktop.find("table cell", picture)
        check(not desktop.look("table cell", "letter.txt"), "what is no picture is listed")
        desktop.picture("e2e-dialog-pictures")
        box = desktop.find("combo box", filter)
        run("xdotool", "windowactivate", "--sync", shown)
        box.get_action_iface().do_action(0)
        desktop.find("menu item", all_files).get_action_iface().do_action(0)
        desktop.find("table cell", "letter.txt")
        desktop.picture("e2e-dialog-all-files")
    desktop.pick_in_dialog(desktop.home / "IMG_0001.JPG")
    use(desktop, server, window, "JPEG 512 512 red lime")


def paste(desktop, server, window):
    step("paste a copied picture")
    picture = desktop.home / "screenshot.png"
    pillow(MAKE_HALVES, picture, "red", "blue")
    with neighbour(desktop, "copy-picture", picture):
        run("xdotool", "windowactivate", "--sync", window)
        desktop.key("ctrl+v")
        use(desktop, server, window, "JPEG 512 512 red blue")
    desktop.picture("e2e-pasted")

    step("paste a picture that is offered in one form alone")
    for n, (form, ending) in enumerate((
        ("image/jpeg", "jpg"), ("image/webp", "webp"), ("image/bmp", "bmp"), ("image/x-MS-bmp", "bmp"),
        ("image/tiff", "tiff"), ("image/gif", "gif"),
    )):  # fmt: skip
        copied = desktop.home / f"copied.{ending}"
        colours = ("red", "lime") if n % 2 else ("lime", "red")
        pillow(MAKE_HALVES, copied, *colours)
        with neighbour(desktop, "copy-as", form, copied):
            run("xdotool", "windowactivate", "--sync", window)
            desktop.key("ctrl+v")
            use(desktop, server, window, " ".join(("JPEG 512 512", *colours)))
    large = desktop.home / "large.bmp"
    pillow(MAKE_LARGE, large)
    with neighbour(desktop, "copy-as", "image/bmp", large):  # it comes in many parts
        desktop.key("ctrl+v")
        use(desktop, server, window, "JPEG 512 512 blue red")

    step("paste a copied file, from a field that has the focus")
    # The field would get the file's name, which is copied as well: it is text.
    file = desktop.home / "my photo é.png"
    pillow(MAKE_HALVES, file, "lime", "blue")
    with neighbour(desktop, "copy-files", file):
        desktop.click(window, desktop.find("push button", "Change photo"))
        desktop.click(window, desktop.find("push button", "Paste"))
        use(desktop, server, window, "JPEG 512 512 lime blue")
    with neighbour(desktop, "copy-picture", file):
        desktop.click(window, desktop.find("entry", "First name"))
        desktop.key("ctrl+v")
        leave_crop(desktop, window)
    with neighbour(desktop, "copy-text", "Behrooz"):
        first_name = desktop.find("entry", "First name")
        desktop.click(window, first_name)
        desktop.key("ctrl+a", "ctrl+v")
        wait_for("the pasted text", lambda: text_of(first_name) == "Behrooz")
        check(not desktop.look("push button", "Choose a file"), "a text opened the photo screen")
        desktop.key("ctrl+z")

    step("paste several files: the first, and that is said")
    other = desktop.home / "other.png"
    pillow(MAKE_HALVES, other, "blue", "lime")
    with neighbour(desktop, "copy-files", file, other):
        desktop.click(window, desktop.find("push button", "Change photo"))
        desktop.click(window, desktop.find("push button", "Paste"))
        desktop.find_text("Only the first file is used")
        leave_crop(desktop, window)

    step("paste what is no photo: a sentence for each")
    folder, locked, before = desktop.home / "folder", desktop.home / "gone.png", server.picture(PERSON)
    folder.mkdir()
    desktop.click(window, desktop.find("push button", "Change photo"))
    for sentence, *copied in (
        ("The clipboard has no picture", "copy-nothing"),
        ("The clipboard has no picture", "copy-text", "some text"),
        ("The clipboard has no picture", "copy-as", "image/x-icon", picture),
        ("This file is not a picture that Nameplate can read", "copy-as", "image/jpeg", NEIGHBOUR),
        ("The clipboard has a link, not a picture", "copy-text", "https://example.com/me.jpg"),
        ("This is a folder or a device, not a file", "copy-files", folder),
        ("There is no file at this path", "copy-files", locked),
    ):
        with neighbour(desktop, *copied):
            desktop.click(window, desktop.find("push button", "Paste"))
            desktop.find_text(sentence)
    desktop.picture("e2e-paste-refused")
    desktop.key("Escape")
    desktop.gone("push button", "Choose a file")
    check(server.picture(PERSON) == before, "something was sent")


def drop(desktop, server, window):
    step("drop a file on the window")
    file = desktop.home / "dropped é.png"
    pillow(MAKE_HALVES, file, "blue", "red")
    with neighbour(desktop, "drag", file.as_uri(), desktop.home.as_uri()) as source:
        hover(window, source)
        desktop.find_text("Drop it to use it as your photo")
        desktop.picture("e2e-drop-target")
        run("xdotool", "mouseup", "1")
        desktop.find_text("Only the first file is used")
        use(desktop, server, window, "JPEG 512 512 blue red")

        step("leave the window again: nothing happens")
        hover(window, source)
        desktop.find_text("Drop it to use it as your photo")
        run("xdotool", "mousemove", "60", "700")
        desktop.gone("status bar", "Drop it to use it as your photo")
        run("xdotool", "mouseup", "1")
        check(not settles(lambda: desktop.look("push button", "Use photo"), patience=1), "it was taken")

    step("drop a folder")
    with neighbour(desktop, "drag", desktop.home.as_uri()) as source:
        hover(window, source)
        desktop.find_text("Drop it to use it as your photo")
        run("xdotool", "mouseup", "1")
        desktop.find_text("This is a folder or a device, not a file")
        # The keyboard is still the neighbour's.
        desktop.click(window, desktop.find("push button", "Cancel"))
        desktop.gone("push button", "Choose a file")


def leave_a_copy(desktop, program, window):
    """What was copied outlives the program where a clipboard manager asks for it."""
    step("copy the groups and close: the clipboard manager has them")
    with neighbour(desktop, script=MANAGER):
        desktop.click(window, desktop.find("push button", "Copy groups"))
        desktop.find_text("Copied")
        copied = clipboard()
        check(len(copied) > 20, f"{copied!r} was copied")
        desktop.key("ctrl+q")
        program.wait(10)
        wait_for("the same in the clipboard", lambda: clipboard() == copied)


def clipboard():
    """The text in the clipboard, as another program pastes it."""
    paste = "from gi.repository import Gtk, Gdk; print(Gtk.Clipboard.get(Gdk.SELECTION_CLIPBOARD).wait_for_text() or '')"
    import_gtk = "import os; os.environ['NO_AT_BRIDGE'] = '1'; import gi; gi.require_version('Gtk', '3.0');"
    return output("/usr/bin/python3", "-c", f"{import_gtk} {paste}")


def bad_line(desktop, server, line):
    # Large enough that the kernels between the two cannot swallow it at once.
    data = desktop.folder / "data"
    data.mkdir(mode=0o700)
    (data / "config.toml").write_text("[photo]\nsize = 1500\nmax_bytes = 8000000\n")
    program = desktop.start(
        "photo-line", [PROGRAM, "--lang", "en", "--server", line.url, "--data-dir", str(data)]
    )
    window = desktop.window(program)
    desktop.find("push button", "Remove photo")

    step("cancel half way: nothing is stored")
    file = desktop.home / "noise.png"
    pillow(MAKE_NOISE, file)
    before, row = server.picture(PERSON), server.row(PERSON)
    line.upwards = 300_000
    open_path(desktop, window, file)
    desktop.click(window, desktop.find("push button", "Use photo"))
    desktop.find_text("Sending, 50%")
    desktop.picture("e2e-photo-sending")
    desktop.click(window, desktop.find("push button", "Cancel"))
    line.upwards = None
    desktop.find_text("Cancelled. Your photo was not changed.")
    time.sleep(1)
    check(server.picture(PERSON) == before and before.exists(), "a cancelled photo is stored")
    check(server.row(PERSON) == row, "a cancelled photo changed the person")

    step("a line that breaks half way: Retry, without cropping again")
    # The crop that was cancelled is still there.
    desktop.find("push button", "Retry")
    desktop.picture("e2e-photo-cancelled")
    line.upwards, line.breaks_after = 600_000, 1_500_000
    desktop.click(window, desktop.find("push button", "Rotate right"))
    desktop.click(window, desktop.find("push button", "Use photo"))
    # It comes once the line is seen to be broken, and a busy machine takes its time to send half.
    retry = desktop.find("push button", "Retry", patience=90)
    desktop.picture("e2e-photo-broken-line")
    check(server.picture(PERSON) == before, "half a photo is stored")
    line.upwards = line.breaks_after = None
    desktop.click(window, retry)
    after = wait_for("another photo on the server", lambda: other(server.picture(PERSON), before))
    described = pillow(DESCRIBE, after)
    check(described == "JPEG 1500 1500 red blue", f"the server has {described}")
    check(after.stat().st_size > 1_500_000, f"only {after.stat().st_size} bytes: it was never half way")
    check(server.row(PERSON) == {**row, "avatar": server.row(PERSON)["avatar"]}, "the photo took something else with it")
    desktop.gone("push button", "Retry")


def centre(desktop, server, window):
    step("an upright photo: the middle of the square is at its upper third at first, and in its own middle by a key")
    file = desktop.home / "upright.png"
    pillow(MAKE_UPRIGHT, file)
    for key, rows in ((None, 512 * 450 // 600), ("c", 512 // 2)):
        before = server.picture(PERSON)
        open_path(desktop, window, file)
        if key:
            check(desktop.has(desktop.find("push button", "Centre"), "sensitive"), "the square is in the middle already")
            desktop.key(key)
            wait_for("the middle", lambda: not desktop.has(desktop.find("push button", "Centre"), "sensitive"))
        desktop.key("Return")
        after = wait_for("another photo on the server", lambda: other(server.picture(PERSON), before))
        red = int(pillow(COUNT_RED, after))
        check(abs(red - rows) <= 2, f"{red} rows of the photo are red, not {rows}")
        desktop.find_text("Photo changed")


def make_one(desktop, server, window):
    step("make a picture with keys alone: the initials of a Persian name, and a drawing")
    for keys, name, colour in (
        (("Home", "Right"), "ب\u200cق on indigo", (0x4A, 0x4F, 0xC4)),
        (("End", "Left", "Left", "Left"), "Kite", (0xC4, 0xE5, 0xEE)),
    ):
        before, row = server.picture(PERSON), server.row(PERSON)
        run("xdotool", "windowactivate", "--sync", window)
        desktop.key("ctrl+o")
        focused(desktop, "push button", "Choose a file")
        desktop.key("Tab", "Tab")
        focused(desktop, "push button", "Make one")
        desktop.key("Return")
        desktop.find("radio button", "ب\u200cق on blue")
        desktop.key(*keys)
        wait_for(f"the choice of {name}", lambda: checked(desktop) == name)
        desktop.picture("e2e-making")
        check(server.picture(PERSON) == before, "it is sent before it is used")
        desktop.find("push button", "Use photo")
        wait_for("the preview", lambda: desktop.has(desktop.find("push button", "Use photo"), "sensitive"))
        desktop.key("Return")
        after = wait_for("another photo on the server", lambda: other(server.picture(PERSON), before))
        form, corner, white = pillow(DESCRIBE_MADE, after).split("|")
        check(form == "PNG 512 512", f"the server has {form}")
        check(corner == str(colour), f"the background is {corner}, not {colour}")
        check("indigo" not in name or 2_000 < int(white) < 60_000, f"{white} pixels are as white as the letters")
        check(server.row(PERSON) == {**row, "avatar": server.row(PERSON)["avatar"]}, "it took something else with it")
        desktop.find_text("Photo changed")


def focused(desktop, role, name):
    wait_for(f"the focus at {name}", lambda: desktop.has(desktop.find(role, name), "focused"))


def checked(desktop):
    """The name of the choice that is made and has the focus."""
    nodes = [node for node in desktop.look("radio button") if desktop.has(node, "checked")]
    names = [node.get_name() for node in nodes if desktop.has(node, "focused")]
    return names[0] if names else None


def use(desktop, server, window, expected):
    """Uses the photo in the crop, and looks at what the server has then."""
    before = server.picture(PERSON)
    desktop.click(window, desktop.find("push button", "Use photo"))
    after = wait_for("another photo on the server", lambda: other(server.picture(PERSON), before))
    described = pillow(DESCRIBE, after)
    check(described == expected, f"the server has {described}, not {expected}")
    desktop.find_text("Photo changed")


def other(path, before):
    return path if path != before else None


def leave_crop(desktop, window):
    desktop.find("push button", "Use photo")
    desktop.key("Escape")
    desktop.gone("push button", "Use photo")


def open_path(desktop, window, file):
    desktop.click(window, desktop.find("push button", "Change photo"))
    desktop.click(window, desktop.find("push button", "Other ways"))
    desktop.fill(window, desktop.find("entry", "Photo path"), str(file))
    desktop.key("Return")
    desktop.find("push button", "Use photo")


class neighbour:
    """`with neighbour(desktop, ...) as process:` runs the other program until the end of the block."""

    def __init__(self, desktop, *arguments, script=NEIGHBOUR):
        command = ["/usr/bin/python3", script, *map(str, arguments)]
        self.process = desktop.start("neighbour", command, stdout=subprocess.PIPE)
        line = self.process.stdout.readline().decode().strip()
        check(line in ("copied", "shown"), f"the neighbour says {line!r}")

    def __enter__(self):
        return self.process

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)


def hover(window, source):
    """Drags from the neighbour's window to the middle of ours, and holds it there."""
    run("xdotool", "windowactivate", "--sync", window)
    own = wait_for("the neighbour's window", lambda: output(
        "xdotool", "search", "--onlyvisible", "--pid", str(source.pid), check=False).split())[-1]
    run("xdotool", "windowraise", own, "mousemove", "--window", own, "80", "60", "sleep", "0.2", "mousedown", "1")
    # A drag begins after some way, and a target is asked while something moves over it.
    for x, y in ((100, 80), (120, 100), (140, 200)):
        run("xdotool", "mousemove", str(x), str(y), "sleep", "0.1")
    for step in range(6):
        run("xdotool", "mousemove", "--window", window, str(300 + 20 * step), str(300 + 10 * step), "sleep", "0.1")


MAKE_HALVES = """
import sys
from PIL import Image

picture = Image.new("RGB", (900, 600), sys.argv[2])
picture.paste(sys.argv[3], (0, 300, 900, 600))
picture.save(sys.argv[1], quality=95)
"""

MAKE_UPRIGHT = """
import sys
from PIL import Image

picture = Image.new("RGB", (600, 900), "red")
picture.paste("lime", (0, 450, 600, 900))
picture.save(sys.argv[1])
"""

COUNT_RED = """
import sys
from PIL import Image

picture = Image.open(sys.argv[1]).convert("RGB")
column = [picture.getpixel((picture.width // 2, y)) for y in range(picture.height)]
print(sum(red > green for red, green, _ in column))
"""

DESCRIBE_MADE = """
import sys
from PIL import Image

picture = Image.open(sys.argv[1])
pixels = list(picture.convert("RGB").getdata())
print(f"{picture.format} {picture.width} {picture.height}|{pixels[0]}|{sum(min(pixel) > 250 for pixel in pixels)}")
"""

MAKE_LARGE = """
import sys
from PIL import Image

picture = Image.new("RGB", (2400, 2400), "blue")
picture.paste("red", (0, 1200, 2400, 2400))
picture.save(sys.argv[1])
"""

MAKE_NOISE = """
import sys
from PIL import Image

noise = Image.effect_noise((1500, 1500), 90)
picture = Image.merge("RGB", [noise, noise.rotate(90), noise.rotate(180)])
# A quarter turn to the right puts the left above.
picture.paste("red", (0, 600, 300, 900))
picture.paste("blue", (1200, 600, 1500, 900))
picture.save(sys.argv[1])
"""

DESCRIBE = """
import sys
from PIL import Image

picture = Image.open(sys.argv[1])
NAMED = {"red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255)}


def colour(x, y):
    found = picture.convert("RGB").getpixel((x, y))
    near = lambda name: max(abs(a - b) for a, b in zip(found, NAMED[name])) < 24
    return next(filter(near, NAMED), str(found))


print(picture.format, *picture.size, colour(picture.width // 2, 64), colour(picture.width // 2, picture.height - 64))
"""

if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(f"FAILED: {failure}")
