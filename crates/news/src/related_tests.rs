//! Each promise that related news make.

use std::{
    borrow::Cow,
    time::{Duration, Instant},
};

use proptest::prelude::*;

use super::{archive::log2, *};

const SUBJECTS: [(&str, &str, &str); 4] = [
    ("thoi-tiet", "bão", "Bão mạnh lên trên Biển Đông, gió giật cấp 12, tàu thuyền tránh trú bão"),
    ("thuy-van", "lũ", "Lũ trên sông Hồng vượt báo động ba, hồ chứa xả lũ, đê điều được canh gác"),
    ("khi-hau", "El Niño", "El Niño làm đại dương nóng lên, khí hậu toàn cầu biến đổi, hạn hán kéo dài"),
    ("tap-chi", "bình đẳng giới", "Tập huấn bình đẳng giới cho cán bộ, hội nghị công đoàn ngành tài nguyên"),
];

struct Story {
    title: String,
    words: Vec<u8>,
    subject: usize,
}

fn stories(count: usize) -> Vec<Story> {
    let story = |at: usize| {
        let subject = (at * 7 + at / 5) % 4;
        let title = format!("Tin số {at} về {}", SUBJECTS[subject].1);
        let plain = format!("{0}. {0}. Ngày {at}.", SUBJECTS[subject].2);
        let words = words(&title, &plain, [SUBJECTS[subject].1]);
        Story { title, words, subject }
    };
    (0..count).map(story).collect()
}

/// An item and its words.
#[derive(Clone, Copy)]
struct Item<'i> {
    features: Features<'i>,
    words: &'i [u8],
}

impl<'i> Item<'i> {
    fn new(features: Features<'i>, words: &'i [u8]) -> Self {
        Self { features: Features { words: Mark::of(words), ..features }, words }
    }
}

struct Texts<'i>(&'i [Item<'i>]);

impl Words for Texts<'_> {
    fn of(&self, at: usize) -> Cow<'_, [u8]> {
        self.0[at].words.into()
    }

    /// Some by themselves, others many together.
    fn count(&self, counts: &dyn Fn(usize) -> bool, count: &mut Count) {
        let all: Vec<usize> = (0..self.0.len()).filter(|at| counts(*at)).collect();
        let (some, others): (Vec<usize>, Vec<usize>) = all.into_iter().partition(|at| at % 5 == 0);
        some.into_iter().for_each(|at| count.add(self.0[at].words));
        for part in others.chunks(50) {
            count.add_all(&tally(part.iter().map(|at| self.0[*at].words)).unwrap());
        }
    }
}

fn item(Story { title, words, subject }: &Story) -> Item<'_> {
    Item::new(Features { title, section: SUBJECTS[*subject].0, ..Features::default() }, words)
}

fn items(stories: &[Story]) -> Vec<Item<'_>> {
    stories.iter().map(item).collect()
}

fn related(items: &[Item<'_>], wanted: usize, last: &[Arc<Found>]) -> Vec<Arc<Found>> {
    let features: Vec<_> = items.iter().map(|item| item.features).collect();
    super::related(&features, &Texts(items), wanted, last)
}

fn lists(items: &[Item<'_>], wanted: usize) -> Vec<Vec<usize>> {
    related(items, wanted, &[]).iter().map(|found| found.places.clone()).collect()
}

#[test]
fn related_news_are_on_the_same_subject() {
    let stories = stories(200);
    for (at, list) in lists(&items(&stories), 5).into_iter().enumerate() {
        assert_eq!(list.len(), 5);
        assert!(list.iter().all(|other| stories[*other].subject == stories[at].subject), "{at}: {list:?}");
    }
}

#[test]
fn what_passes_leaves_no_trace_in_the_lists_of_others() {
    let stories = stories(150);
    let strange = "Một chuyện lạ, chữ chưa ai viết: ".to_owned() + SUBJECTS[1].2;
    let mut all = items(&stories);
    let passing = |at: &usize| at % 7 == 3;
    let packed: Vec<Vec<u8>> =
        stories.iter().map(|story| words(&story.title, &strange, [SUBJECTS[story.subject].1])).collect();
    for at in (0..all.len()).filter(passing) {
        all[at] = Item::new(Features { passing: true, ..all[at].features }, &packed[at]);
    }
    let kept: Vec<usize> = (0..all.len()).filter(|at| !passing(at)).collect();
    let with = lists(&all, 5);
    let without = lists(&kept.iter().map(|&at| all[at]).collect::<Vec<_>>(), 5);
    for (&at, list) in kept.iter().zip(without) {
        assert_eq!(with[at], list.into_iter().map(|place| kept[place]).collect::<Vec<_>>(), "{at}");
    }
    assert!((0..all.len()).filter(passing).all(|at| with[at].len() == 5));
}

#[test]
fn words_count_where_neither_tag_nor_section_is_shared() {
    let text = [
        "Nồm ẩm ở Hà Nội, sàn nhà ướt vì nồm ẩm",
        "Giá lúa gạo, lúa gạo xuất khẩu",
        "Sàn nhà ướt: mẹo chống nồm ẩm, nồm ẩm",
        "Cá tra cá tra",
    ];
    let packed = text.map(|text| words(text, text, []));
    let items: Vec<_> = text
        .iter()
        .zip(&packed)
        .map(|(title, words)| Item::new(Features { title, ..Features::default() }, words))
        .collect();
    assert_eq!(lists(&items, 1)[0], [2]);
    assert_eq!(lists(&items, 1)[2], [0]);
}

#[test]
fn the_authors_choice_comes_first_and_nothing_comes_twice() {
    let stories = stories(100);
    let mut items = items(&stories);
    items[80].features.explicit = &[99, 3, 80, 3, 500];
    items[90].features.title = "Sức khoẻ";
    items[91].features.title = "sức  khỏe";
    items[92].features.title = "Sức khỏe";
    items[91].features.explicit = &[90];
    let lists = lists(&items, 5);
    assert_eq!(lists[80][..2], [99, 3]);
    assert!(!lists[91].contains(&90) && !lists[92].contains(&90));
    for (at, list) in lists.iter().enumerate() {
        let keys: HashSet<String> = list.iter().map(|other| same_key(items[*other].features.title)).collect();
        assert!(list.len() == 5 && keys.len() == 5 && !list.contains(&at), "{at}: {list:?}");
    }
}

#[test]
fn languages_stay_apart_unless_the_author_says_so() {
    let stories = stories(40);
    let mut items = items(&stories);
    items.iter_mut().step_by(2).for_each(|item| item.features.lang = Lang::En);
    items[0].features.explicit = &[1];
    let lists = lists(&items, 5);
    assert_eq!(lists[0][0], 1);
    for (at, list) in lists.iter().enumerate().skip(1) {
        assert!(list.iter().all(|other| other % 2 == at % 2), "{at}: {list:?}");
    }
}

#[test]
fn a_newer_article_never_changes_older_lists() {
    let stories = stories(400);
    let items = items(&stories);
    let all = lists(&items, 5);
    for count in [FIRST, FIRST + 1, 100, 399] {
        assert_eq!(lists(&items[..count], 5), all[..count], "{count}");
    }
    assert_eq!(lists(&items, 5), all);
}

#[test]
fn a_short_list_is_all_there_is() {
    let stories = stories(3);
    assert!(lists(&items(&stories), 5).iter().all(|list| list.len() == 2));
    assert!(lists(&[], 5).is_empty());
}

/// Twenty thousand in a release build; a tenth of it here.
#[test]
fn a_large_archive_takes_seconds() {
    let count = if cfg!(debug_assertions) { 2_000 } else { 20_000 };
    let mut seed = 1_u64;
    let mut next = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // Squared, so that some syllables are far more common than others.
        let number = (seed >> 33) % (below * below);
        (number as f64).sqrt() as u64
    };
    let texts: Vec<String> =
        (0..count).map(|_| (0..900).map(|_| format!("s{} ", 3_000 - next(3_000))).collect()).collect();
    let packed: Vec<Vec<u8>> = texts.iter().map(|text| words(&text[..40], text, [])).collect();
    let items: Vec<_> = texts
        .iter()
        .zip(&packed)
        .map(|(text, words)| {
            let (title, section) = (&text[..40], &text[..2]);
            Item::new(Features { title, section, ..Features::default() }, words)
        })
        .collect();
    let start = Instant::now();
    assert!(lists(&items, 5).iter().skip(6).all(|list| list.len() == 5));
    eprintln!("{count} articles in {:?}", start.elapsed());
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

proptest! {
    #[test]
    fn the_logarithm_is_near(number in 0.001..1e6_f64) {
        prop_assert!((log2(number) - number.log2()).abs() < 0.1);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Whatever was found before, for whatever other articles.
    #[test]
    fn what_was_found_before_changes_nothing(
        count in 1..140_usize, before in 0..140_usize, at in 0..140_usize, what in 0..6, chosen in 0..140_usize,
    ) {
        let stories = stories(140);
        let choice = [chosen.min(count - 1)];
        let mut items = items(&stories);
        items[5].features.explicit = &choice;
        let mut old = items.clone();
        old.truncate(before.max(1));
        let at = at.min(old.len() - 1);
        match what {
            0 => old[at].features.title = items[0].features.title,
            1 => old[at].features.section = "khac",
            2 => old[at].features.passing = true,
            3 => old[at] = Item::new(old[at].features, &[]),
            4 => drop(old.remove(at)),
            _ => {}
        }
        if old.len() <= 5 || old.iter().any(|item| item.features.explicit.iter().any(|&other| other >= old.len())) {
            old.iter_mut().for_each(|item| item.features.explicit = &[]);
        }
        let last = related(&old, 5, &[]);
        let items = &items[..count.clamp(6, 140)];
        prop_assert_eq!(related(items, 5, &last), related(items, 5, &[]));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    /// However few are new: the way that is taken for them leads where the long one does.
    #[test]
    fn the_newest_of_many_find_what_they_would_find_if_all_were_new(
        count in 260..700_usize, late in 1..20_usize, seed in 1..u64::MAX, kinds in 20..3_000_u64, long in 20..200_usize,
        passing in 2..50_usize,
    ) {
        let mut seed = seed;
        let mut next = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let number = (seed >> 33) % (below * below);
            below - 1 - (number as f64).sqrt() as u64
        };
        let texts: Vec<String> =
            (0..count).map(|_| (0..long).map(|_| format!("s{} ", next(kinds))).collect()).collect();
        let packed: Vec<Vec<u8>> = texts.iter().map(|text| words(&text[..8], text, [])).collect();
        let items: Vec<_> = (0..count)
            .map(|at| {
                let (title, section) = (&texts[at][..8], ["", "bao", "lu"][at % 3]);
                let features = Features { title, section, passing: at % passing == 1, ..Features::default() };
                Item::new(features, &packed[at])
            })
            .collect();
        let last = related(&items[..count - late], 5, &[]);
        prop_assert_eq!(related(&items, 5, &last), related(&items, 5, &[]));
    }
}

#[test]
fn words_that_are_others_do_not_fit() {
    let own = words("Mưa lũ", "Mưa lũ lớn, mưa lũ kéo dài", ["mưa"]);
    let mark = Mark::of(&own);
    assert!(mark.fits(&own) && Mark::default().fits(&[]) && !mark.fits(&own[1..]));
    for at in 0..own.len() {
        let mut other = own.clone();
        other[at] ^= 1;
        assert!(!mark.fits(&other), "byte {at}");
    }
}
