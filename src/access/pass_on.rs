//! A macro that writes methods of a widget which only call the same method of its child.

/// Writes the named methods of an `impl Widget` block: each calls the same method of the widget in the field `child`.
///
/// `own` is for a wrapper without a state: it uses the child's place in the tree of widgets as its own.
/// `first` is for a wrapper with a state of its own: the child is its first child in the tree of widgets.
///
/// ```text
/// impl<Message> Widget<Message, Theme, iced::Renderer> for Framed<'_, Message> {
///     pass_on!(child, own: tag state children diff size size_hint layout operate update mouse_interaction overlay);
///
///     fn draw(…) { … }
/// }
/// ```
macro_rules! pass_on {
    ($child:ident, $whose:ident: $($method:ident)+) => {
        $($crate::access::pass_on::pass_on!(@ $method $whose $child);)+
    };

    (@tree own $tree:ident) => { $tree };
    (@tree first $tree:ident) => { &mut $tree.children[0] };
    (@shared own $tree:ident) => { $tree };
    (@shared first $tree:ident) => { &$tree.children[0] };

    (@ tag own $child:ident) => {
        fn tag(&self) -> iced::advanced::widget::tree::Tag {
            self.$child.as_widget().tag()
        }
    };
    (@ state own $child:ident) => {
        fn state(&self) -> iced::advanced::widget::tree::State {
            self.$child.as_widget().state()
        }
    };
    (@ children own $child:ident) => {
        fn children(&self) -> Vec<iced::advanced::widget::Tree> {
            self.$child.as_widget().children()
        }
    };
    (@ children first $child:ident) => {
        fn children(&self) -> Vec<iced::advanced::widget::Tree> {
            vec![iced::advanced::widget::Tree::new(&self.$child)]
        }
    };
    (@ diff own $child:ident) => {
        fn diff(&self, tree: &mut iced::advanced::widget::Tree) {
            self.$child.as_widget().diff(tree);
        }
    };
    (@ size $whose:ident $child:ident) => {
        fn size(&self) -> iced::Size<iced::Length> {
            self.$child.as_widget().size()
        }
    };
    (@ size_hint $whose:ident $child:ident) => {
        fn size_hint(&self) -> iced::Size<iced::Length> {
            self.$child.as_widget().size_hint()
        }
    };
    (@ layout $whose:ident $child:ident) => {
        fn layout(
            &mut self,
            tree: &mut iced::advanced::widget::Tree,
            renderer: &iced::Renderer,
            limits: &iced::advanced::layout::Limits,
        ) -> iced::advanced::layout::Node {
            let tree = $crate::access::pass_on::pass_on!(@tree $whose tree);
            self.$child.as_widget_mut().layout(tree, renderer, limits)
        }
    };
    (@ operate $whose:ident $child:ident) => {
        fn operate(
            &mut self,
            tree: &mut iced::advanced::widget::Tree,
            layout: iced::advanced::Layout<'_>,
            renderer: &iced::Renderer,
            operation: &mut dyn iced::advanced::widget::Operation,
        ) {
            let tree = $crate::access::pass_on::pass_on!(@tree $whose tree);
            self.$child.as_widget_mut().operate(tree, layout, renderer, operation);
        }
    };
    (@ update $whose:ident $child:ident) => {
        fn update(
            &mut self,
            tree: &mut iced::advanced::widget::Tree,
            event: &iced::Event,
            layout: iced::advanced::Layout<'_>,
            cursor: iced::advanced::mouse::Cursor,
            renderer: &iced::Renderer,
            clipboard: &mut dyn iced::advanced::Clipboard,
            shell: &mut iced::advanced::Shell<'_, Message>,
            viewport: &iced::Rectangle,
        ) {
            let tree = $crate::access::pass_on::pass_on!(@tree $whose tree);
            let child = self.$child.as_widget_mut();
            child.update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
        }
    };
    (@ mouse_interaction $whose:ident $child:ident) => {
        fn mouse_interaction(
            &self,
            tree: &iced::advanced::widget::Tree,
            layout: iced::advanced::Layout<'_>,
            cursor: iced::advanced::mouse::Cursor,
            viewport: &iced::Rectangle,
            renderer: &iced::Renderer,
        ) -> iced::advanced::mouse::Interaction {
            let tree = $crate::access::pass_on::pass_on!(@shared $whose tree);
            self.$child.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer)
        }
    };
    (@ draw $whose:ident $child:ident) => {
        fn draw(
            &self,
            tree: &iced::advanced::widget::Tree,
            renderer: &mut iced::Renderer,
            theme: &iced::Theme,
            style: &iced::advanced::renderer::Style,
            layout: iced::advanced::Layout<'_>,
            cursor: iced::advanced::mouse::Cursor,
            viewport: &iced::Rectangle,
        ) {
            let tree = $crate::access::pass_on::pass_on!(@shared $whose tree);
            self.$child.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
        }
    };
    (@ overlay $whose:ident $child:ident) => {
        fn overlay<'b>(
            &'b mut self,
            tree: &'b mut iced::advanced::widget::Tree,
            layout: iced::advanced::Layout<'b>,
            renderer: &iced::Renderer,
            viewport: &iced::Rectangle,
            translation: iced::Vector,
        ) -> Option<iced::advanced::overlay::Element<'b, Message, iced::Theme, iced::Renderer>> {
            let tree = $crate::access::pass_on::pass_on!(@tree $whose tree);
            self.$child.as_widget_mut().overlay(tree, layout, renderer, viewport, translation)
        }
    };
}

pub(crate) use pass_on;
