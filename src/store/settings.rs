//! What the person chose in the menu, written into their settings file without touching its other lines.

use super::{Error, Store};

/// The colours asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// Follow the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// High contrast.
    HighContrast,
}

/// The `[interface]` table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Interface {
    /// `en`, `fa`, or none to follow the system.
    pub language: Option<String>,
    /// The colours.
    pub theme: Theme,
    /// Size of everything, 1.0 is normal; 0.75 to 3.0.
    pub scale: Option<f64>,
}

impl Store {
    /// Writes the choices of the menu.
    pub async fn keep_interface(&self, _interface: Interface) -> Result<(), Error> {
        unimplemented!()
    }
}
