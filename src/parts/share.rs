//! Sharing: buttons that boot.js serves, and plain links: no script of anybody else's.

use news::{route::Route, text::percent};

use crate::{
    element::{Element, Node, element},
    reader::Reader,
};

/// Native share where there is one, copy, Facebook, Zalo, print.
pub fn share(reader: &Reader, route: &Route) -> Node {
    let words = reader.words();
    let links = reader.absolute(route).map(|address| {
        let address = percent::encode(&address, "");
        // Zalo documents no plain link; this is the one its own button opens.
        let zalo = format!("https://sp.zalo.me/share_inline?url={address}");
        let facebook = format!("https://www.facebook.com/sharer/sharer.php?u={address}");
        [link(facebook, words.facebook), link(zalo, words.zalo)]
    });
    let copy = button("copy", words.copy_link);
    let tools = element("div").class("share").attr("role", "group").attr("aria-label", words.share);
    let tools = tools.child(button("share", words.share)).child(copy).child(links);
    let tools = tools.child(button("print", words.print));
    Node::from([tools, element("p").class("share-said").attr("role", "status")])
}

fn button(act: &'static str, name: &'static str) -> Element {
    element("button").class("tool").attr("type", "button").attr("data-act", act).child(name)
}

fn link(href: String, name: &'static str) -> Element {
    let link = element("a").class("tool").attr("href", href).attr("target", "_blank");
    link.attr("rel", "noopener noreferrer").child(name)
}
