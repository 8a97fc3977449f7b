"""Takes the pictures of the README: the window as it opens, in English and in Persian, and the crop.

    tests/e2e/readme_pictures.py    writes assets/pictures

It is no test, and `run` does not start it. A person runs it after the screens have changed, and looks at what it made.
"""

import sys

from desktop import ROOT, TARGET, Desktop, Failure, end, step
from server import pillow

PROGRAM = TARGET / "debug" / "nameplate"
PICTURES = ROOT / "assets" / "pictures"

# A person in front of a wall, drawn with soft edges as a photo has them.
PORTRAIT = """
import sys
from PIL import Image, ImageDraw, ImageFilter

size = (1600, 1200)
wall = Image.new("RGB", size)
for y in range(size[1]):
    for x in range(0, size[0], 8):
        light = 1 - 0.35 * x / size[0] - 0.15 * y / size[1]
        wall.paste((int(208 * light), int(216 * light), int(222 * light)), (x, y, x + 8, y + 1))
wall = wall.filter(ImageFilter.GaussianBlur(24))
person = Image.new("RGBA", size)
draw = ImageDraw.Draw(person)
draw.ellipse((360, 860, 1240, 1900), fill=(38, 70, 104))
draw.polygon([(690, 870), (910, 870), (800, 1080)], fill=(236, 238, 240))
draw.ellipse((520, 130, 1080, 760), fill=(52, 36, 28))
draw.rounded_rectangle((705, 620, 895, 930), 90, fill=(214, 166, 134))
draw.ellipse((580, 230, 1020, 790), fill=(232, 188, 158))
draw.pieslice((540, 130, 1060, 610), 186, 354, fill=(52, 36, 28))
for x in (715, 885):
    draw.ellipse((x - 36, 478, x + 36, 514), fill=(250, 248, 246))
    draw.ellipse((x - 18, 476, x + 18, 514), fill=(58, 42, 34))
    draw.arc((x - 62, 408, x + 62, 500), 205, 335, fill=(60, 42, 34), width=13)
draw.arc((760, 520, 836, 620), 20, 150, fill=(190, 138, 110), width=10)
draw.chord((710, 610, 890, 716), 12, 168, fill=(176, 84, 84))
person = person.filter(ImageFilter.GaussianBlur(3))
wall.paste(person, (0, 0), person)
wall.save(sys.argv[1], quality=92)
"""


def main():
    with Desktop("1280x1000x24") as desktop:
        photo = desktop.folder / "portrait.jpg"
        pillow(PORTRAIT, str(photo))
        english(desktop, photo)
        persian(desktop)
    for last in PICTURES.glob("*.last.png"):
        last.unlink()


def english(desktop, photo):
    step("the crop, and the profile in English")
    program = desktop.start("pictures", [PROGRAM, "--demo", "--lang", "en"])
    window = desktop.window(program)
    desktop.fill(window, desktop.find("entry", "First name"), "Leila")
    desktop.fill(window, desktop.find("entry", "Last name"), "Karimi")
    desktop.click(window, desktop.find("radio button", "Female"))
    desktop.fill(window, desktop.find("entry", "Username"), "leila.karimi")
    desktop.fill(window, desktop.find("entry", "Email"), "leila.karimi@example.com")
    desktop.key("ctrl+s")
    desktop.find("label", "Leila Karimi")
    desktop.click(window, desktop.find("push button", "Change photo"))
    desktop.click(window, desktop.find("push button", "Other ways"))
    desktop.fill(window, desktop.find("entry", "Photo path"), str(photo))
    desktop.key("Return")
    desktop.find("push button", "Use photo")
    desktop.settled_picture(window, PICTURES / "crop.png")
    desktop.click(window, desktop.find("push button", "Use photo"))
    desktop.find_text("Photo changed")
    desktop.fill(window, desktop.find("entry", "Mobile number"), "0912 000 0007")
    desktop.settled_picture(window, PICTURES / "profile.png")
    end(program)


def persian(desktop):
    step("the profile in Persian")
    program = desktop.start("pictures", [PROGRAM, "--demo", "--lang", "fa"])
    window = desktop.window(program)
    desktop.fill(window, desktop.find("entry", "شمارهٔ همراه"), "۰۹۱۲۰۰۰۰۰۰۷")
    desktop.settled_picture(window, PICTURES / "profile-fa.png")
    end(program)


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(f"FAILED: {failure}")
