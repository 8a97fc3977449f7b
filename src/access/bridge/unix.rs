//! AT-SPI over D-Bus, which Orca and other assistive technology of free desktops read.

use super::port::{Platform, Port};

use crate::access::collector::WINDOW;

use accesskit::{
    ActionHandler, ActionRequest, ActivationHandler, DeactivationHandler, Node, Rect, Role, TreeId, TreeInfo,
    TreeUpdate,
};
use accesskit_unix::Adapter;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// Passes calls to the adapter of AccessKit, which has a thread of its own.
///
/// Creating the adapter and applying an update take time, and an update waits while the adapter answers a screen reader.
/// The thread that draws must not wait for that.
struct Unix(Sender<Call>);

enum Call {
    Update(TreeUpdate),
    Focus(bool),
    Bounds(Rect),
}

/// Starts the thread. AccessKit starts another one, which ends at once if there is no session bus.
pub(super) fn connect(port: Arc<Port>) -> Box<dyn Platform> {
    let (calls, queue) = channel();
    // Without the thread there is no accessibility, and nothing is sent.
    let _ = thread::Builder::new().name("access".to_owned()).spawn(move || serve(queue, &port));
    Box::new(Unix(calls))
}

impl Unix {
    fn call(&self, call: Call) {
        // The thread ends only after this value.
        let _ = self.0.send(call);
    }
}

impl Platform for Unix {
    fn update(&mut self, update: TreeUpdate) {
        self.call(Call::Update(update));
    }

    fn set_window_focus(&mut self, has_focus: bool) {
        self.call(Call::Focus(has_focus));
    }

    fn set_window_bounds(&mut self, bounds: Rect) {
        self.call(Call::Bounds(bounds));
    }
}

/// Does the calls in their order, until the window is closed.
fn serve(calls: Receiver<Call>, port: &Arc<Port>) {
    let handler = Handler { port: Arc::clone(port), is_empty: Arc::default() };
    let mut adapter = Adapter::new(handler.clone(), handler.clone(), handler.clone());
    let mut has_focus = false;
    for call in calls {
        match call {
            Call::Update(update) => {
                let is_whole = update.tree.is_some();
                let mut update = Some(update);
                if is_whole {
                    adapter.update_window_focus_state(false);
                }
                adapter.update_if_active(|| {
                    applicable(update.take().expect("an update is made once"), &handler.is_empty)
                });
                if is_whole {
                    // AT-SPI only reports changes of the focus. Without this, a screen reader that starts after the window got
                    // the focus would be silent.
                    adapter.update_window_focus_state(has_focus);
                }
                if update.is_some() {
                    port.miss();
                }
            }
            Call::Focus(focus) => {
                has_focus = focus;
                adapter.update_window_focus_state(focus);
            }
            // AccessKit only uses the inner bounds.
            Call::Bounds(bounds) => adapter.set_root_window_bounds(bounds, bounds),
        }
    }
}

/// The update that the adapter can apply. An adapter that was just activated knows no nodes, and an update with differences
/// would make it panic. Until it gets the whole tree, which was requested, it gets an empty window.
fn applicable(update: TreeUpdate, is_empty: &AtomicBool) -> TreeUpdate {
    if update.tree.is_some() {
        is_empty.store(false, Ordering::Release);
        update
    } else if is_empty.load(Ordering::Acquire) {
        TreeUpdate {
            nodes: vec![(WINDOW, Node::new(Role::Window))],
            tree: Some(TreeInfo::new(WINDOW)),
            tree_id: TreeId::ROOT,
            focus: WINDOW,
        }
    } else {
        update
    }
}

/// The handler that AccessKit calls from its thread.
#[derive(Clone)]
struct Handler {
    port: Arc<Port>,
    /// Whether the adapter has got no node since it was activated.
    is_empty: Arc<AtomicBool>,
}

impl ActivationHandler for Handler {
    fn request_initial_tree(&mut self) -> Option<TreeUpdate> {
        self.is_empty.store(true, Ordering::Release);
        self.port.activate();
        None
    }
}

impl ActionHandler for Handler {
    fn do_action(&mut self, request: ActionRequest) {
        self.port.request(request);
    }
}

impl DeactivationHandler for Handler {
    fn deactivate_accessibility(&mut self) {
        self.port.deactivate();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_activated_adapter_gets_no_differences_before_the_whole_tree() {
        let button = |tree| TreeUpdate {
            nodes: vec![(accesskit::NodeId(9), Node::new(Role::Button))],
            tree,
            tree_id: TreeId::ROOT,
            focus: WINDOW,
        };
        let (part, whole) = (button(None), button(Some(TreeInfo::new(WINDOW))));
        let is_empty = AtomicBool::new(true);
        for _ in 0..2 {
            let sent = applicable(part.clone(), &is_empty);
            assert!(sent.tree.is_some() && sent.nodes.len() == 1 && sent.nodes[0].0 == WINDOW);
        }
        assert_eq!(applicable(whole.clone(), &is_empty), whole);
        assert_eq!(applicable(part.clone(), &is_empty), part);
    }
}
