//! An article with everything that belongs to it.

use news::{
    article::{Article, Correction, Figure, Label},
    lang::Lang,
    route::Route,
    site::CommentKind,
    words,
};

use crate::{
    element::{Element, Node, element},
    pages::heading,
    parts::{
        breadcrumb::breadcrumb,
        discussion::discussion,
        picture::{Place, picture},
        share::share,
        teaser::{Look, date, teaser_view},
    },
    platform,
    reader::Reader,
};

/// The page of an article.
pub fn article_page(reader: &Reader, article: &Article) -> Node {
    let lang = article.teaser.lang;
    let section = article.teaser.section.iter();
    let trail = section.map(|section| (section.name.clone(), Some(Route::section(lang, &section.slug))));
    let cover = article.teaser.cover.as_ref().map(|cover| cover_view(reader, cover, lang));
    let comments = reader.site.comments.kind != CommentKind::Off;
    let page = element("article")
        .class("article")
        .attr("lang", lang.code())
        .child(breadcrumb(reader, trail.collect()))
        .child(head(reader, article, lang))
        .child(cover)
        .child(platform::prose(article.body.clone()))
        .child(foot(reader, article, lang))
        .child(comments.then(|| discussion(reader, article)));
    let related = related(reader, article, lang);
    Node::from([Some(page), related, previous(reader, article, lang)])
}

/// Headline, facts, standfirst and byline.
fn head(reader: &Reader, article: &Article, lang: Lang) -> Element {
    let standfirst = article.teaser.standfirst.clone();
    let byline = (!article.authors.is_empty()).then(|| {
        let by = element("span").class("unseen").child(words::words(lang).by).child(" ");
        element("p").class("byline").child(by).child(article.authors.join(", "))
    });
    element("header")
        .class("article-head")
        .child(heading().child(article.teaser.title.clone()))
        .child(facts(article, reader.site.views.is_off(), lang))
        .child(standfirst.map(|lead| element("p").class("standfirst").child(lead)))
        .child(byline)
}

fn foot(reader: &Reader, article: &Article, lang: Lang) -> Element {
    let credit = article.credit.clone();
    element("footer")
        .class("article-foot")
        .child(credit.map(|credit| element("p").class("credit").child(credit)))
        .child(corrections(&article.corrections, lang))
        .child(tags(reader, &article.tags, lang))
        .child(share(reader, &Route::article(lang, &article.teaser.slug)))
}

/// `Đăng ngày: 09-12-2023 | Lượt xem: 1.203`, the date of an update, and up to when views were counted.
fn facts(article: &Article, tells_views: bool, lang: Lang) -> Element {
    let words = words::words(lang);
    let fact = |name: &'static str| element("span").child(name).child(" ");
    // A bar stands before each but the first.
    let further = |fact: Element| {
        let bar = element("span").class("bar").attr("aria-hidden", "true").child(" | ");
        Node::from([bar, fact])
    };
    let published = article.teaser.published;
    let updated = article.updated.filter(|updated| updated.day() != published.day());
    let updated = updated.map(|updated| further(fact(words.updated).child(date(updated, lang))));
    // A server's number comes when the page has woken up.
    let views = article.views.filter(|_| tells_views);
    let views = views.map(|views| {
        let fact = fact(words.views).child(words::number(views, lang));
        further(match article.views_at {
            Some(until) => fact.child(words.as_of).child(date(until, lang)).child(")"),
            None => fact,
        })
    });
    let minutes =
        (article.minutes > 0).then(|| further(element("span").child(words::minutes(article.minutes, lang))));
    let published = fact(words.published).child(date(published, lang));
    element("p").class("facts").child(published).child(updated).child(views).child(minutes)
}

fn cover_view(reader: &Reader, cover: &Figure, lang: Lang) -> Element {
    let caption = (cover.caption.is_some() || cover.credit.is_some()).then(|| {
        let credit = cover.credit.clone().map(|credit| {
            // The credit often says itself what it is: "Minh họa: …".
            let label = (!credit.contains(':')).then_some([words::words(lang).photo, " "]);
            element("span").class("figure-credit").child(label).child(credit)
        });
        element("figcaption").child(cover.caption.clone()).child(" ").child(credit)
    });
    let picture = picture(reader, cover, cover.alt.clone(), Place::Cover);
    element("figure").class("cover").child(picture).child(caption)
}

fn corrections(all: &[Correction], lang: Lang) -> Option<Element> {
    (!all.is_empty()).then(|| {
        let all = all.iter().map(|correction| {
            let date =
                correction.date.map(|moment| Node::from([Node::from(date(moment, lang)), ": ".into()]));
            element("p").child(date).child(correction.text.clone())
        });
        let heading = element("h2").attr("id", "corrections").child(words::words(lang).corrections);
        let section = element("section").class("corrections").attr("aria-labelledby", "corrections");
        section.child(heading).children(all)
    })
}

fn tags(reader: &Reader, tags: &[Label], lang: Lang) -> Option<Element> {
    (!tags.is_empty()).then(|| {
        let links = tags.iter().map(|tag| {
            let link = reader.link(&Route::tag(lang, &tag.slug), tag.name.clone());
            element("li").child(link.attr("rel", "tag"))
        });
        let list = element("ul").class("tags").attr("aria-label", words::words(lang).tags);
        list.children(links)
    })
}

fn related(reader: &Reader, article: &Article, lang: Lang) -> Option<Element> {
    let mut seen = reader.seen(&article.related).peekable();
    seen.peek()?;
    let teasers = seen.map(|teaser| teaser_view(reader, teaser, Look::Card, 3));
    let heading = element("h2").attr("id", "related").class("kicker").child(words::words(lang).related);
    let list = element("div").class("related-list").children(teasers);
    let aside = element("aside").class("related").attr("aria-labelledby", "related");
    Some(aside.child(heading).child(list))
}

fn previous(reader: &Reader, article: &Article, lang: Lang) -> Option<Element> {
    let words = words::words(lang);
    let teaser = reader.seen(article.previous.as_slice()).next()?;
    let link = element("a").class("neighbour").attr("rel", "prev");
    let link = link.attr("href", reader.href(&Route::article(lang, &teaser.slug)));
    let link = link.child(element("span").child(words.previous)).child(teaser.title);
    let neighbours = element("nav").class("neighbours").attr("aria-label", words.in_section);
    Some(neighbours.child(link))
}
