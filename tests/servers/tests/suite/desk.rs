//! The desk sends an article to a real WordPress, with an application password.

use desk::send::{
    Failure, Response, Sent, Step,
    wordpress::{Article, Errand, Opened, Picture, Place},
};
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
        picture: Some(Picture {
            name: "lũ.png".into(),
            kind: "image/png".into(),
            bytes: picture,
            alt: "Biểu đồ".into(),
        }),
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

    // Once more, as where the answer was lost: it is there.
    assert!(matches!(
        carried(Errand::new(place(&password), article.clone(), None)),
        Step::Failed(Failure::Conflict { .. })
    ));

    // Changed: the same categories are found, none is made twice.
    let opened = |sent: &Sent| Some(Opened { number, version: sent.version.clone() });
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    let change = Article { html: "<p>Nước rút.</p>".into(), picture: None, ..article.clone() };
    let second = sent(Errand::new(place(&password), change.clone(), opened(&first)));
    assert_eq!(second.number, Some(number));
    assert_eq!(shown("$p->post_content"), "<p>Nước rút.</p>");
    assert_eq!(shown("wp_count_terms( array( 'taxonomy' => 'post_tag', 'hide_empty' => false ) )"), "2");
    assert_eq!(names("post_tag"), "Lũ|Mưa \\ gió");

    // From the first state again: what is there is shown, and stays.
    let conflict = Failure::Conflict { path: String::new(), theirs: Some("<p>Nước rút.</p>".into()) };
    assert_eq!(carried(Errand::new(place(&password), article, opened(&first))), Step::Failed(conflict));
    assert_eq!(shown("$p->post_content"), "<p>Nước rút.</p>");
}
