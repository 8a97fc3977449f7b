"""The program on Windows, under Wine: installed silently, started from the Start menu, used with keys alone, installed over
itself, and removed.

What counts is what the server's database, the registry and the disk hold afterwards. Nothing reads the window here: which
key leads where is known from the order of what is in it, and the pictures are for people.
"""

import os
import shutil
import signal
import sys
import time
from pathlib import Path

from desktop import LOGS, ROOT, TARGET, Failure, Screen, check, differences, geometry, output, run, step, wait_for
from server import Server, pillow
from settings import Listener
from wine import WINE, Windows

PACKAGES = Path(os.environ.get("NAMEPLATE_PACKAGES") or TARGET / "windows-trial")
PERSON = "behrooz"
UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Nameplate"
LINKS = r"Software\Classes\nameplate"
KEYS = r"HKCU\Software\Wine\Credential Manager"
SIGNED_IN = ".*قربانی.*Nameplate.*"
FILES = {
    "nameplate.exe", "nameplate.com", "LICENSE.txt", "OFL.txt", "THIRD-PARTY.txt", "config-sample.toml", "uninstall.exe",
}  # fmt: skip


def main():
    with Screen() as screen, Server(screen.folder / "server") as server, Windows(screen) as windows:
        before = windows.files()
        for_everybody(screen, server, windows, before)
        program = install(windows)
        in_a_console(windows, program)
        window = sign_in(screen, server, windows)
        edit_and_save(screen, server, windows, window)
        photo(screen, server, windows, window)
        pasted(screen, server, windows, window)
        killed(screen, server, windows)
        install_over(windows, program)
        again(screen, server, windows, program)
        fixed_server(screen, server, windows, program)
        proxy(screen, windows, program)
        uninstall(windows, program, before)
    step("the program does its main job on Windows")


# Installing


def installer(suffix):
    (found,) = PACKAGES.glob(f"nameplate-*-{suffix}.exe")
    return found


def for_everybody(screen, server, windows, before):
    step("installed for everybody")
    done = windows.run(installer("setup-everybody"), "/S")
    check(done.returncode == 0, f"the installer ends with {done.returncode}")
    folder = windows.drive / "Program Files/Nameplate"
    check({path.name for path in folder.iterdir()} == FILES, f"installed are {list(folder.iterdir())}")
    link = windows.drive / "ProgramData/Microsoft/Windows/Start Menu/Programs/Nameplate.lnk"
    check(link.exists(), "there is no entry in everybody's Start menu")
    check(windows.values(f"HKLM\\{UNINSTALL}"), "it is not in the list of programs")
    opens(windows, "HKLM", folder)
    links(screen, server, windows, folder)
    step("removed")
    remove(windows, folder)
    check(windows.values(f"HKLM\\{UNINSTALL}") is None, "it is still in the list of programs")
    left = windows.files() - before
    check(not left, f"left behind: {left}")
    check(windows.values(f"HKLM\\{LINKS}") is None, "it still opens links")


def install(windows):
    step("installed for one person")
    done = windows.run(installer("setup"), "/S")
    check(done.returncode == 0, f"the installer ends with {done.returncode}")
    folder = windows.home / "AppData/Local/Programs/Nameplate"
    check({path.name for path in folder.iterdir()} == FILES, f"installed are {list(folder.iterdir())}")
    entry = windows.values(f"HKCU\\{UNINSTALL}")
    check(entry and entry["InstallLocation"] == windows.name(folder), f"in the list of programs is {entry}")
    check(windows.values(f"HKLM\\{UNINSTALL}") is None, "it has written what is everybody's")
    check((windows.programs / "Nameplate.lnk").exists(), "there is no entry in the Start menu")
    opens(windows, "HKCU", folder)
    program = (folder / "nameplate.exe").read_bytes()
    for name, part in {
        "a name": "ProductName\0\0Nameplate".encode("utf-16-le"),
        "a version": f"FileVersion\0\0{entry['DisplayVersion']}".encode("utf-16-le"),
        "a manifest": b">PerMonitorV2, PerMonitor<",
        "an icon": (ROOT / "assets/icon/256.png").read_bytes(),
    }.items():
        check(part in program, f"the program has no such part: {name}")
    return folder


def remove(windows, folder):
    done = windows.run(folder / "uninstall.exe", "/S")
    check(done.returncode == 0, f"the uninstaller ends with {done.returncode}")
    # It goes on as a copy of itself, since a program that runs cannot be deleted.
    wait_for("the folder of the program to be gone", lambda: not folder.exists())


def install_over(windows, folder):
    step("installed over itself: refused while it runs, else done")
    start(windows)
    windows.window(SIGNED_IN)
    done = windows.run(installer("setup"), "/S")
    check(done.returncode == 2, f"while it runs the installer ends with {done.returncode}")
    done = windows.run(folder / "uninstall.exe", "/S", f"_?={windows.name(folder)}")
    check(done.returncode == 2, f"while it runs the uninstaller ends with {done.returncode}")
    check({path.name for path in folder.iterdir()} == FILES, f"installed are {list(folder.iterdir())}")
    end(windows)
    (folder / "nameplate.exe").write_bytes(b"an older one")
    done = windows.run(installer("setup"), "/S")
    check(done.returncode == 0, f"the installer ends with {done.returncode}")
    check((folder / "nameplate.exe").stat().st_size > 1 << 20, "the older program is still there")
    check({path.name for path in folder.iterdir()} == FILES, f"installed are {list(folder.iterdir())}")


def uninstall(windows, folder, before):
    step("uninstalled: the person's own files stay, and nothing else")
    remove(windows, folder)
    check(windows.values(f"HKCU\\{UNINSTALL}") is None, "it is still in the list of programs")
    check(windows.values(f"HKCU\\{LINKS}") is None, "it still opens links")
    own = (windows.home / "AppData/Roaming/Nameplate", windows.home / "AppData/Local/Nameplate")
    left = [path for path in windows.files() - before if not any(folder in path.parents for folder in own)]
    check(windows.keys(KEYS), "the key in the keyring is gone")
    check(not left, f"left behind: {left}")
    kept = {path.name for path in windows.files() if any(folder in path.parents for folder in own)}
    check({"accounts.json", "config.toml"} <= kept, f"of the person's own files there are {kept}")


# Without a window


def in_a_console(windows, folder):
    step("in a console: help, version, errors, a photo")
    console = folder / "nameplate.com"

    def says(*words):
        done = windows.run(console, *words)
        return done.returncode, done.stdout.decode().strip(), done.stderr.decode().strip()

    code, said, _ = says("--version")
    check(code == 0 and said.startswith("nameplate "), f"the version is {said!r}")
    code, said, _ = says("--help")
    check(code == 0 and "Usage: nameplate" in said, f"the help is {said!r}")
    code, said, wrong = says("--nonsense")
    check(code == 2 and not said and "--nonsense" in wrong, f"said is {said!r} and {wrong!r}")
    code, _, wrong = says("--lang", "fa", "photo", "none.jpg", "out.jpg")
    check(code == 1 and "none.jpg" in wrong and "این" in wrong, f"said is {wrong!r}")

    picture, made = windows.home / "عکس من.jpg", windows.home / "out.jpg"
    pillow(MAKE_PHOTO, picture)
    code, said, wrong = says("photo", windows.name(picture), windows.name(made))
    check(code == 0 and not wrong, f"said is {wrong!r}")
    check(pillow(DESCRIBE_PHOTO, made) == "JPEG 512 512 left=red right=blue", f"the photo is {said!r}")
    made.unlink()
    picture.unlink()


# In the window


def opens(windows, root, folder):
    """The installer has said in the registry that the program opens links. Wine 8 reads only what is everybody's."""
    command = windows.values(f"{root}\\{LINKS}\\shell\\open\\command")
    wanted = f'"{windows.name(folder)}\\nameplate.exe" "%1"'
    check(command == {"(Default)": wanted}, f"links are opened by {command}")
    check("URL Protocol" in windows.values(f"{root}\\{LINKS}"), "no scheme is registered")


def links(screen, server, windows, folder):
    step("a link opens it: refused, put aside, and used for the address")
    windows.open("nameplate://hr.example.com@evil.example")
    window = windows.window("Nameplate")
    comes_to_rest(screen, window, "windows-link-unusable")
    end(windows)
    # What comes after a quotation mark would be an argument of its own.
    done = windows.run(folder / "nameplate.com", "nameplate://server?url=https%3A%2F%2Fhr.example.com", "--data-dir", "C:\\evil")
    check(done.returncode == 2 and not (windows.drive / "evil").exists(), f"it ends with {done.returncode}")
    windows.open("nameplate://server?url=https%3A%2F%2Fhr.example.com")
    window = windows.window("Nameplate")
    comes_to_rest(screen, window, "windows-link")
    screen.key("Tab", "Return")
    comes_to_rest(screen, window, "windows-link-used")
    check(not server.requests(), "a server was asked")
    end(windows)
    for data in ("Roaming", "Local"):
        shutil.rmtree(windows.home / "AppData" / data / "Nameplate", ignore_errors=True)


def start(windows):
    windows.open(windows.programs / "Nameplate.lnk")


def end(windows):
    """Ends the program as its person does."""
    check(windows.running("nameplate.exe"), "the program has ended by itself")
    run("xdotool", "key", "ctrl+q")
    wait_for("the program to end", lambda: not windows.running("nameplate.exe"))


def sign_in(screen, server, windows):
    step("started from the Start menu: sign in with the keyboard")
    start(windows)
    window = windows.window("Nameplate")
    comes_to_rest(screen, window, "windows-door")
    # The focus is in the address; the choice of the way to sign in lies between it and the key.
    screen.type(server.url)
    screen.key("Tab", "Tab")
    screen.type(server.person(PERSON)["token"])
    screen.key("Return")
    wait_for("the profile to be asked for", lambda: server.requests("GET", "/api/users/me/"))
    wait_for("the key in the keyring", lambda: any("nameplate" in name for name in windows.keys(KEYS)))
    window = windows.window(SIGNED_IN)
    comes_to_rest(screen, window, "windows-profile")
    return window


def edit_and_save(screen, server, windows, window):
    step("edit Persian text and save")
    # Menu, the photo, Change photo, Remove photo, First name.
    screen.key("Tab", "Tab", "Tab", "Tab", "Tab", "ctrl+a")
    screen.type("سارا")
    comes_to_rest(screen, window, "windows-edited")
    screen.key("ctrl+s")
    server.wait_for_row(PERSON, first_name="سارا", last_name="قربانی")


def photo(screen, server, windows, window):
    step("change the photo by the system's dialog, and remove it")
    before = server.picture(PERSON)
    screen.key("ctrl+o")
    time.sleep(1)
    screen.key("Return")
    dialog = windows.window("Choose a photo")
    comes_to_rest(screen, dialog, "windows-dialog")
    # Wine takes no Persian letters from the keyboard here.
    file = windows.home / "my photo.jpg"
    pillow(MAKE_PHOTO, file)
    screen.type(windows.name(file))
    screen.key("Return")
    comes_to_rest(screen, window, "windows-photo")
    screen.key("Return")
    after = wait_for("another photo on the server", lambda: other(server.picture(PERSON), before))
    described = pillow(DESCRIBE_PHOTO, after)
    check(described == "JPEG 512 512 left=red right=blue", f"the server has {described}")
    comes_to_rest(screen, window, "windows-photo-changed")
    # The focus is back in the first name.
    screen.key("shift+Tab", "Return")
    wait_for("no photo on the server", lambda: server.picture(PERSON) is None)
    comes_to_rest(screen, window, "windows-photo-removed")
    file.unlink()


def pasted(screen, server, windows, window):
    step("paste a picture and a file")
    folder = screen.folder / "copied"
    folder.mkdir()
    pillow(MAKE_PHOTO, folder / "photo.png")
    # Other programs give a file by its address.
    (folder / "list").write_text(f"file://{folder}/photo.png\r\n")
    for kind, file in (("image/png", folder / "photo.png"), ("text/uri-list", folder / "list")):
        before = server.picture(PERSON)
        screen.start("xclip", ["xclip", "-quiet", "-selection", "clipboard", "-t", kind, "-i", str(file)])
        wait_for("the clipboard", lambda: kind in output("xclip", "-selection", "clipboard", "-o", "-t", "TARGETS"))
        time.sleep(1)
        screen.key("ctrl+v")
        comes_to_rest(screen, window, f"windows-pasted-{kind.split('/')[0]}")
        screen.key("Return")
        after = wait_for("the pasted photo on the server", lambda: other(server.picture(PERSON), before))
        described = pillow(DESCRIBE_PHOTO, after)
        check(described == "JPEG 512 512 left=red right=blue", f"the server has {described}")
        comes_to_rest(screen, window, "windows-pasted")


def other(path, before):
    return path if path != before else None


def killed(screen, server, windows):
    step("killed while somebody types: the next start has what was typed, and is signed in")
    # From the photo's button on.
    screen.key("Tab", "Tab", "ctrl+a")
    screen.type("Unsaved")
    drafts = windows.home / "AppData/Local/Nameplate/data/accounts"
    wait_for("the draft on the disk", lambda: any(b"Unsaved" in file.read_bytes() for file in drafts.glob("*/draft.*")))
    (process,) = windows.running("nameplate.exe")
    os.kill(process, signal.SIGKILL)
    wait_for("the program to end", lambda: not windows.running("nameplate.exe"))
    start(windows)
    window = windows.window(SIGNED_IN)
    comes_to_rest(screen, window, "windows-after-the-kill")
    check(server.row(PERSON)["first_name"] == "سارا", "what was not saved was sent")
    screen.key("ctrl+s")
    server.wait_for_row(PERSON, first_name="Unsaved")
    end(windows)


def again(screen, server, windows, folder):
    step("started again: signed in, in Persian, and the settings of Windows are followed while it runs")
    settings = windows.home / "AppData/Roaming/Nameplate/config/config.toml"
    settings.write_text(f'[interface]\nlanguage = "fa"\n{settings.read_text()}')
    start(windows)
    window = windows.window(".*قربانی.*")
    comes_to_rest(screen, window, "windows-persian")
    light = ground(window)
    windows.set(THEMES, "AppsUseLightTheme", "REG_DWORD", "0")
    wait_for("dark colours", lambda: ground(window) != light)
    dark = ground(window)
    comes_to_rest(screen, window, "windows-persian-dark")
    windows.set(CONTRAST, "Flags", "REG_SZ", "127")
    wait_for("high contrast", lambda: ground(window) not in (light, dark))
    high = ground(window)
    comes_to_rest(screen, window, "windows-persian-contrast")
    windows.set(CONTRAST, "Flags", "REG_SZ", "126")
    wait_for("dark colours again", lambda: ground(window) == dark)
    usual = LOGS / "windows-usual.png"
    screen.settled_picture(window, usual)
    windows.set(TEXT, "TextScaleFactor", "REG_DWORD", "150")
    larger = LOGS / "windows-larger.png"
    wait_for("larger text", lambda: shot(window, larger) and differences(usual, larger) > 10_000)
    comes_to_rest(screen, window, "windows-persian-large")
    end(windows)

    step("the settings of Windows count from the first frame on")
    windows.set(CONTRAST, "Flags", "REG_SZ", "127")
    start(windows)
    window = windows.window(".*قربانی.*")
    check(ground(window) == high, "it opens in other colours")
    # Larger text makes the window larger, but not than the screen with a taskbar.
    wait_for("a window inside of the screen", lambda: geometry(window)[0] <= 1280 - 16 and geometry(window)[1] <= 900 - 92)
    time.sleep(2)  # for the photo
    comes_to_rest(screen, window, "windows-persian-large-contrast")
    end(windows)
    windows.set(CONTRAST, "Flags", "REG_SZ", "126")
    windows.set(TEXT, "TextScaleFactor", "REG_DWORD", "100")


THEMES = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Themes\Personalize"
CONTRAST = r"HKCU\Control Panel\Accessibility\HighContrast"
TEXT = r"HKCU\Software\Microsoft\Accessibility"


def ground(window):
    """The colour of the window's ground, near its corner."""
    return output("import", "-silent", "-window", window, "-crop", "1x1+4+4", "-depth", "8", "txt:-").split()[-1]


def shot(window, file):
    run("import", "-silent", "-window", window, str(file))
    return True


def fixed_server(screen, server, windows, folder):
    step("the administrator's file fixes the server; everything else in a folder of one's own")
    file = windows.drive / "ProgramData/nameplate/config.toml"
    file.parent.mkdir()
    file.write_text(f'[server]\nurl = "{server.url}"\n')
    own = windows.drive / "own"
    asked = len(server.requests())
    data = ["--lang", "en", "--data-dir", windows.name(own)]
    program = screen.start("windows-fixed", [WINE, str(folder / "nameplate.exe"), *data])
    window = windows.window("Nameplate")
    comes_to_rest(screen, window, "windows-fixed-server")
    screen.type(server.person(PERSON)["token"])
    screen.key("Return")
    windows.window(SIGNED_IN)
    check(len(server.requests()) > asked, "another server was asked")
    end(windows)
    program.wait(10)
    check((own / "accounts.json").exists(), f"there is only {list(own.iterdir())}")
    shutil.rmtree(own)
    shutil.rmtree(file.parent)


def proxy(screen, windows, folder):
    step("the proxy in the settings of Windows is used")
    listener = Listener()
    windows.set(INTERNET, "ProxyServer", "REG_SZ", listener.address)
    windows.set(INTERNET, "ProxyEnable", "REG_DWORD", "1")
    data = ["--lang", "en", "--data-dir", windows.name(windows.drive / "own"), "--server", "https://hr.example.invalid"]
    program = screen.start("windows-proxy", [WINE, str(folder / "nameplate.exe"), *data])
    window = windows.window("Nameplate")
    comes_to_rest(screen, window, "windows-proxy")
    screen.type("0123456789")
    screen.key("Return")
    wait_for("the proxy to be asked", lambda: listener.heard)
    led = [heard.startswith(b"CONNECT hr.example.invalid:443 ") for heard in listener.heard]
    check(all(led), f"the proxy was asked {listener.heard}")
    end(windows)
    program.wait(10)
    windows.set(INTERNET, "ProxyEnable", "REG_DWORD", "0")
    shutil.rmtree(windows.drive / "own")


INTERNET = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Internet Settings"


def comes_to_rest(screen, window, name):
    """Waits until nothing changes any more, and keeps a picture of the screen."""
    screen.settled_picture(window, LOGS / f"{name}.png")
    screen.picture(f"e2e-{name}")


MAKE_PHOTO = """
import sys
from PIL import Image

picture = Image.new("RGB", (800, 800), "blue")
picture.paste("red", (0, 0, 400, 800))
picture.save(sys.argv[1], quality=92)
"""

DESCRIBE_PHOTO = """
import sys
from PIL import Image

picture = Image.open(sys.argv[1])


def colour(x, y):
    red, green, blue = picture.convert("RGB").getpixel((x, y))
    return "red" if red > 200 and blue < 60 else "blue" if blue > 200 and red < 60 else f"{red},{green},{blue}"


print(picture.format, *picture.size, f"left={colour(64, 256)}", f"right={colour(448, 256)}")
"""

if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(f"FAILED: {failure}")
