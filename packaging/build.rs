//! What is done before the program is compiled: the languages in `assets/locale` become source, and the linker is told what
//! packages are linked with besides.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo::rerun-if-changed=packaging/build.rs");
    println!("cargo::rerun-if-changed={LOCALES}");
    match languages(Path::new(LOCALES)) {
        Ok(source) => {
            fs::write(out_dir().join("languages.rs"), source).expect("Cargo's folder can be written");
        }
        Err(fault) => println!("cargo::error={fault}"),
    }
    if profile() == "dist" && env::var("TARGET").as_deref() == Ok("x86_64-unknown-linux-gnu") {
        // 0.6 MB of relocations become 10 kB, which are read at each start. glibc reads them from 2.36 on, on which
        // the package depends.
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
    if ["dist", "trial"].contains(&&*profile()) && env::var("CARGO_CFG_WINDOWS").is_ok() {
        println!("cargo::rerun-if-changed={WINDOWS}");
        if let Err(error) = windows_resource() {
            println!("cargo::error=the icon and the manifest cannot be compiled: {error}");
        }
    }
}

/// What only Windows needs.
const WINDOWS: &str = "packaging/windows";

/// A folder for each language, called by its tag.
const LOCALES: &str = "assets/locale";

/// The language of those who speak none of the others; the first in the menu.
const COMMON: &str = "en";

/// What `src/locale/language.rs` includes: the languages, and what is known of each.
fn languages(folder: &Path) -> Result<String, String> {
    let mut tags = names_in(folder)?;
    tags.sort_by_key(|tag| (tag != COMMON, tag.clone()));
    let mut variants = Vec::new();
    let mut all = Vec::new();
    let mut facts = Vec::new();
    for tag in &tags {
        let folder = folder.join(tag);
        let known = Known::read(folder.join("language.toml"))?;
        let variant = known.text("english-name")?;
        let default = if tag == COMMON { "    #[default]\n" } else { "" };
        variants.push(format!("    /// {variant}.\n{default}    {variant},\n"));
        all.push(format!("Self::{variant}"));
        facts.push(known.facts(tag, &sentences(&folder)?)?);
    }
    Ok(format!(
        "/// A language of the interface.\n\
         #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]\n\
         pub enum Language {{\n{variants}}}\n\n\
         impl Language {{\n    \
             /// All languages, in the order of the menu.\n    \
             pub const ALL: [Self; {count}] = [{all}];\n\
         }}\n\n\
         static FACTS: [Facts; {count}] = [\n{facts}];\n",
        variants = variants.concat(),
        count = tags.len(),
        all = all.join(", "),
        facts = facts.concat(),
    ))
}

/// The files of sentences of a language.
fn sentences(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut files: Vec<_> = names_in(folder)?.iter().map(|name| folder.join(name)).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "ftl"));
    files.sort();
    Ok(files)
}

fn names_in(folder: &Path) -> Result<Vec<String>, String> {
    let cannot_read = |error| format!("{} cannot be read: {error}", folder.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(cannot_read)? {
        names.push(entry.map_err(cannot_read)?.file_name().to_string_lossy().into_owned());
    }
    Ok(names)
}

/// A file of lines such as `name = "English"`.
struct Known {
    file: PathBuf,
    text: String,
}

impl Known {
    fn read(file: PathBuf) -> Result<Self, String> {
        match fs::read_to_string(&file) {
            Ok(text) => Ok(Self { file, text }),
            Err(error) => Err(format!("{} cannot be read: {error}", file.display())),
        }
    }

    /// The source of a `Facts`.
    fn facts(&self, tag: &str, sentences: &[PathBuf]) -> Result<String, String> {
        let name = self.text("name")?;
        let direction = self.one_of(
            "direction",
            &[("left-to-right", "Direction::LeftToRight"), ("right-to-left", "Direction::RightToLeft")],
        )?;
        let calendar =
            self.one_of("calendar", &[("gregorian", "Calendar::Gregorian"), ("jalali", "Calendar::Jalali")])?;
        let has_persian_letters = self.one_of("letters", &[("as-typed", "false"), ("persian", "true")])?;
        let digits: Vec<_> = self.text("digits")?.chars().collect();
        if digits.len() != 10 {
            return Err(self.fault("digits", "ten digits"));
        }
        let separator: Vec<_> = self.text("decimal-separator")?.chars().collect();
        let [separator] = separator[..] else { return Err(self.fault("decimal-separator", "one letter")) };
        let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
        let sentences: Vec<_> =
            sentences.iter().map(|file| format!("include_str!({:?})", manifest.join(file))).collect();
        Ok(format!(
            "    Facts {{ code: {tag:?}, own_name: {name:?}, direction: {direction}, calendar: {calendar}, \
             has_persian_letters: {has_persian_letters}, digits: {digits:?}, decimal_separator: {separator:?}, \
             files: &[{}] }},\n",
            sentences.join(", ")
        ))
    }

    /// What stands for the value of a key in the source.
    fn one_of<'a>(&self, key: &str, values: &[(&str, &'a str)]) -> Result<&'a str, String> {
        let value = self.text(key)?;
        let found = values.iter().find(|(name, _)| *name == value).map(|(_, source)| *source);
        found.ok_or_else(|| {
            let names: Vec<_> = values.iter().map(|(name, _)| *name).collect();
            self.fault(key, &names.join(" or "))
        })
    }

    fn text(&self, key: &str) -> Result<&str, String> {
        let mut lines = self.text.lines().filter_map(|line| line.split_once(" = "));
        let value = lines.find(|(name, _)| *name == key).map(|(_, value)| value.trim());
        value
            .and_then(|value| value.strip_prefix('"')?.strip_suffix('"'))
            .ok_or_else(|| self.fault(key, "a text in quotation marks"))
    }

    fn fault(&self, key: &str, wanted: &str) -> String {
        format!("{}: `{key}` should be {wanted}", self.file.display())
    }
}

/// Icon, version and manifest of the program on Windows.
fn windows_resource() -> std::io::Result<()> {
    let mut resource = winresource::WindowsResource::new();
    if !cfg!(windows) {
        let _ = resource.set_windres_path("x86_64-w64-mingw32-windres").set_ar_path("x86_64-w64-mingw32-ar");
    }
    let _ = resource
        .set_icon("packaging/windows/nameplate.ico")
        .set_manifest_file("packaging/windows/nameplate.manifest")
        .set("ProductName", "Nameplate")
        .set("FileDescription", "Nameplate")
        .set("LegalCopyright", "The Nameplate authors");
    resource.compile()
}

fn out_dir() -> PathBuf {
    env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default()
}

/// The name of the profile: cargo tells it only by where things are built.
fn profile() -> String {
    let out = out_dir();
    let folder = out.ancestors().nth(3).and_then(Path::file_name).unwrap_or_default();
    folder.to_string_lossy().into_owned()
}
