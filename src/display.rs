//! Removes environment variables with which the window could not open although it can open without them.
//!
//! This happens before winit reads them. The environment of a running program cannot be changed safely, so the program
//! starts itself again without the wrong variables. Knows nothing of iced.

#[cfg(unix)]
mod variables;

use std::env;

/// Tells the second start which variables the first one removed.
const REMOVED: &str = "NAMEPLATE_REMOVED_VARIABLES";

/// Starts the program again without its wrong variables. Returns if there are none, or if it cannot be started again.
pub fn mend() {
    #[cfg(unix)]
    {
        use std::os::unix::net::UnixStream;
        use std::os::unix::process::CommandExt;
        use std::process::Command;

        if env::var_os(REMOVED).is_some() {
            return;
        }
        let wrong = variables::wrong(|name| env::var_os(name), |socket| UnixStream::connect(socket).is_ok());
        let (Ok(program), false) = (env::current_exe(), wrong.is_empty()) else { return };
        let mut again = Command::new(program);
        let _ = again.args(env::args_os().skip(1)).env(REMOVED, wrong.join(", "));
        for name in wrong {
            let _ = again.env_remove(name);
        }
        if let Some(name) = env::args_os().next() {
            let _ = again.arg0(name);
        }
        // It returns only if the program could not be started.
        let _ = again.exec();
    }
}

/// Logs which variables were removed. Call it once there is a log.
pub fn report() {
    if let Ok(names) = env::var(REMOVED) {
        tracing::warn!(names, "wrong variables were not used");
    }
}
