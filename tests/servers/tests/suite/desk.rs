//! The desk sends an article to a real WordPress, with an application password.

use desk::{
    form::Field,
    send::{
        Failure, Request, Response, Sent, Step,
        wordpress::{Article, Errand, Opened, Picture, Place, Reading},
    },
};
use news::manuscript::dates::Zone;
use server_tests::{Options, WordPress, http};

use crate::SITE;

/// Carries an errand to its end.
fn carried(mut errand: Errand) -> Step {
    let mut request = errand.start();
    loop {
        let headers: Vec<(&str, &str)> =
            request.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = http::carry(request.method.as_str(), &request.url, &headers, &request.body);
        let response = Response { status: answer.status, headers: Vec::new(), body: answer.text };
        match errand.next(&Ok(response)) {
            Step::Ask(next) => request = next,
            end => return end,
        }
    }
}

fn sent(errand: Errand) -> Sent {
    match carried(errand) {
        Step::Done(sent) => sent,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_article_is_published_changed_and_never_overwritten() {
    let Some(wordpress) = WordPress::start(&Options::new(&[SITE])) else { return };
    let password = wordpress.run(
        "echo WP_Application_Passwords::create_new_application_password( 1, array( 'name' => 'desk' ) )[0];",
    );
    let place = |password: &str| Place {
        server: wordpress.address.clone(),
        user: "toasoan".into(),
        password: password.trim().into(),
    };
    let picture =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../site/media/bieu-do-luong-mua.png"))
            .unwrap();
    let article = Article {
        publish: true,
        title: "Mưa < lũ & “bão”".into(),
        html: "<p>Nước lên nhanh, <strong>rất nhanh</strong>: 3 &lt; 4.</p>".into(),
        excerpt: "Sapo & đoạn dẫn".into(),
        slug: "mua-lu".into(),
        date_gmt: Some("2023-12-09T03:00:00".into()),
        categories: vec!["Thủy văn & biển".into()],
        tags: vec!["Lũ".into(), "Mưa \\ gió".into()],
        cover: Some("/media/lu.png".into()),
        cover_alt: "Biểu đồ".into(),
        pictures: vec![Picture {
            src: "/media/lu.png".into(),
            name: "lũ.png".into(),
            kind: "image/png".into(),
            bytes: picture,
            alt: "Biểu đồ".into(),
        }],
    };
    assert_eq!(carried(Errand::new(place("sai"), article.clone(), None)), Step::Failed(Failure::Refused));

    let first = sent(Errand::new(place(&password), article.clone(), None));
    let number = first.number.unwrap();
    let shown = |what: &str| wordpress.run(&format!("$p = get_post( {number} ); echo {what};"));
    assert_eq!(shown("$p->post_content"), article.html);
    assert_eq!(
        shown("$p->post_status . ' ' . $p->post_name . ' ' . $p->post_date_gmt"),
        "publish mua-lu 2023-12-09 03:00:00"
    );
    assert_eq!(
        shown("html_entity_decode( $p->post_title . '|' . $p->post_excerpt )"),
        "Mưa < lũ & “bão”|Sapo & đoạn dẫn"
    );
    let names = |taxonomy: &str| {
        shown(&format!(
            "html_entity_decode( implode( '|', wp_get_object_terms( {number}, '{taxonomy}', array( 'fields' => 'names' ) ) ) )"
        ))
    };
    assert_eq!(names("category"), "Thủy văn & biển");
    assert_eq!(
        shown(&format!(
            "get_post_meta( get_post_thumbnail_id( {number} ), '_wp_attachment_image_alt', true )"
        )),
        "Biểu đồ"
    );

    // Once more, as where the answer was lost: it is found, and no second one is made.
    let first =
        sent(Errand::new(place(&password), Article { pictures: Vec::new(), ..article.clone() }, None));
    assert_eq!((first.number, shown("wp_count_posts()->publish").as_str()), (Some(number), "1"));

    // Changed: the same categories are found, none is made twice.
    let opened = |sent: &Sent| Some(Opened { number, version: sent.version.clone() });
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    let change = Article { html: "<p>Nước rút.</p>".into(), pictures: Vec::new(), ..article.clone() };
    let second = sent(Errand::new(place(&password), change.clone(), opened(&first)));
    assert_eq!(second.number, Some(number));
    assert_eq!(shown("$p->post_content"), "<p>Nước rút.</p>");
    assert_eq!(shown("wp_count_terms( array( 'taxonomy' => 'post_tag', 'hide_empty' => false ) )"), "2");
    assert_eq!(names("post_tag"), "Lũ|Mưa \\ gió");

    // From the first state again: what is there is shown, and stays until somebody who has seen it says otherwise.
    let Step::Failed(Failure::Conflict(Some(theirs))) =
        carried(Errand::new(place(&password), article.clone(), opened(&first)))
    else {
        panic!("it was overwritten")
    };
    assert_eq!(theirs.text.as_deref(), Some("<p>Nước rút.</p>"));
    assert_eq!(shown("$p->post_content"), "<p>Nước rút.</p>");
    let article = Article { pictures: Vec::new(), ..article };
    sent(Errand::new(place(&password), article.clone(), opened(&theirs.sent)));
    assert_eq!(shown("$p->post_content"), article.html);

    // Taken away meanwhile.
    wordpress.run(&format!("wp_trash_post( {number} );"));
    let gone = Step::Failed(Failure::Conflict(None));
    assert_eq!(carried(Errand::new(place(&password), article, opened(&theirs.sent))), gone);
}

#[test]
fn an_article_is_read_as_its_author_typed_it() {
    let Some(wordpress) = WordPress::start(&Options::new(&[SITE])) else { return };
    wordpress.newspaper();
    let password = wordpress.run(
        "echo WP_Application_Passwords::create_new_application_password( 1, array( 'name' => 'desk' ) )[0];",
    );
    let place =
        Place { server: wordpress.address.clone(), user: "toasoan".into(), password: password.trim().into() };
    let ask = |request: Request| {
        let headers: Vec<(&str, &str)> =
            request.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = http::carry(request.method.as_str(), &request.url, &headers, &request.body);
        Ok(Response { status: answer.status, headers: Vec::new(), body: answer.text })
    };
    let read = |words: &str| {
        let found = place.listed(&ask(place.list(words))).unwrap();
        assert_eq!(found.len(), 1, "{words}: {found:?}");
        let zone = Zone::named("Asia/Ho_Chi_Minh").unwrap();
        let mut reading = Reading::new(place.clone(), found[0].number, zone);
        let mut request = reading.start();
        loop {
            match reading.next(&ask(request)) {
                Step::Ask(next) => request = next,
                Step::Done(read) => return (found[0].clone(), read),
                Step::Failed(failure) => panic!("{words}: {failure:?}"),
            }
        }
    };
    assert_eq!(place.listed(&ask(place.list(""))).unwrap().len(), 27, "drafts and all");
    let (post, article) = read("Đọc bản tin bão");
    assert!(post.published && !article.whole, "blocks");
    for part in
        ["Bản tin bão có **năm** phần", "## Tâm bão ở đâu", "![Mây bão xoáy", "- Cấp gió", "> Nghe đài"]
    {
        assert!(article.body.contains(part), "{part}: {}", article.body);
    }
    assert_eq!(article.form.get(Field::Date), "2023-12-09 08:30");
    assert_eq!(article.form.get(Field::Tags), "miền Bắc");
    assert!(article.form.get(Field::CoverSrc).ends_with("bao-bien-dong.jpg"));
    assert_eq!(
        article.form.get(Field::Section).to_owned() + &article.further.concat(),
        "Bão & áp thấpThời tiết"
    );
    let (post, draft) = read("Tin nháp");
    assert!(!post.published && draft.form.get(Field::Date).is_empty());
    let (_, table) = read("Bảng, mã và HTML lạ");
    assert!(table.body.contains("| Láng | 12,5 |") && !table.body.contains("<script"), "{}", table.body);
}
