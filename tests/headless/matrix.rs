//! Every state of every screen, in both languages and at five widths: no text leaves its box, nothing leaves what it is in,
//! nothing lies over what it should not, the edges of a column agree, and what runs from right to left is the mirror of the
//! same screen from left to right.
//!
//! The states are those of `tree.rs` and `states.rs`, which hand each of them here. Pictures of all of them, in three themes
//! and at two scales, are made by
//!
//! ```text
//! NAMEPLATE_PICTURES=all cargo test --test headless -- tree:: states::
//! ```
//!
//! into `target/pictures/matrix`, with a page to look at them: `index.html` there. That takes some minutes.

use crate::support::boxes::Boxes;
use crate::support::driver::Driver;
use crate::support::picture::pictures;

use iced::{Program, Size};

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::sync::Mutex;

/// The windows: narrow, the last before two columns, the one that it opens with, and a large one.
const WINDOWS: [Size; 5] = [
    Size::new(360.0, 640.0),
    Size::new(480.0, 720.0),
    Size::new(760.0, 720.0),
    Size::new(960.0, 720.0),
    Size::new(1600.0, 900.0),
];

/// High enough for everything, so that nothing is scrolled out of sight.
const HIGH: f32 = 3200.0;

/// The scales of the pictures.
const SCALES: [u8; 2] = [1, 2];

/// Whether pictures of everything are asked for.
pub(crate) fn makes_pictures() -> bool {
    std::env::var("NAMEPLATE_PICTURES").as_deref() == Ok("all")
}

/// The boxes of each state in each window.
pub(crate) type Layouts = BTreeMap<(String, u32), Boxes>;

/// Examines a state in every window, and leaves the driver with the window it had. Gives what is wrong, and remembers
/// where everything was.
pub(crate) fn examine<P: Program + 'static>(
    driver: &mut Driver<P>,
    state: &str,
    layouts: &mut Layouts,
) -> Vec<String> {
    let before = driver.size();
    // Nothing is lit up, and no tip is open.
    driver.point_away();
    let mut faults = Vec::new();
    for window in WINDOWS {
        for height in [window.height, HIGH] {
            let size = Size::new(window.width, height);
            driver.resize(size);
            let boxes = driver.boxes();
            let mut found = boxes.faults(&driver.tree(), size);
            found.extend(driver.drawing().text_faults().lines().map(str::to_owned));
            let place = format!("{state}, {} x {height}", window.width);
            faults.extend(found.into_iter().map(|fault| format!("{place}: {fault}")));
            if height == HIGH {
                let _ = layouts
                    .insert((state.to_owned(), window.width as u32), boxes.without_pictures(&driver.tree()));
            }
        }
    }
    driver.resize(before);
    faults
}

/// Where the layouts that run from right to left are not the mirror of those from left to right.
pub(crate) fn unlike_the_mirror(layouts: &Layouts, mirror: &Layouts) -> Vec<String> {
    let mut faults = Vec::new();
    for ((state, width), boxes) in layouts {
        let Some(other) = mirror.get(&(state.clone(), *width)) else {
            faults.push(format!("{state} is not in the mirror"));
            continue;
        };
        let found = boxes.differences_from_mirror(other, *width as f32);
        faults.extend(found.into_iter().map(|fault| format!("{state}, {width}: {fault}")));
    }
    faults
}

/// Writes a state in every window and at every scale; `name` says state, language and theme.
pub(crate) fn write_pictures<P: Program + 'static>(driver: &mut Driver<P>, name: &str) {
    let before = driver.size();
    // Nothing is lit up, and no tip is open.
    driver.point_away();
    for window in WINDOWS {
        driver.resize(window);
        for scale in SCALES {
            driver.rescale(f32::from(scale));
            // Photos are drawn anew for each size, on another thread.
            driver.rest();
            driver.screenshot().save(&format!("matrix/{name}-{}-{scale}", window.width));
        }
        driver.rescale(1.0);
    }
    driver.resize(before);
}

/// Writes the page that shows all pictures there are.
pub(crate) fn write_index() {
    static WRITING: Mutex<()> = Mutex::new(());
    let _writing = WRITING.lock();
    let folder = pictures().join("matrix");
    let files = fs::read_dir(&folder).expect("pictures were written");
    let names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
    // State, language and theme, then the width and the scale.
    let mut rows: BTreeMap<String, BTreeMap<u32, String>> = BTreeMap::new();
    for name in names {
        let Some(stem) = name.strip_suffix("-1.png") else { continue };
        let Some((row, width)) = stem.rsplit_once('-') else { continue };
        let Ok(width) = width.parse() else { continue };
        let _ = rows.entry(row.to_owned()).or_default().insert(width, stem.to_owned());
    }
    let mut page = String::from(
        "<!doctype html><meta charset=utf-8><title>Nameplate</title>\
         <style>body{font:14px sans-serif;background:#ddd}img{vertical-align:top;margin:4px;max-height:480px}</style>\n",
    );
    for (row, widths) in rows {
        let _ = write!(page, "<h2 id=\"{row}\">{row}</h2>");
        for stem in widths.values() {
            let _ = write!(
                page,
                "<a href=\"{stem}-2.png\"><img loading=lazy src=\"{stem}-1.png\" title=\"{stem}\"></a>"
            );
        }
        page.push('\n');
    }
    fs::write(folder.join("index.html"), page).expect("the page can be written");
}
