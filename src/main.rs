//! The entry point: reads the arguments, starts the log and the built-in server, and opens the window.

// No console opens with the window; `packaging/windows/launcher.rs` serves those who start it in one.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

use nameplate::access::Bridge;
use nameplate::app::{self, Clock, Crashed, Rescue, Signals, Start};
use nameplate::command;
use nameplate::config::{Arguments, Command, Config, Environment, PhotoCommand};
use nameplate::desktop::{WorkArea, clipboard};
use nameplate::display;
use nameplate::locale::{Locale, spoken};
use nameplate::log;
use nameplate::store::Store;
use nameplate::vault::Vault;

use std::io::{self, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::from_process();
    let command = arguments.command.clone();
    let config = Config::load(arguments, Environment::from_process());
    log::forbid_core_files();

    if let Some(Command::Photo(command)) = command {
        return photo(&command, &config);
    }

    display::mend();
    if config.demo {
        return demo(config);
    }
    let store = match &config.data_dir {
        Some(folder) => Some(Store::at(folder)),
        None => Store::platform(),
    };
    let _log = store.as_ref().map(|store| log::start(store.log_folder(), app::has_opened));
    display::report();
    let accounts = store.as_ref().map(Store::accounts_at_start).unwrap_or_default();
    // With a key for this run only, nothing is stored, and what earlier runs stored is not used.
    let (store, accounts, vault) = match config.key {
        Some(_) => (None, Vec::new(), Vault::memory()),
        None => (store, accounts, Vault::System),
    };
    let last_known = store.as_ref().and_then(|store| store.last_known_at_start(&accounts));
    let last_photo = store
        .as_ref()
        .zip(last_known.as_ref())
        .and_then(|(store, last)| store.last_photo_at_start(&accounts, last));
    let crash = store.as_ref().and_then(Store::take_crash);
    open(Start {
        config,
        accounts,
        last_known,
        last_photo,
        crash,
        rescue: Rescue::default(),
        store,
        vault,
        clock: Clock::System,
        direction: None,
        work_area: WorkArea::measure(),
        bridge: Some(Bridge::new()),
        signals: Some(Signals::of_process()),
        begin,
    })
}

/// Prepares a photo without a window.
fn photo(command: &PhotoCommand, config: &Config) -> ExitCode {
    log::tell_panics();
    match command::photo(command, config) {
        Ok(line) => {
            // The photo is written; it does not matter if the line cannot be printed.
            let _ = writeln!(io::stdout(), "{line}");
            ExitCode::SUCCESS
        }
        Err(sentence) => say(&sentence),
    }
}

/// Runs on the built-in server, signed in as its example person; everything is gone afterwards.
#[cfg(feature = "demo")]
fn demo(mut config: Config) -> ExitCode {
    use nameplate::config::FixedServer;
    use nameplate::demo::{Behaviour, Seed, start};
    use nameplate::locale::Arg;

    let started =
        start(Behaviour::default(), Seed::Example).and_then(|server| Ok((server, tempfile::tempdir()?)));
    let (server, folder) = match started {
        Ok(started) => started,
        Err(error) => {
            let reason = Arg::Foreign(error.to_string().into());
            return fail(&config, |locale| locale.tr_with("cli-demo-failed", &[("reason", reason)]));
        }
    };
    let store = Store::at(folder.path());
    let _log = log::start(store.log_folder(), app::has_opened);
    display::report();
    config.server = Some(FixedServer { address: server.base_url().to_owned(), fixed: false });
    config.key = Some(server.key().into());
    open(Start {
        config,
        accounts: Vec::new(),
        last_known: None,
        last_photo: None,
        crash: None,
        rescue: Rescue::default(),
        store: Some(store),
        vault: Vault::memory(),
        clock: Clock::System,
        direction: None,
        work_area: WorkArea::measure(),
        bridge: Some(Bridge::new()),
        signals: Some(Signals::of_process()),
        begin,
    })
}

#[cfg(not(feature = "demo"))]
fn demo(_config: Config) -> ExitCode {
    unreachable!("without the feature there is no such argument")
}

/// Opens the window and returns when it has closed. iced panics if no display can be reached.
fn open(start: Start) -> ExitCode {
    let config = start.config.clone();
    let (rescue, store, clock) = (start.rescue.clone(), start.store.clone(), start.clock);
    match rescue.run(|| app::application(start).run(), store.as_ref(), clock) {
        Ok(Ok(())) => {
            // iced still holds the clipboard, until the process ends.
            clipboard::hand_over();
            ExitCode::SUCCESS
        }
        _ if !app::has_opened() => fail(&config, |locale| locale.tr("cli-no-display")),
        Ok(Err(_)) => ExitCode::FAILURE,
        Err(Crashed) => fail(&config, |locale| locale.tr("cli-ended-by-fault")),
    }
}

/// Starts the threads that must not start before the event loop of the window.
fn begin() {
    app::warm_up();
    log::begin();
}

/// Prints one sentence to the standard error output.
fn fail(config: &Config, sentence: impl FnOnce(&Locale) -> String) -> ExitCode {
    say(&spoken(&sentence(&command::locale(config))))
}

fn say(sentence: &str) -> ExitCode {
    // If it cannot be printed, nobody can be told.
    let _ = writeln!(io::stderr(), "{sentence}");
    ExitCode::FAILURE
}
