//! Tells the linker what packages are linked with besides: no other build has a part in it.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=packaging/build.rs");
    println!("cargo::rerun-if-changed=packaging/start-order.txt");
    if is_package() && env::var("TARGET").as_deref() == Ok("x86_64-unknown-linux-gnu") {
        // 0.6 MB of relocations become 10 kB, which are read at each start. glibc reads them from 2.36 on, on which
        // the package depends.
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
        if links_with_lld() {
            put_the_start_together();
        }
    }
}

/// Whether this is the profile `dist`: cargo tells its name only by where things are built.
fn is_package() -> bool {
    let out = env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    out.ancestors().nth(3).and_then(Path::file_name).is_some_and(|folder| folder == "dist")
}

/// Whether rustc brought its own linker, which it then uses. Others know no order of symbols.
fn links_with_lld() -> bool {
    let Some(rustc) = env::var_os("RUSTC") else { return false };
    let Ok(answer) = Command::new(rustc).args(["--print", "sysroot"]).output() else { return false };
    let sysroot = String::from_utf8_lossy(&answer.stdout);
    Path::new(sysroot.trim()).join("lib/rustlib/x86_64-unknown-linux-gnu/bin/gcc-ld/ld.lld").exists()
}

/// A sixth of the code runs until the window is there. Where it lies together, the rest stays out of memory.
/// `packaging/start-order` writes the list; symbols that are not there any more are passed over.
fn put_the_start_together() {
    let folder = env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    println!("cargo::rustc-link-arg-bins=-Wl,--symbol-ordering-file={folder}/packaging/start-order.txt");
    println!("cargo::rustc-link-arg-bins=-Wl,--no-warn-symbol-ordering");
}
