//! An article with everything that belongs to it.

use leptos::prelude::*;
use news::{
    article::{Article, Correction, Figure, Label},
    date::Moment,
    lang::Lang,
    route::Route,
    site::CommentKind,
    words,
};

use crate::{
    parts::{
        breadcrumb::Breadcrumb,
        discussion::Discussion,
        picture::{Place, picture},
        share::Share,
        teaser::{Look, TeaserView},
    },
    platform,
    reader::Reader,
};

/// The page of an article.
#[component]
pub fn ArticlePage(article: Article) -> impl IntoView {
    let reader = Reader::expect();
    let lang = article.teaser.lang;
    let words = words::words(lang);
    let section = article.teaser.section.clone();
    let trail = section
        .iter()
        .map(|section| (section.name.clone(), Some(reader.href(&Route::section(lang, &section.slug)))));
    let trail = trail.collect();
    let title = article.teaser.title.clone();
    let slug = article.teaser.slug.clone();
    let route = Route::article(lang, &slug);
    let standfirst = article.teaser.standfirst.clone();
    let byline = (!article.authors.is_empty()).then(|| {
        view! { <p class="byline"><span class="unseen">{words.by}" "</span>{article.authors.join(", ")}</p> }
    });
    let credit = article.credit.clone().map(|credit| view! { <p class="credit">{credit}</p> });
    let kind = reader.site.comments.kind;
    let discussion = (kind != CommentKind::Off).then(|| {
        view! {
            <Discussion slug lang comments=article.comments.clone() open=article.comments_open/>
        }
    });
    view! {
        <article class="article" lang=lang.code()>
            <Breadcrumb trail/>
            <header class="article-head">
                <h1 id="heading" tabindex="-1">{title}</h1>
                {facts(&article, lang)}
                {standfirst.map(|lead| view! { <p class="standfirst">{lead}</p> })}
                {byline}
            </header>
            {article.teaser.cover.clone().map(|cover| cover_view(cover, lang))}
            {platform::prose(article.body.clone())}
            <footer class="article-foot">
                {credit}
                {corrections(article.corrections.clone(), lang)}
                {tags(&reader, &article.tags, lang)}
                <Share route/>
            </footer>
            {discussion}
        </article>
        {related(&reader, &article, lang)}
        {previous(&reader, &article, lang)}
    }
}

/// `Đăng ngày: 09-12-2023 | Lượt xem: 1.203`, and the date of an update.
fn facts(article: &Article, lang: Lang) -> impl IntoView + use<> {
    let words = words::words(lang);
    let date = |moment: Moment| {
        view! { <time datetime=moment.to_string()>{words::day(moment.day(), lang)}</time> }
    };
    let bar = || view! { <span class="bar" aria-hidden="true">" | "</span> };
    let published = article.teaser.published;
    let updated = article.updated.filter(|updated| updated.day() != published.day()).map(|updated| {
        view! { {bar()}<span>{words.updated}" "{date(updated)}</span> }
    });
    let views = article.views.map(|views| {
        view! { {bar()}<span>{words.views}" "{words::number(views, lang)}</span> }
    });
    let minutes = (article.minutes > 0).then(|| {
        view! { {bar()}<span>{words::minutes(article.minutes, lang)}</span> }
    });
    view! { <p class="facts"><span>{words.published}" "{date(published)}</span>{updated}{views}{minutes}</p> }
}

fn cover_view(cover: Figure, lang: Lang) -> impl IntoView {
    let caption = (cover.caption.is_some() || cover.credit.is_some()).then(|| {
        let photo = words::words(lang).photo;
        let credit = cover.credit.clone().map(|credit| {
            // The credit often says itself what it is: "Minh họa: …".
            let label = (!credit.contains(':')).then(|| format!("{photo} "));
            view! { <span class="figure-credit">{label}{credit}</span> }
        });
        view! { <figcaption>{cover.caption.clone()}" "{credit}</figcaption> }
    });
    view! {
        <figure class="cover">
            {picture(&cover, cover.alt.clone(), Place::Cover)}
            {caption}
        </figure>
    }
}

fn corrections(all: Vec<Correction>, lang: Lang) -> Option<impl IntoView> {
    (!all.is_empty()).then(|| {
        let all = all.into_iter().map(|correction| {
            let date = correction.date.map(|date| {
                view! { <time datetime=date.to_string()>{words::day(date.day(), lang)}</time>": " }
            });
            view! { <p>{date}{correction.text}</p> }
        });
        view! {
            <section class="corrections" aria-labelledby="corrections">
                <h2 id="corrections">{words::words(lang).corrections}</h2>
                {all.collect_view()}
            </section>
        }
    })
}

fn tags(reader: &Reader, tags: &[Label], lang: Lang) -> Option<impl IntoView + use<>> {
    (!tags.is_empty()).then(|| {
        let links = tags.iter().map(|tag| {
            view! { <li><a href=reader.href(&Route::tag(lang, &tag.slug)) rel="tag">{tag.name.clone()}</a></li> }
        });
        let name = words::words(lang).tags;
        view! { <ul class="tags" aria-label=name>{links.collect_view()}</ul> }
    })
}

fn related(reader: &Reader, article: &Article, lang: Lang) -> Option<impl IntoView + use<>> {
    let mut seen = reader.seen(&article.related).peekable();
    seen.peek()?;
    let teasers = seen.map(|teaser| view! { <TeaserView teaser look=Look::Card level=3/> }).collect_view();
    Some(view! {
        <aside class="related" aria-labelledby="related">
            <h2 id="related" class="kicker">{words::words(lang).related}</h2>
            <div class="related-list">{teasers}</div>
        </aside>
    })
}

fn previous(reader: &Reader, article: &Article, lang: Lang) -> Option<impl IntoView + use<>> {
    let words = words::words(lang);
    let teaser = reader.seen(article.previous.as_slice()).next()?;
    let href = reader.href(&Route::article(lang, &teaser.slug));
    Some(view! {
        <nav class="neighbours" aria-label=words.in_section>
            <a class="neighbour" rel="prev" href=href><span>{words.previous}</span>{teaser.title}</a>
        </nav>
    })
}
