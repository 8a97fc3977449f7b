//! `nameplate.com`, beside `nameplate.exe` on Windows: what is started when somebody types `nameplate` in a console.
//!
//! `nameplate.exe` belongs to the window and gets no console, so that none opens with it. This program has one: it starts
//! `nameplate.exe` with the same words, hands on what that writes, and ends with its exit code.

use std::env;
use std::io::{self, Read, Write};
use std::process::{Command, ExitCode, Stdio};
use std::thread;

fn main() -> ExitCode {
    let Ok(own) = env::current_exe() else { return ExitCode::FAILURE };
    let program = own.with_file_name("nameplate.exe");
    let mut command = Command::new(&program);
    let _ = command.args(env::args_os().skip(1));
    let _ = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => {
            // Where even that cannot be written there is nobody to tell.
            let _ = writeln!(io::stderr(), "{} cannot be started: {error}", program.display());
            return ExitCode::FAILURE;
        }
    };
    let errors = child.stderr.take().map(|errors| thread::spawn(move || hand_on(errors, io::stderr())));
    if let Some(said) = child.stdout.take() {
        hand_on(said, io::stdout());
    }
    if let Some(errors) = errors {
        let _ = errors.join();
    }
    let code = child.wait().ok().and_then(|status| status.code());
    ExitCode::from(code.and_then(|code| u8::try_from(code).ok()).unwrap_or(1))
}

/// Writes what comes until nothing more can come. That nobody reads it is no failure.
fn hand_on(mut from: impl Read, mut to: impl Write) {
    let _ = io::copy(&mut from, &mut to);
    let _ = to.flush();
}
