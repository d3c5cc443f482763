//! The blocks of a text that stand in the page: only what has changed is shown anew, and of much that is new, what does not
//! fit into a moment later.

use bantin_app::platform::show_checked;
use news::text::markdown::{Block, Reread};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

/// New blocks that are shown at once: more than an article has. A book that is pasted would stop everything for seconds.
const AT_ONCE: usize = 300;

/// A block, and what is drawn of it.
pub struct Drawn {
    /// The block.
    pub block: Block,
    /// None until it is drawn.
    nodes: Option<Vec<Node>>,
}

impl Drawn {
    fn nodes(&self) -> &[Node] {
        self.nodes.as_deref().unwrap_or_default()
    }

    /// Its first element.
    pub fn element(&self) -> Option<&Element> {
        self.nodes().iter().find(|node| is_element(node)).map(|node| node.unchecked_ref())
    }

    /// Whether a node of the page is in it.
    pub fn holds(&self, target: &Node) -> bool {
        self.nodes().iter().any(|node| node.contains(Some(target)))
    }
}

/// The blocks of a text, in order.
#[derive(Default)]
pub struct Shown(Vec<Drawn>);

impl Shown {
    /// All of them.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Drawn> {
        self.0.iter()
    }

    /// Whether some are not drawn yet.
    pub fn lacks(&self) -> bool {
        self.0.iter().any(|drawn| drawn.nodes.is_none())
    }

    /// Moves all into another place.
    pub fn move_into(&self, prose: &Element) {
        for node in self.0.iter().flat_map(Drawn::nodes) {
            let _ = prose.append_child(node);
        }
    }

    /// Puts what has changed into the page.
    pub fn put(&mut self, prose: &Element, Reread { replaced, mut fresh, moved }: Reread) {
        let Some(old) = self.0.get_mut(replaced.clone()) else { return };
        let same = |(old, new): &(&mut Drawn, &mut Block)| old.block.mark() == new.mark();
        let most = old.len().min(fresh.len());
        let before = old.iter_mut().zip(&mut fresh).take_while(same).count();
        let after =
            old.iter_mut().rev().zip(fresh.iter_mut().rev()).take(most - before).take_while(same).count();
        // What stays may stand elsewhere in the text.
        let tail = fresh.split_off(fresh.len() - after);
        let head: Vec<Block> = fresh.drain(..before).collect();
        let stays = old.len() - after;
        for (drawn, block) in old.iter_mut().zip(head) {
            drawn.block = block;
        }
        for (drawn, block) in old.iter_mut().skip(stays).zip(tail) {
            drawn.block = block;
        }
        for drawn in self.0.iter_mut().skip(replaced.end) {
            let place = |at: usize| at.saturating_add_signed(moved);
            drawn.block.source = place(drawn.block.source.start)..place(drawn.block.source.end);
        }
        let (first, end) = (replaced.start + before, replaced.start + stays);
        let next = self.next(end);
        let gone = self.0.drain(first..end).flat_map(|drawn| drawn.nodes.unwrap_or_default());
        let mut gone: Vec<Node> = gone.collect();
        let alone = fresh.len() == 1;
        let draw = |(number, block): (usize, Block)| {
            if number >= AT_ONCE {
                return Drawn { block, nodes: None };
            }
            let nodes = show(prose, &block);
            if alone && refill(&gone, &nodes) {
                return Drawn { block, nodes: Some(std::mem::take(&mut gone)) };
            }
            insert(prose, &nodes, next.as_ref());
            Drawn { block, nodes: Some(nodes) }
        };
        let fresh: Vec<Drawn> = fresh.into_iter().enumerate().map(draw).collect();
        for node in gone {
            if let Some(parent) = node.parent_node() {
                let _ = parent.remove_child(&node);
            }
        }
        self.0.splice(first..first, fresh);
    }

    /// Draws what was left for later, in order, until it is `enough`; whether nothing is left.
    pub fn fill(&mut self, prose: &Element, enough: impl Fn() -> bool) -> bool {
        let mut at = 0;
        while let Some(first) = self.0.iter().skip(at).position(|drawn| drawn.nodes.is_none()) {
            at += first;
            let next = self.next(at);
            for drawn in self.0.iter_mut().skip(at).take_while(|drawn| drawn.nodes.is_none()) {
                if enough() {
                    return false;
                }
                let nodes = show(prose, &drawn.block);
                nodes.iter().for_each(lay_out_when_seen);
                insert(prose, &nodes, next.as_ref());
                drawn.nodes = Some(nodes);
                at += 1;
            }
        }
        true
    }

    /// The first node that is drawn of the block at this place, or of one after it.
    fn next(&self, at: usize) -> Option<Node> {
        self.0.iter().skip(at).find_map(|drawn| drawn.nodes().first()).cloned()
    }
}

/// Lets the browser lay out a block when it comes into view: of a book it would do nothing else.
fn lay_out_when_seen(node: &Node) {
    if is_element(node) {
        let style = node.unchecked_ref::<HtmlElement>().style();
        let _ = style.set_property("content-visibility", "auto");
        let _ = style.set_property("contain-intrinsic-block-size", "auto 4em");
    }
}

fn insert(prose: &Element, nodes: &[Node], next: Option<&Node>) {
    for node in nodes {
        let _ = prose.insert_before(node, next);
    }
}

/// Puts what stands in the one element of a new block into that of an old one, if they are alike: whatever stands around
/// them keeps its style then, and nothing but this is laid out anew.
fn refill(old: &[Node], new: &[Node]) -> bool {
    let ([old], [new]) = (old, new) else { return false };
    let bare = |node: &Node| is_element(node) && !node.unchecked_ref::<Element>().has_attributes();
    if old.node_name() != new.node_name() || !bare(old) || !bare(new) {
        return false;
    }
    old.set_text_content(None);
    while let Some(child) = new.first_child() {
        let _ = old.append_child(&child);
    }
    true
}

/// The nodes of a block, through both sanitising doors: the press's, and the browser's own.
fn show(prose: &Element, block: &Block) -> Vec<Node> {
    let Some(inside) = prose.owner_document() else { return Vec::new() };
    let (Ok(place), Ok(safe)) = (inside.create_element("div"), block.safe()) else { return Vec::new() };
    show_checked(&place, &safe);
    super::pictures::show(&place);
    let nodes = place.child_nodes();
    let nodes: Vec<_> = (0..nodes.length()).filter_map(|at| nodes.item(at)).collect();
    nodes.into_iter().filter(|node| !is_blank(node)).collect()
}

fn is_element(node: &Node) -> bool {
    node.node_type() == Node::ELEMENT_NODE
}

fn is_blank(node: &Node) -> bool {
    node.node_type() == Node::TEXT_NODE && node.text_content().unwrap_or_default().trim().is_empty()
}
