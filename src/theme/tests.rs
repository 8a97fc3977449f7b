use super::{Color, DARK, HIGH_CONTRAST, LIGHT, Palette};

/// Relative luminance and contrast as WCAG 2.2 defines them.
fn contrast(a: Color, b: Color) -> f32 {
    let luminance = |color: Color| {
        let linear = |c: f32| if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
        0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b)
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn pairs(p: &Palette) -> Vec<(&'static str, Color, Color, f32)> {
    vec![
        ("text on bg", p.text, p.bg, 4.5),
        ("text on surface", p.text, p.surface, 4.5),
        ("text on raised", p.text, p.raised, 4.5),
        ("text on sunken", p.text, p.sunken, 4.5),
        ("text on hover", p.text, p.hover, 4.5),
        ("text on pressed", p.text, p.pressed, 4.5),
        ("text on accent_soft", p.text, p.accent_soft, 4.5),
        ("text on warning_soft", p.text, p.warning_soft, 4.5),
        ("text on success_soft", p.text, p.success_soft, 4.5),
        ("text on danger_soft", p.text, p.danger_soft, 4.5),
        ("text on selection", p.text, p.selection, 4.5),
        ("text on mark", p.text, p.mark, 4.5),
        ("muted on mark", p.muted, p.mark, 4.5),
        ("muted on bg", p.muted, p.bg, 4.5),
        ("muted on surface", p.muted, p.surface, 4.5),
        ("muted on raised", p.muted, p.raised, 4.5),
        ("muted on sunken", p.muted, p.sunken, 4.5),
        ("on_accent on accent", p.on_accent, p.accent, 4.5),
        ("on_accent on accent_hover", p.on_accent, p.accent_hover, 4.5),
        ("accent_text on surface", p.accent_text, p.surface, 4.5),
        ("accent_text on raised", p.accent_text, p.raised, 4.5),
        ("accent_text on bg", p.accent_text, p.bg, 4.5),
        ("accent_text on hover", p.accent_text, p.hover, 4.5),
        ("success on surface", p.success, p.surface, 4.5),
        ("success on success_soft", p.success, p.success_soft, 4.5),
        ("warning on warning_soft", p.warning, p.warning_soft, 4.5),
        ("warning on surface", p.warning, p.surface, 3.0),
        ("danger on surface", p.danger, p.surface, 4.5),
        ("danger on hover", p.danger, p.hover, 4.5),
        ("danger on danger_soft", p.danger, p.danger_soft, 4.5),
        ("on_avatar on avatar_top", p.on_avatar, p.avatar_top, 3.0),
        ("on_avatar on avatar_bottom", p.on_avatar, p.avatar_bottom, 4.5),
        ("edge on surface", p.edge, p.surface, 3.0),
        ("edge on bg", p.edge, p.bg, 3.0),
        ("edge_sunken on sunken", p.edge_sunken, p.sunken, 3.0),
        ("edge_sunken on accent_soft", p.edge_sunken, p.accent_soft, 3.0),
        ("accent on surface", p.accent, p.surface, 3.0),
        ("accent on bg", p.accent, p.bg, 3.0),
        ("accent on raised", p.accent, p.raised, 3.0),
        ("accent on warning_soft", p.accent, p.warning_soft, 3.0),
        ("accent on danger_soft", p.accent, p.danger_soft, 3.0),
    ]
}

#[test]
fn lines_have_contrast_on_the_crop_field() {
    let found = contrast(super::CROP_INK, super::CROP_FIELD);
    assert!(found >= 4.5, "{found:.2}:1");
}

#[test]
fn a_sign_is_seen_on_a_veiled_photo() {
    let veil = super::PHOTO_VEIL;
    let over_white = |part: f32| part * veil.a + 1.0 - veil.a;
    let veiled = Color::from_rgb(over_white(veil.r), over_white(veil.g), over_white(veil.b));
    let found = contrast(super::CROP_INK, veiled);
    assert!(found >= 4.5, "{found:.2}:1");
}

#[test]
fn all_pairs_of_colours_have_enough_contrast() {
    for palette in [LIGHT, DARK, HIGH_CONTRAST] {
        for (what, a, b, least) in pairs(&palette) {
            let found = contrast(a, b);
            assert!(found >= least, "{}: {what} is {found:.2}:1, not {least}:1", palette.name);
        }
    }
}
