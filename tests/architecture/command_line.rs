//! The manual pages and the completions in `packaging/generated`. They are generated here from the command line, so the program
//! does not need the code for it. `NAMEPLATE_PACKAGING=write` writes them again.

use nameplate::config::Arguments;

use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;

use std::path::Path;

const PROGRAM: &str = "nameplate";

#[test]
fn the_manual_and_the_completions_are_those_of_the_command_line() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging/generated");
    let writes = std::env::var_os("NAMEPLATE_PACKAGING").is_some_and(|what| what == "write");
    for (name, text) in generated() {
        let file = folder.join(&name);
        if writes {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&file, &text).unwrap();
        }
        let kept = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(
            kept == text,
            "packaging/generated/{name} is old: NAMEPLATE_PACKAGING=write cargo test --test architecture command_line"
        );
    }
}

#[test]
fn each_argument_is_in_the_manual_and_in_all_completions() {
    let files = generated();
    assert_eq!(files.len(), 5);
    for (name, text) in files.iter().filter(|(name, _)| name != "nameplate-photo.1") {
        for argument in ["server", "demo", "lang", "theme", "data"] {
            assert!(text.contains(argument), "{argument} in {name}");
        }
        assert!(text.contains("high") && text.contains("photo"), "{name}");
    }
}

/// The names of the files and what they hold.
fn generated() -> Vec<(String, String)> {
    // No page is written for `help`, which would only say what these pages say.
    let mut command = Arguments::command().disable_help_subcommand(true);
    command.build();
    let mut files = vec![(format!("{PROGRAM}.1"), manual(&command))];
    for below in command.get_subcommands() {
        files.push((format!("{PROGRAM}-{}.1", below.get_name()), manual(below)));
    }
    for (shell, name) in
        [(Shell::Bash, "nameplate.bash"), (Shell::Zsh, "_nameplate"), (Shell::Fish, "nameplate.fish")]
    {
        let mut text = Vec::new();
        clap_complete::generate(shell, &mut without_link(), PROGRAM, &mut text);
        files.push((name.to_owned(), text_of(text)));
    }
    files
}

/// The command line that people type. Links come from other programs, and zsh would take a command for one.
fn without_link() -> clap::Command {
    let whole = Arguments::command();
    let typed = whole.get_arguments().filter(|argument| !argument.is_positional()).cloned();
    let about = whole.get_about().cloned().unwrap_or_default();
    let command = clap::Command::new(PROGRAM).about(about).version(env!("CARGO_PKG_VERSION"));
    command.args(typed).subcommands(whole.get_subcommands().cloned())
}

fn manual(command: &clap::Command) -> String {
    let mut text = Vec::new();
    Man::new(command.clone()).date("").manual("Nameplate").render(&mut text).unwrap();
    text_of(text)
}

fn text_of(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}
