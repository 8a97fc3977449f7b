//! What of the environment would keep the window from opening although there is a way: taken out before the window's
//! library reads it.
//!
//! The environment of a running program cannot be changed safely, so the program starts itself once more without what is
//! wrong. Knows nothing of iced.

#[cfg(unix)]
mod variables;

use std::env;

/// Tells the second start what the first one took out.
const TAKEN_OUT: &str = "NAMEPLATE_TAKEN_OUT";

/// Starts the program anew without the variables that lead nowhere, if there are any. Returns where there are none, or
/// where that is not possible.
pub fn mend() {
    #[cfg(unix)]
    {
        use std::os::unix::net::UnixStream;
        use std::os::unix::process::CommandExt;
        use std::process::Command;

        if env::var_os(TAKEN_OUT).is_some() {
            return;
        }
        let wrong = variables::wrong(|name| env::var_os(name), |socket| UnixStream::connect(socket).is_ok());
        let (Ok(program), false) = (env::current_exe(), wrong.is_empty()) else { return };
        let mut again = Command::new(program);
        let _ = again.args(env::args_os().skip(1)).env(TAKEN_OUT, wrong.join(", "));
        for name in wrong {
            let _ = again.env_remove(name);
        }
        if let Some(name) = env::args_os().next() {
            let _ = again.arg0(name);
        }
        // Only returns where the program cannot be started; then it goes on as it is.
        let _ = again.exec();
    }
}

/// Writes down what was taken out. Call it once there is a log.
pub fn report() {
    if let Ok(names) = env::var(TAKEN_OUT) {
        tracing::warn!(names, "variables that lead nowhere were not used");
    }
}
