"""The vault against the keyring of a desktop: the library's own tests, on the bus of a desktop that was started for them."""

import json
import subprocess

from desktop import ROOT, Desktop, bus_has, check, output, step

KEEPS = "vault::tests::the_system_stores_one_key_per_account"
READS_NOTHING = "vault::tests::without_a_keyring_reading_and_removing_succeed"

# What GNOME Keyring starts to ask the person something.
PROMPTER = "org.gnome.keyring.SystemPrompter"


def main():
    # Built before the desktop is there, whose home has no cargo.
    program = tests_of_the_library()
    with Desktop():
        step("a key is kept, replaced and forgotten")
        passes(program, KEEPS)
    with Desktop(has_keyring=False) as desktop:
        step("without a keyring, reading and forgetting ask nothing and create nothing")
        passes(program, READS_NOTHING)
        check(not bus_has(PROMPTER), "the person was asked for a keyring")
        check(not desktop.keyrings(), f"there are keyrings now: {desktop.keyrings()}")


def passes(program, test):
    said = output(program, "--exact", test)
    check("1 passed" in said, said)


def tests_of_the_library():
    command = ["cargo", "test", "--locked", "--features", "e2e", "--lib", "--no-run", "--message-format", "json"]
    built = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    messages = [json.loads(line) for line in built.splitlines() if line.startswith("{")]
    return next(message["executable"] for message in messages if message.get("executable"))


if __name__ == "__main__":
    main()
