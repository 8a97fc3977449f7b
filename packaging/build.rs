//! Tells the linker what packages are linked with besides: no other build has a part in it.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=packaging/build.rs");
    // The profile `dist` is the one that is optimised for the smallest size; its name is not told here.
    let is_package = env::var("OPT_LEVEL").as_deref() == Ok("z");
    let system = (env::var("CARGO_CFG_TARGET_OS"), env::var("CARGO_CFG_TARGET_ENV"));
    if is_package && system == (Ok("linux".to_owned()), Ok("gnu".to_owned())) {
        // 0.6 MB of relocations become 10 kB, which are read at each start. glibc reads them from 2.36 on, on which
        // the package depends.
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}
