//! Colours, fonts, distances and sizes of the design. No other file has such numbers. Knows only iced.
//!
//! The tests check the contrast of all pairs of colours that meet on the screen: 4.5:1 for text, 3:1 for the edges of
//! controls and the focus ring (WCAG 2.2, 1.4.3 and 1.4.11).

use iced::{Color, Font, color, font};

/// The colours of a theme by their use.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Palette {
    /// A name for assistive tools and tests.
    pub name: &'static str,
    /// Background of the window.
    pub bg: Color,
    /// Cards, fields and buttons.
    pub surface: Color,
    /// The save bar, toasts and menus.
    pub raised: Color,
    /// Sunken areas and the track of a switch.
    pub sunken: Color,
    /// Text.
    pub text: Color,
    /// Secondary text and hints.
    pub muted: Color,
    /// Edges of controls on `surface` and `bg`.
    pub edge: Color,
    /// Edges of controls on `sunken` and `accent_soft`.
    pub edge_sunken: Color,
    /// Thin lines and the track of the completion ring: only decoration.
    pub line: Color,
    /// The line around cards; invisible in themes where the colour of cards is enough.
    pub card_line: Color,
    /// The primary button, focus and the dot of a changed field.
    pub accent: Color,
    /// The primary button under the pointer.
    pub accent_hover: Color,
    /// Text on `accent`.
    pub on_accent: Color,
    /// The chosen option and selected text.
    pub accent_soft: Color,
    /// Background of selected text.
    pub selection: Color,
    /// Behind what a search has found in a text.
    pub mark: Color,
    /// Links and quiet buttons.
    pub accent_text: Color,
    /// Any other button under the pointer.
    pub hover: Color,
    /// Any other button while pressed.
    pub pressed: Color,
    /// Complete and saved.
    pub success: Color,
    /// Background of `success`.
    pub success_soft: Color,
    /// Incomplete, and the completion ring.
    pub warning: Color,
    /// Background of the panel of missing fields.
    pub warning_soft: Color,
    /// Errors and removal.
    pub danger: Color,
    /// Background of an error message.
    pub danger_soft: Color,
    /// Over the screen below a dialog.
    pub scrim: Color,
    /// The top of the background of initials.
    pub avatar_top: Color,
    /// The bottom of the background of initials.
    pub avatar_bottom: Color,
    /// Initials.
    pub on_avatar: Color,
    /// One ring of the soft edge around the save bar, toasts and dialogs.
    pub halo: Color,
    /// One ring of the wider shadow around a menu.
    pub shadow: Color,
}

/// The light theme.
pub const LIGHT: Palette = Palette {
    name: "light",
    bg: color!(0xF4F5F8),
    surface: color!(0xFFFFFF),
    raised: color!(0xFFFFFF),
    sunken: color!(0xEEF0F4),
    text: color!(0x141821),
    muted: color!(0x545E6E),
    edge: color!(0x838C9A),
    edge_sunken: color!(0x757E8C),
    line: color!(0xE1E5EB),
    card_line: color!(0xFFFFFF),
    accent: color!(0x1D5BD0),
    accent_hover: color!(0x174CB0),
    on_accent: color!(0xFFFFFF),
    accent_soft: color!(0xE7EEFC),
    selection: color!(0xC9DBFA),
    mark: color!(0xFFE9A8),
    accent_text: color!(0x1650BC),
    hover: color!(0xF1F4FA),
    pressed: color!(0xE4E9F2),
    success: color!(0x12704A),
    success_soft: color!(0xE2F4EA),
    warning: color!(0x875000),
    warning_soft: color!(0xFFF2DC),
    danger: color!(0xB3261E),
    danger_soft: color!(0xFDEAE8),
    scrim: color!(0x11151B, 0.45),
    avatar_top: color!(0x5B7DDB),
    avatar_bottom: color!(0x3F5FB8),
    on_avatar: color!(0xFFFFFF),
    halo: color!(0x141821, 0.035),
    shadow: color!(0x141821, 0.02),
};

/// The dark theme.
pub const DARK: Palette = Palette {
    name: "dark",
    bg: color!(0x0E1116),
    surface: color!(0x171B22),
    raised: color!(0x1E232C),
    sunken: color!(0x11151B),
    text: color!(0xE8ECF2),
    muted: color!(0xA2ADBC),
    edge: color!(0x6C7788),
    edge_sunken: color!(0x6C7788),
    line: color!(0x2A313C),
    card_line: color!(0x2A313C),
    accent: color!(0x7FB0FF),
    accent_hover: color!(0x9CC2FF),
    on_accent: color!(0x0A1830),
    accent_soft: color!(0x1B2A45),
    selection: color!(0x2C4A7C),
    mark: color!(0x4A3A10),
    accent_text: color!(0x9CC2FF),
    hover: color!(0x20262F),
    pressed: color!(0x2A313C),
    success: color!(0x6FD3A0),
    success_soft: color!(0x14301F),
    warning: color!(0xF2BE6A),
    warning_soft: color!(0x33260F),
    danger: color!(0xFF9D94),
    danger_soft: color!(0x3A1A18),
    scrim: color!(0x000000, 0.6),
    avatar_top: color!(0x5B7DDB),
    avatar_bottom: color!(0x3F5FB8),
    on_avatar: color!(0xFFFFFF),
    halo: color!(0x000000, 0.14),
    shadow: color!(0x000000, 0.08),
};

/// The high-contrast theme: black, white and yellow, and lines around all areas.
pub const HIGH_CONTRAST: Palette = Palette {
    name: "high contrast",
    bg: color!(0x000000),
    surface: color!(0x000000),
    raised: color!(0x000000),
    sunken: color!(0x000000),
    text: color!(0xFFFFFF),
    muted: color!(0xE6E6E6),
    edge: color!(0xFFFFFF),
    edge_sunken: color!(0xFFFFFF),
    line: color!(0x8C8C8C),
    card_line: color!(0x8C8C8C),
    accent: color!(0xFFD60A),
    accent_hover: color!(0xFFE566),
    on_accent: color!(0x000000),
    accent_soft: color!(0x332B00),
    selection: color!(0x665600),
    mark: color!(0x665600),
    accent_text: color!(0xFFD60A),
    hover: color!(0x262626),
    pressed: color!(0x404040),
    success: color!(0x7CFFB2),
    success_soft: color!(0x00260F),
    warning: color!(0xFFD60A),
    warning_soft: color!(0x332B00),
    danger: color!(0xFF9A93),
    danger_soft: color!(0x330300),
    scrim: color!(0x000000, 0.8),
    avatar_top: color!(0x000000),
    avatar_bottom: color!(0x000000),
    on_avatar: color!(0xFFFFFF),
    halo: Color::TRANSPARENT,
    shadow: Color::TRANSPARENT,
};

/// The background of a picture that is cropped. It is dark in all themes, so that the picture is easy to see.
pub const CROP_FIELD: Color = color!(0x2B3744);
/// Lines on that background and on the picture.
pub const CROP_INK: Color = color!(0xFFFFFF);

/// Over a photo, under a sign in [`CROP_INK`]: as dark as it needs to be on a white photo.
pub const PHOTO_VEIL: Color = color!(0x11151B, 0.6);

impl Palette {
    /// The theme for iced's own text, containers and scroll bars.
    pub fn theme(&self) -> iced::Theme {
        iced::Theme::custom(
            self.name.to_owned(),
            iced::theme::Palette {
                background: self.bg,
                text: self.text,
                primary: self.accent,
                success: self.success,
                warning: self.warning,
                danger: self.danger,
            },
        )
    }
}

/// The embedded font family, with Latin and Persian letters.
pub const FONT_NAME: &str = "Vazirmatn";

/// The three embedded weights, to be loaded before the first frame.
pub const FONTS: [&[u8]; 3] = [
    include_bytes!("../assets/fonts/Vazirmatn-Regular.ttf"),
    include_bytes!("../assets/fonts/Vazirmatn-Medium.ttf"),
    include_bytes!("../assets/fonts/Vazirmatn-SemiBold.ttf"),
];

/// Running text.
pub const REGULAR: Font = Font::with_name(FONT_NAME);
/// Labels and buttons.
pub const MEDIUM: Font = Font { weight: font::Weight::Medium, ..REGULAR };
/// Names and titles.
pub const SEMIBOLD: Font = Font { weight: font::Weight::Semibold, ..REGULAR };

/// A text style. Sizes are in logical pixels. Line heights are large because Persian needs it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// Font size.
    pub size: f32,
    /// Height of a line.
    pub line: f32,
    /// Weight.
    pub font: Font,
}

/// The person's name.
pub const NAME: Style = Style { size: 20.0, line: 28.0, font: SEMIBOLD };
/// Titles of windows and dialogs.
pub const TITLE: Style = Style { size: 18.0, line: 24.0, font: SEMIBOLD };
/// Titles of cards.
pub const CARD_TITLE: Style = Style { size: 15.0, line: 20.0, font: SEMIBOLD };
/// Text.
pub const BODY: Style = Style { size: 14.0, line: 20.0, font: REGULAR };
/// Buttons and names in lists.
pub const BODY_MEDIUM: Style = Style { size: 14.0, line: 20.0, font: MEDIUM };
/// Labels of fields.
pub const LABEL: Style = Style { size: 13.0, line: 18.0, font: MEDIUM };
/// Hints and second lines.
pub const HINT: Style = Style { size: 12.5, line: 18.0, font: REGULAR };

/// Distances on a grid of 4 logical pixels.
pub mod space {
    /// Half a step, between things that nearly touch.
    pub const HALF: f32 = 2.0;
    /// One step: a label and its field, a name and its second line.
    pub const XS: f32 = 4.0;
    /// Two steps: between things of one kind.
    pub const S: f32 = 8.0;
    /// Three steps.
    pub const M: f32 = 12.0;
    /// Four steps: between cards and between fields.
    pub const L: f32 = 16.0;
    /// Five steps: inside a card.
    pub const XL: f32 = 20.0;
    /// Six steps: around the page.
    pub const XXL: f32 = 24.0;
    /// Eight steps: inside the sign-in card.
    pub const XXXL: f32 = 32.0;
}

/// Corner radii.
pub mod radius {
    /// Controls.
    pub const CONTROL: f32 = 8.0;
    /// Cards.
    pub const CARD: f32 = 12.0;
    /// Dialogs and the sign-in card.
    pub const DIALOG: f32 = 16.0;
}

/// Sizes in logical pixels.
pub mod size {
    /// Height of fields and buttons.
    pub const CONTROL: f32 = 38.0;
    /// The smallest width and height of anything that can be pressed.
    pub const TARGET: f32 = 32.0;
    /// Horizontal padding inside a button.
    pub const BUTTON_PADDING: f32 = 14.0;
    /// Horizontal padding inside a field.
    pub const FIELD_PADDING: f32 = 11.0;
    /// In a narrower window there is one column.
    pub const NARROW: f32 = 840.0;
    /// In a narrower window buttons do not show their keys.
    pub const COMPACT: f32 = 480.0;
    /// In a narrower window each field has its own line.
    pub const TWO_FIELDS: f32 = 600.0;
    /// The column of photo, completion and account.
    pub const SIDE_COLUMN: f32 = 288.0;
    /// The largest width of the page.
    pub const PAGE: f32 = 1120.0;
    /// The sign-in card.
    pub const SIGN_IN_CARD: f32 = 400.0;
    /// A dialog with a question.
    pub const DIALOG: f32 = 440.0;
    /// The photo on the profile.
    pub const AVATAR: f32 = 120.0;
    /// The photo on the profile in a narrow window.
    pub const AVATAR_NARROW: f32 = 88.0;
    /// A known account on the sign-in card.
    pub const AVATAR_SMALL: f32 = 32.0;
    /// The camera over the photo.
    pub const CAMERA: f32 = 32.0;
    /// Width of the completion ring's stroke.
    pub const RING: f32 = 4.0;
    /// Between the photo and the ring.
    pub const RING_GAP: f32 = 5.0;
    /// The dot of a changed field.
    pub const DOT: f32 = 8.0;
    /// An icon beside text.
    pub const ICON: f32 = 18.0;
    /// The progress indicator for waiting.
    pub const SPINNER: f32 = 16.0;
    /// The program's logo on the sign-in card.
    pub const LOGO: f32 = 44.0;
    /// The box of a check box, the circle of a radio button.
    pub const MARK: f32 = 18.0;
    /// Width of thin lines and edges.
    pub const LINE: f32 = 1.0;
    /// Width of the focus ring and the gap to it.
    pub const FOCUS: f32 = 2.0;
    /// Height of the bar at the top of the profile.
    pub const HEADER: f32 = 52.0;
    /// Width of the labels of an account or a group.
    pub const FACT_LABEL: f32 = 92.0;
    /// Width of a scroll bar.
    pub const SCROLLER: f32 = 6.0;
    /// Width of the soft edge around floating areas.
    pub const HALO: f32 = 6.0;
    /// Height in which the page fades out above the docked area.
    pub const FADE: f32 = 16.0;
    /// The share of the window height for messages and the save bar, in a narrow and in a wide window.
    pub const DOCK_SHARES: [f32; 2] = [0.25, 0.4];
    /// The largest share, for a long message.
    pub const DOCK_MOST: f32 = 0.5;
    /// Height of the save bar with its halo.
    pub const SAVE_BAR: f32 = 66.0;
    /// The smallest height for messages: one message of two lines.
    pub const MESSAGE: f32 = 60.0;
    /// Width of the shadow of a menu.
    pub const SHADOW: f32 = 16.0;
    /// Width of the menu.
    pub const MENU: f32 = 328.0;
    /// Height of the progress bar of an upload.
    pub const PROGRESS: f32 = 6.0;
    /// Width of the sheet for cropping a photo.
    pub const CROP_SHEET: f32 = 1000.0;
    /// The column of previews on the sheet for initials and drawings.
    pub const MAKE_SIDE: f32 = 320.0;
    /// Height of the crop sheet besides the field and its toolbar: edges, header and footer.
    pub const CROP_AROUND: f32 = 172.0;
    /// Height of the notes below the previews, with the distances.
    pub const CROP_NOTES: f32 = 84.0;
    /// The smallest height of the field with previews below it.
    pub const CROP_FIELD_GOOD: f32 = 220.0;
    /// The smallest height of the field.
    pub const CROP_FIELD_LEAST: f32 = 96.0;
    /// The column of previews beside the field.
    pub const CROP_SIDE: f32 = 192.0;
    /// In a window of this width and more the toolbar is one line.
    pub const CROP_ONE_LINE: f32 = 900.0;
    /// From this width on all previews are in one line.
    pub const PREVIEWS_IN_LINE: f32 = 408.0;
    /// Between the square and the nearer edges of the field.
    pub const CROP_MARGIN: f32 = 24.0;
    /// Width of the sheet for initials and drawings.
    pub const MAKE_SHEET: f32 = 820.0;
    /// Height of that sheet with the distances around it.
    pub const MAKE_HEIGHT: f32 = 580.0;
    /// A picture to choose on that sheet.
    pub const TILE: f32 = 52.0;
    /// The ring around the chosen picture.
    pub const TILE_RING: f32 = 3.0;
    /// Line width of the crop circle.
    pub const CROP_LINE: f32 = 2.0;
    /// The previews that are shown as circles: a profile, a list, a message, a line.
    pub const PREVIEWS: [f32; 4] = [128.0, 48.0, 32.0, 24.0];
    /// The preview that is shown as a square.
    pub const PREVIEW_SQUARE: f32 = 48.0;
    /// Height of a slider's track.
    pub const TRACK: f32 = 4.0;
    /// The knob of a slider.
    pub const KNOB: f32 = 18.0;
}

#[cfg(test)]
mod tests;
