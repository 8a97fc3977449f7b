//! Checks the data for desktops and packages: one id, existing files, and the pixels of the icon.

use nameplate::config::{Arguments, Config, Environment, PhotoOptions};

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The id of the program on every desktop: window class, Wayland app id, icon name, file names.
const ID: &str = "org.nameplate.Nameplate";

#[test]
fn desktop_entry_and_metainfo_have_the_id() {
    let desktop = read(&format!("packaging/{ID}.desktop"));
    for line in [format!("Icon={ID}"), format!("StartupWMClass={ID}"), "Exec=nameplate %u".to_owned()] {
        assert!(desktop.lines().any(|own| own == line), "{line}");
    }
    assert!(desktop.lines().any(|own| own == "MimeType=x-scheme-handler/nameplate;"), "links open it");
    assert!(read("packaging/macos/Info.plist").contains("<array><string>nameplate</string></array>"));
    let metainfo = read(&format!("packaging/{ID}.metainfo.xml"));
    assert!(metainfo.contains(&format!("<id>{ID}</id>")));
    assert!(metainfo.contains(&format!("<launchable type=\"desktop-id\">{ID}.desktop</launchable>")));
}

#[test]
fn the_package_holds_files_that_exist() {
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let deb = &manifest["package"]["metadata"]["deb"];
    assert_eq!(deb["profile"].as_str(), Some("dist"));
    let assets = deb["assets"].as_array().unwrap();
    let mut packed = Vec::new();
    for asset in assets {
        let [source, target] = [0, 1].map(|at| asset[at].as_str().unwrap());
        assert!(source.starts_with("target/") || path(source).is_file(), "{source}");
        packed.push(target);
    }
    for asset in manifest["package"]["metadata"]["generate-rpm"]["assets"].as_array().unwrap() {
        let source = asset["source"].as_str().unwrap();
        assert!(source.starts_with("target/") || path(source).is_file(), "{source}");
    }
    for size in [16, 24, 32, 48, 64, 128, 256] {
        let target = format!("usr/share/icons/hicolor/{size}x{size}/apps/{ID}.png");
        assert!(packed.contains(&target.as_str()), "{target}");
        let icon = image::load_from_memory(&std::fs::read(path(&format!("assets/icon/{size}.png"))).unwrap())
            .unwrap();
        assert_eq!((icon.width(), icon.height()), (size, size));
    }
}

#[test]
fn the_window_icon_has_the_pixels_of_the_picture() {
    let picture = image::load_from_memory(&std::fs::read(path("assets/icon/64.png")).unwrap()).unwrap();
    let raw = std::fs::read(path("assets/icon/64.rgba")).unwrap();
    assert!(picture.to_rgba8().into_raw() == raw, "render assets/icon/64.rgba again");
}

#[test]
fn the_icon_for_windows_holds_the_same_pictures() {
    let icon = std::fs::read(path("packaging/windows/nameplate.ico")).unwrap();
    for size in [16, 24, 32, 48, 64, 128, 256] {
        let picture = std::fs::read(path(&format!("assets/icon/{size}.png"))).unwrap();
        let is_there = memchr::memmem::find(&icon, &picture).is_some();
        assert!(is_there, "packaging/windows/icon writes it again: {size}");
    }
}

/// What is installed is also what is removed.
#[test]
fn the_installer_for_windows_removes_what_it_installs() {
    let script = read("packaging/windows/nameplate.nsi");
    let names = |before: &str| -> BTreeSet<String> {
        let lines = script.lines().filter_map(|line| line.trim().strip_prefix(before)?.strip_suffix('"'));
        lines.map(str::to_owned).collect()
    };
    let mut installed = names("File \"${FILES}\\");
    assert_eq!(installed.len(), 6);
    assert!(installed.insert("uninstall.exe".to_owned()));
    assert_eq!(installed, names("Delete \"$INSTDIR\\"));
}

#[test]
fn both_licences_and_the_licence_of_the_font_are_there() {
    let licence = read("LICENSE");
    for name in ["MIT License", "Apache License", "SIL Open Font License"] {
        assert!(licence.contains(name), "{name}");
    }
    assert!(read("assets/fonts/OFL.txt").contains("The Vazirmatn Project Authors"));
}

#[test]
fn the_sample_of_the_administrators_settings_is_understood() {
    let sample = read("packaging/config.toml");
    let settings: Vec<_> = sample
        .lines()
        .map(|line| line.strip_prefix("# ").filter(|rest| rest.contains(" = ")).unwrap_or(line))
        .collect();
    let settings: Vec<_> = settings.into_iter().filter(|line| !line.starts_with('#')).collect();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("config.toml");
    std::fs::write(&file, settings.join("\n")).unwrap();
    let arguments = Arguments { data_dir: Some(folder.path().join("none")), ..Arguments::default() };
    let config = Config::load_with(Some(&file), arguments, Environment::default());
    assert_eq!(config.notices, []);
    let server = config.server.unwrap();
    assert_eq!((server.address.as_str(), server.fixed), ("https://hr.example.com", true));
    assert_eq!(config.photo, PhotoOptions::default());
    assert_eq!(config.interface.language.as_deref(), Some("fa"));
}

#[test]
fn the_licences_of_others_are_those_of_the_versions_that_are_used() {
    let lock: toml::Table = read("Cargo.lock").parse().unwrap();
    let locked: BTreeSet<String> = lock["package"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| {
            format!("{} {}", package["name"].as_str().unwrap(), package["version"].as_str().unwrap())
        })
        .collect();
    let list = read("packaging/THIRD-PARTY.txt");
    let listed: BTreeSet<String> = list
        .lines()
        .skip_while(|line| !line.is_empty())
        .skip(1)
        .take_while(|line| !line.is_empty())
        .map(|line| line.split_once(": ").unwrap().0.to_owned())
        .collect();
    let old: Vec<_> = listed.difference(&locked).collect();
    assert!(old.is_empty(), "packaging/third-party writes it again; not in Cargo.lock: {old:?}");
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    for name in manifest["dependencies"].as_table().unwrap().keys() {
        assert!(listed.iter().any(|own| own.starts_with(&format!("{name} "))), "{name} is not listed");
    }
}

fn read(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap()
}

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}
