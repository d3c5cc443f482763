//! What becomes of a comment that waits, whatever the network does.

use proptest::prelude::*;

use super::*;

fn waiting(key: usize) -> Waiting {
    Waiting {
        key: key.to_string(),
        article: "bai".into(),
        name: "An".into(),
        email: "an@a.vn".into(),
        text: "Hay".into(),
        ..Waiting::default()
    }
}

fn comment() -> Comment {
    Comment {
        id: "7".into(),
        parent: None,
        name: "An".into(),
        date: Moment::new(9, 0),
        text: " Hay\n".into(),
        html: false,
        likes: 0,
    }
}

fn one() -> Outbox {
    let mut outbox = Outbox::default();
    outbox.put(waiting(1));
    outbox
}

#[test]
fn it_is_bounded_and_keeps_each_once() {
    let mut outbox = Outbox::default();
    for key in 0..60 {
        outbox.put(waiting(key));
        outbox.put(waiting(key));
    }
    let keys = |outbox: &Outbox| -> Vec<usize> {
        outbox.under(Lang::Vi, "bai").iter().map(|own| own.key.parse().unwrap()).collect()
    };
    assert_eq!(keys(&outbox), (0..LIMIT).collect::<Vec<_>>(), "what is kept stays, what is too much is not");
    assert_eq!(Outbox::parse(&outbox.print()), outbox);
    outbox.remove("10");
    assert_eq!(keys(&outbox).len(), LIMIT - 1);
    assert!(outbox.under(Lang::En, "bai").is_empty());
    outbox.put(waiting(60));
    outbox.settle("3", &Fate::Moderated, 0, 0.0);
    outbox.put(waiting(61));
    assert!(outbox.get("3").is_none() && outbox.get("61").is_some(), "the newsroom has it");
    outbox.put(waiting(62));
    assert!(outbox.get("62").is_none() && outbox.get("0").is_some());
}

#[test]
fn a_server_that_wants_time_is_given_it() {
    let mut outbox = one();
    outbox.put(waiting(2));
    outbox.depart("1", 0);
    outbox.settle("1", &Fate::Later(Some(7_200)), 0, 0.0);
    outbox.hurry();
    assert!(outbox.due(7_199).is_none(), "nor is the next one sent, nor because the network is back");
    assert_eq!(outbox.next(), Some(7_200));
    assert_eq!(outbox.due(7_200).map(|own| own.key.as_str()), Some("1"));
    outbox.depart("1", 7_200);
    outbox.settle("1", &Fate::Later(None), 7_200, 0.0);
    assert_eq!(outbox.due(7_200).map(|own| own.key.as_str()), Some("2"), "it said nothing this time");
    outbox.hurry();
    assert_eq!(outbox.due(7_200).map(|own| own.key.as_str()), Some("1"));
}

#[test]
fn storage_may_hold_anything() {
    for text in ["", "null", "[1]", "{", "[{\"key\":1}]"] {
        assert_eq!(Outbox::parse(text), Outbox::default());
    }
    // As an earlier version wrote it.
    let old = r#"[{"key":"k","lang":"vi","article":"bai","parent":null,"name":"An","text":"Hay","date":"2023-12-09T07:00:00+07:00"}]"#;
    assert_eq!(Outbox::parse(old).due(0).map(|own| own.key.as_str()), Some("k"));
}

#[test]
fn what_became_of_it() {
    let now = 1_000;
    let table = [
        (Fate::Published(comment()), None),
        (Fate::Known, None),
        (Fate::Moderated, Some((State::Moderated, false, ["", ""]))),
        (Fate::Refused(Refusal::TooMany), Some((State::Refused, false, ["An", "an@a.vn"]))),
        (Fate::Later(Some(500)), Some((State::Kept, false, ["An", "an@a.vn"]))),
        (Fate::Uncertain, Some((State::Kept, true, ["An", "an@a.vn"]))),
    ];
    for (fate, expected) in table {
        let mut outbox = one();
        outbox.depart("1", now);
        assert!(outbox.due(now).is_none(), "it is on its way");
        outbox.settle("1", &fate, now, 0.5);
        let own = outbox.get("1");
        let found = own.map(|own| {
            (own.state, own.perhaps && own.state == State::Kept, [own.name.as_str(), own.email.as_str()])
        });
        assert_eq!(found, expected, "{fate:?}");
        assert!(outbox.due(now).is_none(), "{fate:?}: not at once");
        if let Fate::Later(Some(after)) = fate {
            assert!(outbox.due(now + i64::from(after) - 1).is_none(), "the server said when");
            assert!(outbox.due(now + i64::from(after)).is_some());
        }
    }
}

#[test]
fn nobody_sends_what_is_gone_or_on_its_way() {
    let mut outbox = one();
    assert!(outbox.depart("1", 0));
    assert!(!outbox.depart("1", IN_FLIGHT - 1), "another tab is sending it");
    assert!(!outbox.depart("1", IN_FLIGHT), "it has to be looked for first");
    assert_eq!(outbox.get("1").unwrap().tries, 1);
    outbox.remove("1");
    assert!(!outbox.depart("1", IN_FLIGHT), "the reader has removed it");
}

#[test]
fn pauses_grow_and_end() {
    let pauses: Vec<_> = (0..14).map(|tries| pause(tries, 1.0)).collect();
    assert!(pauses.is_sorted() && pauses[0] >= 14 && pauses[13] == LONGEST_PAUSE, "{pauses:?}");
    assert!(pause(3, 0.0) < pause(3, 1.0));
}

#[test]
fn what_perhaps_arrived_is_looked_for() {
    let mut outbox = one();
    outbox.depart("1", 0);
    // The tab dies here. Another finds the mark.
    let mut outbox = Outbox::parse(&outbox.print());
    let own = outbox.due(IN_FLIGHT).unwrap();
    assert!(own.perhaps);
    outbox.seen(Lang::Vi, "bai", &[comment()], 100);
    assert!(outbox.get("1").is_none(), "it had arrived");

    let mut outbox = one();
    outbox.depart("1", 0);
    outbox.missed("1", false);
    assert!(!outbox.due(0).unwrap().perhaps, "it is sent again");
    outbox.depart("1", 0);
    outbox.missed("1", true);
    assert_eq!(outbox.get("1").unwrap().state, State::Unknown);
    assert!(outbox.due(i64::MAX).is_none(), "only if the reader says so");
    outbox.again("1");
    assert!(outbox.due(0).is_some());
}

#[test]
fn a_comment_in_moderation_waits_until_it_is_seen() {
    let mut outbox = one();
    outbox.settle("1", &Fate::Moderated, 0, 0.0);
    outbox.seen(Lang::Vi, "bai", &[], 100);
    assert!(outbox.get("1").is_some());
    outbox.seen(Lang::En, "bai", &[comment()], 100);
    assert!(outbox.get("1").is_some(), "another article");
    outbox.seen(Lang::Vi, "bai", &[comment()], 100);
    assert!(outbox.get("1").is_none());
    // What nobody sent yet stays, though the same reader wrote the same before.
    let mut outbox = one();
    outbox.seen(Lang::Vi, "bai", &[comment()], 100);
    assert!(outbox.due(0).is_some());
}

#[test]
fn a_clock_that_was_wrong_holds_nothing_up() {
    let mut outbox = one();
    outbox.depart("1", 4_000_000_000);
    assert!(outbox.due(1_700_000_000).is_some());
    let mut outbox = one();
    outbox.settle("1", &Fate::Later(Some(u32::MAX)), 0, 0.0);
    assert!(outbox.due(LONGEST_ASKED).is_some());
    outbox.settle("1", &Fate::Later(Some(60)), 4_000_000_000, 0.0);
    assert!(outbox.due(1_700_000_000).is_some());
}

proptest! {
    /// A server that may lose requests and answers, and a reader's device that may die at any step: in the end the
    /// comment is published once.
    #[test]
    fn never_lost_never_doubled(luck in proptest::collection::vec(0_u8..6, 1..40)) {
        let mut server: Vec<Comment> = Vec::new();
        let mut stored = one().print();
        let mut now = 0;
        let mut luck = luck.into_iter();
        for _ in 0..200 {
            now += LONGEST_PAUSE * 2;
            let mut outbox = Outbox::parse(&stored);
            let Some(own) = outbox.due(now).cloned() else { break };
            let turn = luck.next().unwrap_or(0);
            if own.perhaps {
                // The list may fail, too.
                if turn == 5 { continue }
                if has(&server, &own) { outbox.settle(&own.key, &Fate::Known, now, 0.0) } else { outbox.missed(&own.key, false) }
                stored = outbox.print();
                continue;
            }
            outbox.depart(&own.key, now);
            stored = outbox.print();
            let fate = match turn {
                // It arrives, and the answer too.
                0 => { server.push(comment()); Fate::Published(comment()) }
                // It arrives, and the answer is lost.
                1 => { server.push(comment()); Fate::Uncertain }
                2 => Fate::Uncertain,
                3 => Fate::Later(None),
                // The device dies before the answer: with the comment there, or not.
                4 => { server.push(comment()); continue }
                _ => continue,
            };
            outbox.settle(&own.key, &fate, now, 0.0);
            stored = outbox.print();
        }
        prop_assert_eq!(server.len(), 1);
        prop_assert!(Outbox::parse(&stored).next().is_none());
    }
}
