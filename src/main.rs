//! The program's entrance.

use nameplate::app::{self, Clock, Start};
use nameplate::config::{Config, FixedServer};
use nameplate::demo;
use nameplate::store::Store;
use nameplate::vault::Vault;

fn main() {
    let demo = demo::start(demo::Knobs::default(), demo::Seed::Example).expect("demo");
    let mut config = Config::default();
    config.server = Some(FixedServer { address: demo.base_url().to_owned(), fixed: false });
    if std::env::var("SIGNED_OUT").is_err() { config.key = Some(demo.key().into()); }
    config.interface.language = std::env::var("NLANG").ok();
    let start = Start { config, accounts: Vec::new(), store: None::<Store>, vault: Vault::memory(), clock: Clock::System, bridge: Some(nameplate::access::Bridge::new()) };
    app::application(start).run().expect("run");
}
