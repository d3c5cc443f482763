//! Draws a page over the one before it: what is the same in both stays as it is in the document, so that no picture is
//! loaded anew and no text goes for a moment.

use bantin_app::element::{Element, Node};
use leptos::tachys::view::{Mountable, Render};
use wasm_bindgen::JsCast;

/// Makes what stands in `place`, where `old` was drawn, into `new`. What somebody else put behind it stays.
pub fn redraw(place: &web_sys::Element, old: &Node, new: &Node) {
    children(place, std::slice::from_ref(old), std::slice::from_ref(new));
}

/// What is drawn of some nodes, one after the other.
fn flat<'n>(nodes: &'n [Node], all: &mut Vec<&'n Node>) {
    for node in nodes {
        match node {
            Node::Many(nodes) => flat(nodes, all),
            Node::Checked(_) => {}
            node => all.push(node),
        }
    }
}

fn children(place: &web_sys::Element, before: &[Node], after: &[Node]) {
    let (mut old, mut new) = (Vec::new(), Vec::new());
    flat(before, &mut old);
    flat(after, &mut new);
    let drawn = place.child_nodes();
    let drawn: Vec<_> = (0..old.len() as u32).filter_map(|at| drawn.item(at)).collect();
    let same = |(old, new): &(&&Node, &&Node)| old == new;
    let start = old.iter().zip(&new).take_while(same).count();
    let most = old.len().min(new.len()) - start;
    let end = old.iter().rev().zip(new.iter().rev()).take(most).take_while(same).count();
    let (stop, mut at) = (old.len() - end, start);
    let away = |from: usize, to: usize| {
        for node in drawn.iter().take(to).skip(from) {
            let _ = place.remove_child(node);
        }
    };
    for new in new.iter().take(new.len() - end).skip(start) {
        let next = old.iter().take(stop).skip(at).position(|old| alike(old, new)).map(|far| at + far);
        match next.and_then(|next| Some((next, old.get(next)?, drawn.get(next)?))) {
            Some((next, old, node)) => {
                away(at, next);
                turn(node, old, new);
                at = next + 1;
            }
            None => (*new).clone().build().mount(place, drawn.get(at)),
        }
    }
    away(at, stop);
}

fn class(element: &Element) -> Option<&str> {
    element.attributes().iter().find(|(name, _)| *name == "class").map(|(_, class)| class.as_ref())
}

/// Whether the one can become the other: they are the same piece of the page.
fn alike(old: &Node, new: &Node) -> bool {
    match (old, new) {
        (Node::Text(_), Node::Text(_)) => true,
        (Node::Element(old), Node::Element(new)) => old.tag() == new.tag() && class(old) == class(new),
        _ => false,
    }
}

fn turn(node: &web_sys::Node, old: &Node, new: &Node) {
    match (old, new) {
        (Node::Text(old), Node::Text(new)) if old != new => node.set_text_content(Some(new)),
        (Node::Element(old), Node::Element(new)) if old != new => {
            let element: &web_sys::Element = node.unchecked_ref();
            for (name, value) in new.attributes() {
                if !old.attributes().iter().any(|(known, had)| known == name && had == value) {
                    let _ = element.set_attribute(name, value);
                }
            }
            for (name, _) in old.attributes() {
                if !new.attributes().iter().any(|(known, _)| known == name) {
                    let _ = element.remove_attribute(name);
                }
            }
            children(element, old.inside(), new.inside());
        }
        _ => {}
    }
}
