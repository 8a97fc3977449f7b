//! Smoothing of the edges between blocks (RFC 6386, 15). Sixteen or eight places of an edge are done at once and without
//! jumps, so that the compiler makes vectors of it.

/// The filter of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filter {
    /// Brightness alone, two pixels of it.
    Simple,
    Normal,
}

/// How much the edges of a macroblock are smoothed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Strength {
    /// Between macroblocks.
    outer: Limits,
    /// Between the blocks of one.
    inner: Limits,
}

/// How large differences between neighbours may be.
#[derive(Debug, Clone, Copy)]
struct Limits {
    /// Across the edge, for it to be smoothed.
    edge: i16,
    /// Of the others, for it to be smoothed.
    interior: i16,
    /// Of those next to the edge, for more than two pixels to be changed.
    variance: i16,
}

impl Strength {
    /// RFC 6386, 15.2 and 15.3. `level` is 1 to 63, `sharpness` is 0 to 7.
    pub(super) fn new(level: u8, sharpness: u8) -> Self {
        let shift = match sharpness {
            0 => 0,
            1..=4 => 1,
            _ => 2,
        };
        let most = if sharpness > 0 { 9_u8.saturating_sub(sharpness) } else { 63 };
        let interior = i16::from((level >> shift).min(most).max(1));
        let variance = match level {
            40.. => 2,
            15.. => 1,
            _ => 0,
        };
        let limits = |level: i16| Limits { edge: level * 2 + interior, interior, variance };
        Self { outer: limits(i16::from(level) + 2), inner: limits(i16::from(level)) }
    }
}

/// A plane with whole macroblocks.
pub(super) struct Samples {
    pub(super) pixels: Vec<u8>,
    pub(super) stride: usize,
}

/// Smooths the edges of a macroblock in the planes of brightness and colours: those to the left and above, unless they
/// are those of the picture, and those inside of it, if it has any.
pub(super) fn smooth(
    filter: Filter,
    [luma, colours @ ..]: &mut [Samples; 3],
    (column, row): (usize, usize),
    strength: &Strength,
    has_inner: bool,
) {
    let &Strength { outer, inner } = strength;
    let inside: &[usize] = if has_inner { &[4, 8, 12] } else { &[] };
    let stride = luma.stride;
    let at = row * 16 * stride + column * 16;
    if filter == Filter::Simple {
        let pixels = &mut luma.pixels;
        if column > 0 {
            vertical::<16>(pixels, at, stride, |lines| simple(lines, outer));
        }
        for x in inside {
            vertical::<16>(pixels, at + x, stride, |lines| simple(lines, inner));
        }
        if row > 0 {
            horizontal::<16>(pixels, at, stride, |lines| simple(lines, outer));
        }
        for y in inside {
            horizontal::<16>(pixels, at + y * stride, stride, |lines| simple(lines, inner));
        }
        return;
    }
    normal::<16>(luma, at, (column, row), strength, inside);
    for colour in colours {
        let at = row * 8 * colour.stride + column * 8;
        normal::<8>(colour, at, (column, row), strength, inside.get(..1).unwrap_or_default());
    }
}

/// RFC 6386, 15.3.
#[inline(always)]
fn normal<const N: usize>(
    samples: &mut Samples,
    at: usize,
    (column, row): (usize, usize),
    &Strength { outer, inner }: &Strength,
    inside: &[usize],
) {
    let Samples { pixels, stride } = samples;
    let stride = *stride;
    if column > 0 {
        vertical_outer::<N>(pixels, at, stride, outer);
    }
    for x in inside {
        vertical_inner::<N>(pixels, at + x, stride, inner);
    }
    if row > 0 {
        horizontal_outer::<N>(pixels, at, stride, outer);
    }
    for y in inside {
        horizontal_inner::<N>(pixels, at + y * stride, stride, inner);
    }
}

// Each of these once, not once for every place it is called from.

#[inline(never)]
fn vertical_outer<const N: usize>(pixels: &mut [u8], at: usize, stride: usize, limits: Limits) {
    vertical(pixels, at, stride, |lines| macroblock_edge::<N>(lines, limits));
}

#[inline(never)]
fn vertical_inner<const N: usize>(pixels: &mut [u8], at: usize, stride: usize, limits: Limits) {
    vertical(pixels, at, stride, |lines| subblock_edge::<N>(lines, limits));
}

#[inline(never)]
fn horizontal_outer<const N: usize>(pixels: &mut [u8], at: usize, stride: usize, limits: Limits) {
    horizontal(pixels, at, stride, |lines| macroblock_edge::<N>(lines, limits));
}

#[inline(never)]
fn horizontal_inner<const N: usize>(pixels: &mut [u8], at: usize, stride: usize, limits: Limits) {
    horizontal(pixels, at, stride, |lines| subblock_edge::<N>(lines, limits));
}

/// What lies across an edge: four pixels before it and four behind it, at `N` places.
type Lines<const N: usize> = [[i16; N]; 8];

/// An edge that lies; `at` is the first pixel below it.
#[inline(always)]
fn horizontal<const N: usize>(pixels: &mut [u8], at: usize, stride: usize, filter: impl Fn(&mut Lines<N>)) {
    let Some(window) = pixels.get_mut(at - 4 * stride..at + 3 * stride + N) else {
        return;
    };
    let mut lines = [[0; N]; 8];
    for (y, line) in lines.iter_mut().enumerate() {
        let Some(pixels) = window[y * stride..].first_chunk::<N>() else {
            return;
        };
        *line = pixels.map(i16::from);
    }
    filter(&mut lines);
    // The outermost never change.
    for (y, line) in lines.iter().enumerate().take(7).skip(1) {
        let Some(pixels) = window[y * stride..].first_chunk_mut::<N>() else {
            return;
        };
        *pixels = line.map(|value| value as u8);
    }
}

/// An edge that stands; `at` is the first pixel to the right of it.
#[inline(always)]
fn vertical<const N: usize>(pixels: &mut [u8], at: usize, stride: usize, filter: impl Fn(&mut Lines<N>)) {
    let Some(window) = pixels.get_mut(at - 4..at + 4 + (N - 1) * stride) else {
        return;
    };
    let mut bytes = [[0; N]; 8];
    for y in 0..N {
        let Some(pixels) = window[y * stride..].first_chunk::<8>() else {
            return;
        };
        for (line, pixel) in bytes.iter_mut().zip(pixels) {
            line[y] = *pixel;
        }
    }
    let mut lines = bytes.map(|line| line.map(i16::from));
    filter(&mut lines);
    let bytes = lines.map(|line| line.map(|value| value as u8));
    for y in 0..N {
        let Some(pixels) = window[y * stride..].first_chunk_mut::<8>() else {
            return;
        };
        for (line, pixel) in bytes.iter().zip(pixels) {
            *pixel = line[y];
        }
    }
}

/// A value of eight bits with a sign.
fn cut(value: i16) -> i16 {
    value.clamp(-128, 127)
}

/// All ones where something is so, to be combined with a value by `&`.
fn mask(is_so: bool) -> i16 {
    -i16::from(is_so)
}

/// RFC 6386, 15.2.
#[expect(clippy::needless_range_loop, reason = "a place is one of each of the lines")]
#[inline(always)]
fn simple<const N: usize>(lines: &mut Lines<N>, limits: Limits) {
    for i in 0..N {
        let [p1, p0, q0, q1] = [2, 3, 4, 5].map(|line| lines[line][i]);
        let is_near = (p0 - q0).abs() * 2 + (p1 - q1).abs() / 2 <= limits.edge;
        let change = cut(cut(p1 - q1) + 3 * (q0 - p0)) & mask(is_near);
        lines[3][i] = cut(p0 - 128 + (cut(change + 3) >> 3)) + 128;
        lines[4][i] = cut(q0 - 128 - (cut(change + 4) >> 3)) + 128;
    }
}

/// Whether the edge is smoothed at this place, and whether there is more than one step: both as a [`mask`].
#[inline(always)]
fn masks([p3, p2, p1, p0, q0, q1, q2, q3]: [i16; 8], limits: Limits) -> (i16, i16) {
    let within = |a: i16, b: i16, limit: i16| (a - b).abs() <= limit;
    let is_smoothed = ((p0 - q0).abs() * 2 + (p1 - q1).abs() / 2 <= limits.edge)
        & within(p3, p2, limits.interior)
        & within(p2, p1, limits.interior)
        & within(p1, p0, limits.interior)
        & within(q3, q2, limits.interior)
        & within(q2, q1, limits.interior)
        & within(q1, q0, limits.interior);
    let varies = !(within(p1, p0, limits.variance) & within(q1, q0, limits.variance));
    (mask(is_smoothed), mask(varies))
}

/// Between macroblocks: three pixels on each side (RFC 6386, 15.3).
#[expect(clippy::needless_range_loop, reason = "a place is one of each of the lines")]
#[inline(always)]
fn macroblock_edge<const N: usize>(lines: &mut Lines<N>, limits: Limits) {
    for i in 0..N {
        let pixels = std::array::from_fn(|line| lines[line][i]);
        let (is_smoothed, varies) = masks(pixels, limits);
        let [_, p2, p1, p0, q0, q1, q2, _] = pixels.map(|value| value - 128);
        let change = cut(cut(p1 - q1) + 3 * (q0 - p0)) & is_smoothed;
        let two = change & varies;
        let (a, b) = (cut(two + 4) >> 3, cut(two + 3) >> 3);
        let six = change & !varies;
        let [near, middle, far] = [27, 18, 9].map(|share| (share * six + 63) >> 7);
        lines[1][i] = cut(p2 + far) + 128;
        lines[2][i] = cut(p1 + middle) + 128;
        lines[3][i] = cut(p0 + near + b) + 128;
        lines[4][i] = cut(q0 - near - a) + 128;
        lines[5][i] = cut(q1 - middle) + 128;
        lines[6][i] = cut(q2 - far) + 128;
    }
}

/// Between the blocks of a macroblock: two pixels on each side (RFC 6386, 15.3).
#[expect(clippy::needless_range_loop, reason = "a place is one of each of the lines")]
#[inline(always)]
fn subblock_edge<const N: usize>(lines: &mut Lines<N>, limits: Limits) {
    for i in 0..N {
        let pixels = std::array::from_fn(|line| lines[line][i]);
        let (is_smoothed, varies) = masks(pixels, limits);
        let [_, _, p1, p0, q0, q1, _, _] = pixels.map(|value| value - 128);
        let change = cut((cut(p1 - q1) & varies) + 3 * (q0 - p0)) & is_smoothed;
        let (a, b) = (cut(change + 4) >> 3, cut(change + 3) >> 3);
        let outer = ((a + 1) >> 1) & !varies;
        lines[2][i] = cut(p1 + outer) + 128;
        lines[3][i] = cut(p0 + b) + 128;
        lines[4][i] = cut(q0 - a) + 128;
        lines[5][i] = cut(q1 - outer) + 128;
    }
}
