//! Twelve drawings made for this program. Each is a background and a few flat shapes, the last one on top. Coordinates go
//! from 0 to 100, to the right and down. Important parts are at most 40 units from the middle, because most places show a
//! circle.

use super::canvas::{Canvas, curves, polyline};

use tiny_skia::PathBuilder;

/// A drawing.
#[derive(Debug, PartialEq)]
pub struct Drawing {
    /// The sentence id of its name.
    pub name: &'static str,
    background: u32,
    layers: &'static [(u32, Figure)],
}

/// A shape in one colour.
#[derive(Debug, PartialEq)]
enum Figure {
    /// A filled circle: x and y of its centre, and its radius.
    Disc(f32, f32, f32),
    /// The outline of a circle: x and y of its centre, its radius, and the line width.
    Ring(f32, f32, f32, f32),
    /// A filled polygon by its corners.
    Polygon(&'static [(f32, f32)]),
    /// A line with round ends: its points and its width.
    Line(&'static [(f32, f32)], f32),
    /// A filled shape of cubic curves: its start and the curves.
    Blob((f32, f32), &'static [[f32; 6]]),
    /// A line along cubic curves: its start, the curves and its width.
    Curve((f32, f32), &'static [[f32; 6]], f32),
}

use Figure::{Blob, Curve, Disc, Line, Polygon, Ring};

impl Drawing {
    pub(super) fn draw(&self, canvas: &mut Canvas) {
        canvas.cover(self.background);
        for (colour, figure) in self.layers {
            let (path, width) = match *figure {
                Disc(x, y, radius) => (PathBuilder::from_circle(x, y, radius), None),
                Ring(x, y, radius, width) => (PathBuilder::from_circle(x, y, radius), Some(width)),
                Polygon(corners) => (polyline(corners, true), None),
                Line(points, width) => (polyline(points, false), Some(width)),
                Blob(start, pieces) => (curves(start, pieces), None),
                Curve(start, pieces, width) => (curves(start, pieces), Some(width)),
            };
            match (path, width) {
                (Some(path), None) => canvas.fill(&path, *colour),
                (Some(path), Some(width)) => canvas.stroke(&path, *colour, width),
                (None, _) => {}
            }
        }
    }
}

/// All of them, in the order in which they are offered.
pub const DRAWINGS: [Drawing; 12] = [
    Drawing {
        name: "drawing-leaf",
        background: 0xDC_EB_CF,
        layers: &[
            (
                0x5F_AE_5B,
                Blob(
                    (27.0, 73.0),
                    &[[20.0, 44.0, 42.0, 22.0, 76.0, 24.0], [78.0, 58.0, 57.0, 80.0, 27.0, 73.0]],
                ),
            ),
            (
                0x3F_8A_4C,
                Blob(
                    (27.0, 73.0),
                    &[[40.0, 58.0, 56.0, 42.0, 76.0, 24.0], [78.0, 58.0, 57.0, 80.0, 27.0, 73.0]],
                ),
            ),
            (0xF3_F8_EC, Curve((21.0, 79.0), &[[36.0, 62.0, 50.0, 48.0, 64.0, 36.0]], 2.6)),
            (0xF3_F8_EC, Line(&[(38.0, 61.0), (36.0, 46.0)], 2.0)),
            (0xF3_F8_EC, Line(&[(50.0, 49.0), (49.0, 35.0)], 2.0)),
            (0xF3_F8_EC, Line(&[(42.0, 57.0), (56.0, 59.0)], 2.0)),
            (0xF3_F8_EC, Line(&[(54.0, 45.0), (66.0, 46.0)], 2.0)),
        ],
    },
    Drawing {
        name: "drawing-wave",
        background: 0xFB_E3_C0,
        layers: &[
            (0xF2_A0_5C, Disc(62.0, 36.0, 13.0)),
            (
                0x7F_C1_DD,
                Blob(
                    (0.0, 50.0),
                    &[
                        [12.0, 39.0, 24.0, 39.0, 36.0, 49.0],
                        [50.0, 60.0, 62.0, 57.0, 72.0, 49.0],
                        [82.0, 42.0, 92.0, 43.0, 100.0, 49.0],
                        [100.0, 66.0, 100.0, 84.0, 100.0, 100.0],
                        [66.0, 100.0, 33.0, 100.0, 0.0, 100.0],
                    ],
                ),
            ),
            (
                0x3E_93_BF,
                Blob(
                    (0.0, 66.0),
                    &[
                        [10.0, 72.0, 20.0, 70.0, 30.0, 63.0],
                        [42.0, 54.0, 54.0, 56.0, 64.0, 64.0],
                        [76.0, 73.0, 90.0, 70.0, 100.0, 61.0],
                        [100.0, 74.0, 100.0, 88.0, 100.0, 100.0],
                        [66.0, 100.0, 33.0, 100.0, 0.0, 100.0],
                    ],
                ),
            ),
            (
                0x1F_68_95,
                Blob(
                    (0.0, 77.0),
                    &[
                        [14.0, 70.0, 26.0, 72.0, 38.0, 79.0],
                        [52.0, 87.0, 70.0, 85.0, 82.0, 77.0],
                        [90.0, 73.0, 96.0, 74.0, 100.0, 77.0],
                        [100.0, 85.0, 100.0, 92.0, 100.0, 100.0],
                        [66.0, 100.0, 33.0, 100.0, 0.0, 100.0],
                    ],
                ),
            ),
        ],
    },
    Drawing {
        name: "drawing-mountain",
        background: 0xF5_DA_C8,
        layers: &[
            (0xF0_9A_6A, Disc(66.0, 34.0, 10.0)),
            (0x95_A3_C4, Polygon(&[(2.0, 84.0), (38.0, 34.0), (76.0, 84.0)])),
            (
                0xF8_F6_F2,
                Polygon(&[
                    (38.0, 34.0),
                    (29.4, 46.0),
                    (34.5, 44.0),
                    (38.5, 49.0),
                    (42.0, 44.0),
                    (46.9, 45.7),
                ]),
            ),
            (0x4D_61_8C, Polygon(&[(28.0, 84.0), (63.0, 44.0), (100.0, 84.0)])),
            (
                0xF8_F6_F2,
                Polygon(&[
                    (63.0, 44.0),
                    (54.3, 54.0),
                    (59.5, 52.5),
                    (63.5, 57.0),
                    (67.5, 52.0),
                    (72.2, 54.0),
                ]),
            ),
            (0x35_47_6B, Polygon(&[(0.0, 76.0), (100.0, 80.0), (100.0, 100.0), (0.0, 100.0)])),
        ],
    },
    Drawing {
        name: "drawing-star",
        background: 0x2C_3B_6B,
        layers: &[
            (
                0xF5_C4_51,
                Polygon(&[
                    (50.0, 22.0),
                    (57.6, 40.5),
                    (77.6, 42.0),
                    (62.4, 55.0),
                    (67.0, 74.4),
                    (50.0, 64.0),
                    (33.0, 74.4),
                    (37.6, 55.0),
                    (22.4, 42.0),
                    (42.4, 40.5),
                ]),
            ),
            (0xDC_E3_F5, Disc(27.0, 27.0, 2.0)),
            (0xDC_E3_F5, Disc(76.0, 28.0, 2.6)),
            (0xDC_E3_F5, Disc(80.0, 64.0, 1.8)),
            (0xDC_E3_F5, Disc(20.0, 62.0, 2.4)),
            (0xDC_E3_F5, Disc(50.0, 83.0, 1.8)),
        ],
    },
    Drawing {
        name: "drawing-lamp",
        background: 0x4A_3F_6B,
        layers: &[
            (0x6B_5B_86, Disc(50.0, 46.0, 31.0)),
            (0x93_7C_92, Disc(50.0, 46.0, 23.0)),
            (0xE9_C9_93, Line(&[(50.0, 54.0), (50.0, 76.0)], 4.0)),
            (0xE9_C9_93, Line(&[(39.0, 78.0), (61.0, 78.0)], 5.0)),
            (0xF7_C8_5C, Polygon(&[(41.0, 30.0), (59.0, 30.0), (70.0, 55.0), (30.0, 55.0)])),
            (0xFB_E3_A4, Polygon(&[(41.0, 30.0), (50.0, 30.0), (46.0, 55.0), (30.0, 55.0)])),
        ],
    },
    Drawing {
        name: "drawing-book",
        background: 0xD5_E2_F2,
        layers: &[
            (
                0x35_5C_A8,
                Blob(
                    (50.0, 42.0),
                    &[
                        [42.0, 34.0, 28.0, 33.0, 17.0, 35.0],
                        [17.0, 48.0, 17.0, 60.0, 17.0, 72.0],
                        [28.0, 70.0, 42.0, 71.0, 50.0, 78.0],
                        [58.0, 71.0, 72.0, 70.0, 83.0, 72.0],
                        [83.0, 60.0, 83.0, 48.0, 83.0, 35.0],
                        [72.0, 33.0, 58.0, 34.0, 50.0, 42.0],
                    ],
                ),
            ),
            (
                0xFE_FC_F6,
                Blob(
                    (50.0, 37.0),
                    &[
                        [42.0, 29.0, 31.0, 28.0, 21.0, 30.0],
                        [21.0, 42.0, 21.0, 54.0, 21.0, 67.0],
                        [31.0, 65.0, 42.0, 66.0, 50.0, 73.0],
                        [50.0, 61.0, 50.0, 49.0, 50.0, 37.0],
                    ],
                ),
            ),
            (
                0xEF_E9_DB,
                Blob(
                    (50.0, 37.0),
                    &[
                        [58.0, 29.0, 69.0, 28.0, 79.0, 30.0],
                        [79.0, 42.0, 79.0, 54.0, 79.0, 67.0],
                        [69.0, 65.0, 58.0, 66.0, 50.0, 73.0],
                        [50.0, 61.0, 50.0, 49.0, 50.0, 37.0],
                    ],
                ),
            ),
            (0xA9_B8_D1, Curve((27.0, 39.0), &[[33.0, 38.0, 39.0, 39.0, 44.0, 42.0]], 2.0)),
            (0xA9_B8_D1, Curve((27.0, 47.0), &[[33.0, 46.0, 39.0, 47.0, 44.0, 50.0]], 2.0)),
            (0xA9_B8_D1, Curve((27.0, 55.0), &[[33.0, 54.0, 39.0, 55.0, 44.0, 58.0]], 2.0)),
            (0xA9_B8_D1, Curve((73.0, 39.0), &[[67.0, 38.0, 61.0, 39.0, 56.0, 42.0]], 2.0)),
            (0xA9_B8_D1, Curve((73.0, 47.0), &[[67.0, 46.0, 61.0, 47.0, 56.0, 50.0]], 2.0)),
            (0xA9_B8_D1, Curve((73.0, 55.0), &[[67.0, 54.0, 61.0, 55.0, 56.0, 58.0]], 2.0)),
        ],
    },
    Drawing {
        name: "drawing-key",
        background: 0xE7_DD_F1,
        layers: &[
            (0x74_52_A3, Line(&[(46.0, 54.0), (70.0, 30.0)], 6.5)),
            (0x74_52_A3, Line(&[(63.0, 37.0), (71.0, 45.0)], 6.0)),
            (0x74_52_A3, Line(&[(71.0, 29.0), (78.0, 36.0)], 6.0)),
            (0x74_52_A3, Ring(37.0, 63.0, 12.0, 7.5)),
            (0xA5_8A_CB, Ring(37.0, 63.0, 12.0, 2.0)),
        ],
    },
    Drawing {
        name: "drawing-cup",
        background: 0xF7_DB_CF,
        layers: &[
            (0xC0_52_40, Ring(68.0, 54.0, 9.0, 5.0)),
            (
                0xC0_52_40,
                Blob(
                    (28.0, 42.0),
                    &[
                        [42.0, 42.0, 54.0, 42.0, 68.0, 42.0],
                        [69.0, 62.0, 62.0, 73.0, 48.0, 73.0],
                        [34.0, 73.0, 27.0, 62.0, 28.0, 42.0],
                    ],
                ),
            ),
            (0x8F_35_2A, Line(&[(29.0, 77.0), (67.0, 77.0)], 5.0)),
            (0xE0_82_6C, Curve((35.0, 49.0), &[[35.0, 56.0, 36.0, 61.0, 40.0, 65.0]], 3.0)),
            (0xFF_F8_F2, Curve((42.0, 34.0), &[[37.0, 30.0, 46.0, 27.0, 42.0, 21.0]], 3.2)),
            (0xFF_F8_F2, Curve((54.0, 34.0), &[[49.0, 30.0, 58.0, 27.0, 54.0, 21.0]], 3.2)),
        ],
    },
    Drawing {
        name: "drawing-kite",
        background: 0xC4_E5_EE,
        layers: &[
            (
                0x4B_6B_8A,
                Curve(
                    (38.0, 66.0),
                    &[[28.0, 70.0, 46.0, 78.0, 36.0, 82.0], [30.0, 85.0, 28.0, 88.0, 31.0, 92.0]],
                    2.0,
                ),
            ),
            (0xE8_6A_4C, Polygon(&[(64.0, 16.0), (40.0, 32.0), (55.0, 36.0)])),
            (0xF4_B9_42, Polygon(&[(64.0, 16.0), (72.0, 42.0), (55.0, 36.0)])),
            (0x2E_7F_8C, Polygon(&[(40.0, 32.0), (38.0, 66.0), (55.0, 36.0)])),
            (0x2F_56_85, Polygon(&[(72.0, 42.0), (38.0, 66.0), (55.0, 36.0)])),
            (0xE8_6A_4C, Polygon(&[(34.0, 71.0), (40.0, 74.0), (35.0, 77.0)])),
            (0xF4_B9_42, Polygon(&[(33.0, 81.0), (39.0, 80.0), (36.0, 86.0)])),
            (0xFF_FF_FF, Line(&[(20.0, 44.0), (30.0, 44.0)], 5.0)),
            (0xFF_FF_FF, Line(&[(70.0, 66.0), (84.0, 66.0)], 5.0)),
        ],
    },
    Drawing {
        name: "drawing-shell",
        background: 0xCF_EA_E3,
        layers: &[
            (0xC9_68_5A, Polygon(&[(38.0, 68.0), (62.0, 68.0), (66.0, 79.0), (34.0, 79.0)])),
            (
                0xEE_9C_88,
                Blob(
                    (50.0, 76.0),
                    &[
                        [36.0, 74.0, 20.0, 62.0, 20.0, 46.0],
                        [20.0, 38.0, 27.0, 34.0, 31.0, 37.0],
                        [32.0, 29.0, 40.0, 26.0, 43.0, 30.0],
                        [45.0, 25.0, 55.0, 25.0, 57.0, 30.0],
                        [60.0, 26.0, 68.0, 29.0, 69.0, 37.0],
                        [73.0, 34.0, 80.0, 38.0, 80.0, 46.0],
                        [80.0, 62.0, 64.0, 74.0, 50.0, 76.0],
                    ],
                ),
            ),
            (0xC9_68_5A, Curve((47.0, 73.0), &[[38.0, 64.0, 32.0, 52.0, 31.0, 40.0]], 2.2)),
            (0xC9_68_5A, Curve((49.0, 72.0), &[[46.0, 60.0, 43.0, 46.0, 43.0, 34.0]], 2.2)),
            (0xC9_68_5A, Curve((51.0, 72.0), &[[54.0, 60.0, 57.0, 46.0, 57.0, 34.0]], 2.2)),
            (0xC9_68_5A, Curve((53.0, 73.0), &[[62.0, 64.0, 68.0, 52.0, 69.0, 40.0]], 2.2)),
        ],
    },
    Drawing {
        name: "drawing-tree",
        background: 0xEC_EC_C6,
        layers: &[
            (0xB8_C7_7B, Polygon(&[(0.0, 80.0), (100.0, 80.0), (100.0, 100.0), (0.0, 100.0)])),
            (0x7C_57_3A, Polygon(&[(47.0, 54.0), (53.0, 54.0), (56.0, 83.0), (44.0, 83.0)])),
            (0x2F_76_46, Disc(36.0, 50.0, 14.0)),
            (0x2F_76_46, Disc(64.0, 50.0, 14.0)),
            (0x3F_8F_52, Disc(50.0, 40.0, 20.0)),
            (0x66_AF_68, Disc(43.0, 33.0, 7.0)),
            (0xD9_53_45, Disc(60.0, 47.0, 2.8)),
            (0xD9_53_45, Disc(38.0, 52.0, 2.8)),
            (0xD9_53_45, Disc(52.0, 31.0, 2.8)),
        ],
    },
    Drawing {
        name: "drawing-sun",
        background: 0x86_C6_E8,
        layers: &[
            (0xF8_C6_43, Line(&[(50.0, 17.0), (50.0, 23.0)], 4.5)),
            (0xF8_C6_43, Line(&[(68.4, 27.6), (72.6, 23.4)], 4.5)),
            (0xF8_C6_43, Line(&[(76.0, 46.0), (82.0, 46.0)], 4.5)),
            (0xF8_C6_43, Line(&[(31.6, 27.6), (27.4, 23.4)], 4.5)),
            (0xF8_C6_43, Line(&[(24.0, 46.0), (18.0, 46.0)], 4.5)),
            (0xF8_C6_43, Disc(50.0, 46.0, 17.0)),
            (0xFF_FF_FF, Disc(36.0, 69.0, 9.0)),
            (0xFF_FF_FF, Disc(49.0, 64.0, 12.0)),
            (0xFF_FF_FF, Disc(62.0, 69.0, 9.0)),
            (0xFF_FF_FF, Line(&[(34.0, 74.0), (64.0, 74.0)], 9.0)),
        ],
    },
];
