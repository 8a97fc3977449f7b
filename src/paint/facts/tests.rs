//! A test for each fact of `facts.rs`, with the iced that the program is built with.

use super::{Content, Primitive, RedrawCause, changed, drawn_bounds, in_order, layers};
use crate::paint::painter::Painter;
use crate::theme;

use iced::advanced::graphics::Viewport;
use iced::advanced::graphics::geometry::Renderer as _;
use iced::advanced::image::{self, Renderer as _};
use iced::advanced::renderer::{Headless as _, Quad, Renderer as _};
use iced::advanced::text::{self, Renderer as _, Text};
use iced::advanced::widget::Tree;
use iced::advanced::{Clipboard, Layout, Shell, Widget, clipboard, layout, mouse, renderer};
use iced::alignment::Vertical;
use iced::time::{Duration, Instant};
use iced::widget::canvas::{Frame, Path, Stroke};
use iced::{Color, Element, Event, Font, Length, Pixels, Point, Rectangle, Size, Theme, window};
use iced_runtime::UserInterface;
use iced_runtime::user_interface::Cache;

use std::cell::RefCell;
use std::rc::Rc;

const SIDE: u32 = 64;

const SIZE: Size = Size::new(SIDE as f32, SIDE as f32);

const RED: Color = Color::from_rgb(1.0, 0.0, 0.0);
const GREEN: Color = Color::from_rgb(0.0, 1.0, 0.0);
const BLUE: Color = Color::from_rgb(0.0, 0.0, 1.0);

fn viewport() -> Viewport {
    Viewport::with_physical_size(Size::new(SIDE, SIDE), 1.0)
}

/// A renderer with which nothing was drawn yet.
fn renderer() -> iced::Renderer {
    let mut renderer = iced::Renderer::new(Font::DEFAULT, Pixels(16.0));
    renderer.reset(Rectangle::with_size(SIZE));
    renderer
}

fn fill_box(renderer: &mut iced::Renderer, bounds: Rectangle, color: Color) {
    renderer.fill_quad(Quad { bounds, ..Quad::default() }, color);
}

fn fill_shape(renderer: &mut iced::Renderer, color: Color) {
    let mut frame = Frame::new(renderer, SIZE);
    frame.fill(&Path::rectangle(Point::ORIGIN, SIZE), color);
    renderer.draw_geometry(frame.into_geometry());
}

fn picture(rgba: [u8; 4]) -> image::Handle {
    image::Handle::from_rgba(1, 1, rgba.to_vec())
}

fn fill_picture(renderer: &mut iced::Renderer, rgba: [u8; 4]) {
    let bounds = Rectangle::with_size(SIZE);
    renderer.draw_image(image::Image::new(picture(rgba)), bounds, bounds);
}

/// The colour in the middle, as iced itself draws it.
fn middle(renderer: &mut iced::Renderer) -> [u8; 3] {
    let pixels = renderer.screenshot(Size::new(SIDE, SIDE), 1.0, Color::WHITE);
    let at = ((SIDE / 2 * SIDE + SIDE / 2) * 4) as usize;
    [pixels[at], pixels[at + 1], pixels[at + 2]]
}

#[test]
fn the_first_layer_is_the_window() {
    let mut renderer = renderer();
    renderer.with_layer(Rectangle::new(Point::ORIGIN, Size::new(8.0, 8.0)), |renderer| {
        fill_box(renderer, Rectangle::with_size(SIZE), RED);
    });
    let layers = layers(&mut renderer);
    assert_eq!(layers[0].bounds, Rectangle::with_size(SIZE));
    assert_eq!(layers[1].bounds, Rectangle::new(Point::ORIGIN, Size::new(8.0, 8.0)));
}

#[test]
fn quads_are_below_shapes_and_shapes_below_images() {
    let bounds = Rectangle::with_size(SIZE);
    let mut renderer = renderer();
    fill_shape(&mut renderer, GREEN);
    fill_box(&mut renderer, bounds, RED);
    assert_eq!(middle(&mut renderer), [0, 255, 0], "the shape, although the quad came later");
    renderer.reset(bounds);
    fill_picture(&mut renderer, [0, 0, 255, 255]);
    fill_shape(&mut renderer, GREEN);
    fill_box(&mut renderer, bounds, RED);
    assert_eq!(middle(&mut renderer), [0, 0, 255], "the image, although both came later");
    let layers = layers(&mut renderer);
    let order: Vec<_> = in_order(&layers[0])
        .map(|content| match content {
            Content::Quads(_) => "quads",
            Content::Shapes { .. } => "shapes",
            Content::Image(_) => "image",
            Content::Text { .. } => "text",
        })
        .collect();
    assert_eq!(order, ["quads", "shapes", "image"]);
}

#[test]
fn texts_are_above_images() {
    load_fonts();
    let mut renderer = renderer();
    write(&mut renderer, text::Alignment::Default, Vertical::Top, Point::new(2.0, 2.0));
    fill_picture(&mut renderer, [0, 255, 0, 255]);
    let pixels = renderer.screenshot(Size::new(SIDE, SIDE), 1.0, Color::WHITE);
    assert!(pixels.chunks_exact(4).any(|pixel| pixel[1] < 64), "letters are visible on the image");
}

#[test]
fn shapes_have_red_and_blue_exchanged() {
    let mut renderer = renderer();
    fill_shape(&mut renderer, RED);
    let Some(Content::Shapes { shapes: [Primitive::Fill { paint, .. }, ..], .. }) =
        in_order(&layers(&mut renderer)[0]).nth(1)
    else {
        panic!("a shape is a filled path");
    };
    let tiny_skia::Shader::SolidColor(color) = paint.shader else { panic!("of one colour") };
    assert_eq!((color.red(), color.blue()), (0.0, 1.0));
}

#[test]
fn the_bounds_of_a_line_leave_out_its_corners() {
    let mut renderer = renderer();
    let mut frame = Frame::new(&renderer, SIZE);
    // A sharp corner at the right.
    let path = Path::new(|path| {
        path.move_to(Point::new(8.0, 26.0));
        path.line_to(Point::new(32.0, 32.0));
        path.line_to(Point::new(8.0, 38.0));
    });
    frame.stroke(&path, Stroke::default().with_width(6.0).with_color(Color::BLACK));
    renderer.draw_geometry(frame.into_geometry());
    let pixels = renderer.screenshot(Size::new(SIDE, SIDE), 1.0, Color::WHITE);
    let is_inked = |x: usize| (0..SIDE as usize).any(|y| pixels[(y * SIDE as usize + x) * 4] < 255);
    let end = (0..SIDE as usize).rev().find(|x| is_inked(*x)).unwrap() as f32 + 1.0;
    let Some(Content::Shapes { shapes: [shape], .. }) = in_order(&layers(&mut renderer)[0]).nth(1) else {
        panic!("one line was drawn");
    };
    let said = shape.visible_bounds();
    assert!(said.x + said.width < end, "{said:?} contains all of it, up to {end}");
    let drawn_bounds = drawn_bounds(shape);
    assert!(
        drawn_bounds.x + drawn_bounds.width >= end,
        "{drawn_bounds:?} does not contain all of it, up to {end}"
    );
}

#[test]
fn changes_are_found_by_index() {
    let place = |n: u8| Rectangle::new(Point::new(f32::from(n) * 10.0, 0.0), Size::new(8.0, 8.0));
    let draw = |boxes: &[(u8, Color)]| {
        let mut renderer = renderer();
        for (n, color) in boxes {
            fill_box(&mut renderer, place(*n), *color);
        }
        layers(&mut renderer).to_vec()
    };
    let touches = |parts: &[Rectangle], n| parts.iter().any(|part| part.intersects(&place(n)));
    let all = draw(&[(0, RED), (1, GREEN), (2, BLUE)]);
    assert!(changed(&all, &all).is_empty());
    let other = changed(&all, &draw(&[(0, RED), (1, BLUE), (2, BLUE)]));
    assert!(touches(&other, 1) && !touches(&other, 0) && !touches(&other, 2), "{other:?}");
    let gone = changed(&all, &draw(&[(1, GREEN), (2, BLUE)]));
    assert!(touches(&gone, 0) && touches(&gone, 1) && touches(&gone, 2), "{gone:?}");
}

fn load_fonts() {
    let mut system = iced::advanced::graphics::text::font_system().write().unwrap();
    for font in theme::FONTS {
        system.load_font(font.into());
    }
}

fn write(renderer: &mut iced::Renderer, align_x: text::Alignment, align_y: Vertical, at: Point) {
    let text = Text {
        content: "Ali".to_owned(),
        bounds: Size::INFINITE,
        size: Pixels(16.0),
        line_height: text::LineHeight::Absolute(Pixels(20.0)),
        font: theme::REGULAR,
        align_x,
        align_y,
        shaping: text::Shaping::Advanced,
        wrapping: text::Wrapping::None,
    };
    renderer.fill_text(text, at, Color::BLACK, Rectangle::with_size(SIZE));
}

/// Our rendering is compared with that of iced.
#[test]
fn a_text_without_a_layout_is_aligned_to_its_corner() {
    load_fonts();
    let centre = Point::new(SIZE.width / 2.0, SIZE.height / 2.0);
    for (x, y) in [
        (text::Alignment::Default, Vertical::Top),
        (text::Alignment::Center, Vertical::Center),
        (text::Alignment::Right, Vertical::Bottom),
    ] {
        let mut renderer = renderer();
        write(&mut renderer, x, y, centre);
        let stock = renderer.screenshot(Size::new(SIDE, SIDE), 1.0, Color::WHITE);
        let mut ours = vec![0; (SIDE * SIDE) as usize];
        let _ = Painter::default().paint(&mut renderer, None, &viewport(), Color::WHITE, &mut ours);
        let is_dark = |n: usize, pixel: bool| (n as u32 % SIDE, n as u32 / SIDE, pixel);
        let box_of = |inked: Vec<(u32, u32, bool)>| {
            let inked = inked.into_iter().filter(|(.., is_inked)| *is_inked);
            inked.fold((SIDE, SIDE, 0, 0), |(left, top, right, bottom), (x, y, _)| {
                (left.min(x), top.min(y), right.max(x), bottom.max(y))
            })
        };
        let stock = stock.chunks_exact(4).enumerate().map(|(n, pixel)| is_dark(n, pixel[0] < 128)).collect();
        let ours = ours.iter().enumerate().map(|(n, pixel)| is_dark(n, pixel & 0xFF < 128)).collect();
        let (stock, ours): (_, _) = (box_of(stock), box_of(ours));
        assert!(stock.0 < stock.2, "{x:?} {y:?}: nothing was written");
        assert_eq!(ours, stock, "{x:?} {y:?}");
    }
}

/// A widget that records what it is told.
struct Recorder(Rc<RefCell<Vec<&'static str>>>);

impl Widget<(), Theme, iced::Renderer> for Recorder {
    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Fill)
    }

    fn layout(&mut self, _: &mut Tree, _: &iced::Renderer, limits: &layout::Limits) -> layout::Node {
        self.0.borrow_mut().push("layout");
        layout::Node::new(limits.max())
    }

    fn update(
        &mut self,
        _: &mut Tree,
        event: &Event,
        _: Layout<'_>,
        _: mouse::Cursor,
        _: &iced::Renderer,
        _: &mut dyn Clipboard,
        _: &mut Shell<'_, ()>,
        _: &Rectangle,
    ) {
        if let Event::Window(window::Event::RedrawRequested(_)) = event {
            self.0.borrow_mut().push("redraw");
        }
    }

    fn draw(
        &self,
        _: &Tree,
        _: &mut iced::Renderer,
        _: &Theme,
        _: &renderer::Style,
        _: Layout<'_>,
        _: mouse::Cursor,
        _: &Rectangle,
    ) {
        self.0.borrow_mut().push("draw");
    }
}

#[test]
fn widgets_are_laid_out_when_they_are_built_and_told_of_a_redraw() {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let element: Element<'_, (), Theme, iced::Renderer> = Element::new(Recorder(heard.clone()));
    let mut renderer = renderer();
    let mut interface = UserInterface::build(element, SIZE, Cache::new(), &mut renderer);
    assert_eq!(*heard.borrow(), ["layout"]);
    let redraw = Event::Window(window::Event::RedrawRequested(Instant::now()));
    let cursor = mouse::Cursor::Unavailable;
    let _ = interface.update(&[redraw], cursor, &mut renderer, &mut clipboard::Null, &mut Vec::new());
    assert_eq!(*heard.borrow(), ["layout", "redraw"]);
    interface.draw(&mut renderer, &Theme::Light, &renderer::Style::default(), cursor);
    assert_eq!(*heard.borrow(), ["layout", "redraw", "draw"]);
}

/// A window that was covered is redrawn although nothing in it is new, and must be sent whole then.
#[test]
fn only_a_new_view_is_sent_in_parts() {
    let start = Instant::now();
    let at = |n: u64| start + Duration::from_millis(n);
    let none = RedrawCause::default();
    let shown = |cause: RedrawCause| cause.is_for_new_view();
    assert!(!shown(none.with_redraw(at(0))), "nobody built a view");
    assert!(shown(none.with_new_view().with_redraw(at(1))), "a view was built");
    let under_way = none.with_redraw(at(2)).with_new_view().with_redraw(at(2));
    assert!(!shown(under_way), "the redraw was under way when the view was built");
}
