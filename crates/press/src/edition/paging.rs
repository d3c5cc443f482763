//! When the full pages of lists are written. One more article changes few files: what can wait for another waits.
//!
//! A full page takes steps, each a file: its data; its page; in the list of all, the archive counts its articles (a file
//! for each of their years); the page before it leads there, and so does the head. Articles are gone through in order of
//! time, as if each were published by itself: one that changes few files takes along steps of the lists that it is in,
//! first of those that have waited longest. No step waits for more than another page of articles. Where a list stands
//! follows from the articles alone, however many builds there were.

use std::cmp::Reverse;

use news::bundle::{PAGE_SIZE, SCREENFUL, pages_of};

/// Files that one more article and the steps that go along change at most, so that there are 20 with `changes.json`. What
/// changes as many by itself takes none along, unless its lists have waited too long.
const MOST: u32 = 19;

/// Files of an article: its page and its data, those of its month and day in the archive, and two site maps.
const OF_ARTICLE: u32 = 6;

/// Files of a list: its head as a page and as data.
const OF_LIST: u32 = 2;

/// Files of a list that can be followed: its feeds, too.
const OF_FEEDS: u32 = 2;

/// How far the full pages of a list are written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Paging {
    /// Files that an article in it changes.
    files: u32,
    /// Whether the archive counts its articles: it is the list of all.
    counted: bool,
    /// Articles that are out.
    articles: u32,
    /// Steps that were taken, of all pages together.
    steps: u32,
}

impl Paging {
    /// Steps that a page takes.
    fn a_page(self) -> u32 {
        3 + u32::from(self.counted)
    }

    /// Pages of which so many steps were taken.
    fn after(self, steps: u32) -> u32 {
        (self.steps + self.a_page() - steps) / self.a_page()
    }

    /// Full pages whose data is there.
    pub fn data(self) -> u32 {
        self.after(1)
    }

    /// Full pages that are there.
    pub fn html(self) -> u32 {
        self.after(2)
    }

    /// Full pages of the list of all whose articles the archive counts: all that are [`Paging::linked`].
    pub fn counts(self) -> u32 {
        self.after(3)
    }

    /// Full pages that the head leads to. What is on no such page stands in the head.
    pub fn linked(self) -> u32 {
        self.after(self.a_page())
    }

    /// [`Head::pages`](news::bundle::Head::pages).
    pub fn pages(self) -> u32 {
        pages_of(self.articles).min(self.linked() + 1)
    }

    /// How many articles the next step has waited for; none if it is not due. The last step of a page is due when a
    /// screenful follows it, each before it an article earlier.
    fn waits(self) -> Option<u32> {
        let (page, step) = (self.steps / self.a_page() + 1, self.steps % self.a_page() + 1);
        (self.articles + self.a_page()).checked_sub(page * PAGE_SIZE + SCREENFUL + step)
    }
}

/// All lists of a language: that of all articles, those of sections, those of tags.
pub(super) struct Lists {
    lists: Vec<Paging>,
    sections: usize,
}

impl Lists {
    /// Lists with nothing in them.
    pub(super) fn new(sections: usize, tags: usize) -> Self {
        let tag = Paging { files: OF_LIST, ..Paging::default() };
        let section = Paging { files: OF_LIST + OF_FEEDS, ..tag };
        let all = Paging { counted: true, ..section };
        let mut lists = vec![all];
        lists.resize(1 + sections, section);
        lists.resize(1 + sections + tags, tag);
        Self { lists, sections }
    }

    /// The place of the list of all.
    pub(super) const ALL: usize = 0;

    /// The place of a section's list.
    pub(super) fn of_section(section: usize) -> usize {
        1 + section
    }

    /// The place of a tag's list.
    pub(super) fn of_tag(&self, tag: usize) -> usize {
        1 + self.sections + tag
    }

    /// How far the list at a place is.
    pub(super) fn at(&self, place: usize) -> Paging {
        self.lists.get(place).copied().unwrap_or_default()
    }

    /// Takes an article that comes out after all before, and the steps that go along with it. `lines` are the files in
    /// which it opens something: a month in its year, a year in the archive, a site map in the index.
    pub(super) fn publish(&mut self, section: Option<usize>, tags: &[usize], lines: u32) {
        let first_tag = self.of_tag(0);
        let tags = tags.iter().map(|tag| first_tag + tag);
        let lists = [Self::ALL].into_iter().chain(section.map(Self::of_section)).chain(tags);
        let (mut files, mut opens) = (OF_ARTICLE + lines, false);
        let mut due = Vec::new();
        for number in lists {
            let Some(list) = self.lists.get_mut(number) else { continue };
            list.articles += 1;
            files += list.files;
            opens |= list.articles == 1;
            due.extend(list.waits().map(|waits| (waits, number)));
        }
        // A new list gets a line in the site map of lists.
        files += u32::from(opens);
        due.sort_by_key(|(waits, _)| Reverse(*waits));
        // Where all articles have many tags, one step at a time goes along with each that has waited for a screenful.
        let most = match due.first() {
            Some((waits, _)) if *waits >= SCREENFUL => MOST.max(files + 1),
            _ => MOST,
        };
        for (waits, number) in due {
            if let Some(list) = self.lists.get_mut(number)
                && (files < most || waits >= PAGE_SIZE)
            {
                list.steps += 1;
                files += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Publishes articles one by one, each in a section and with so many tags of `kinds`. Gives how many files each
    /// changed by itself and how many in all, and looks at where every list is.
    fn files_of(articles: u32, tags: usize, kinds: usize) -> Vec<(u32, u32)> {
        let mut lists = Lists::new(7, kinds);
        let mut seed = 1_u64;
        let mut random = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % below
        };
        let mut files = Vec::new();
        for number in 0..articles {
            let steps = |lists: &Lists| lists.lists.iter().map(|list| list.steps).sum::<u32>();
            let empty = |lists: &Lists| lists.lists.iter().filter(|list| list.articles == 0).count();
            let (section, before, closed) = (random(7), steps(&lists), empty(&lists));
            let first = random(kinds);
            let tags: Vec<usize> = (first..first + tags).map(|tag| tag % kinds).collect();
            let month = u32::from(number % 90 == 0);
            lists.publish(Some(section), &tags, month);
            let opens = u32::from(empty(&lists) < closed);
            let own = OF_ARTICLE + month + opens + 2 * (OF_LIST + OF_FEEDS) + OF_LIST * tags.len() as u32;
            files.push((own, own + steps(&lists) - before));
            for list in &lists.lists {
                let (linked, full) = (list.linked(), list.articles / PAGE_SIZE);
                assert!(linked <= list.counts() || !list.counted);
                assert!(linked <= list.html() && list.html() <= list.data() && list.data() <= full);
                let head = list.articles - linked * PAGE_SIZE;
                assert!(head >= SCREENFUL.min(list.articles), "{list:?}");
                assert!(head <= 2 * PAGE_SIZE + SCREENFUL + 3, "{list:?}");
            }
        }
        files
    }

    #[test]
    fn one_more_article_changes_at_most_so_many_files() {
        for tags in 0..=2 {
            for kinds in [3, 10, 200] {
                for (own, all) in files_of(4_000, tags, kinds) {
                    assert!(all <= MOST.max(own), "{all} files with {tags} tags of {kinds}");
                }
            }
        }
        // With more tags there is no room for steps: each waits for a screenful, and then there are few at a time.
        for (own, all) in files_of(4_000, 4, 200) {
            assert!(all <= own + 2, "{} steps", all - own);
        }
    }

    #[test]
    fn a_list_is_written_a_screenful_later_where_nothing_else_changes() {
        let mut lists = Lists::new(1, 0);
        let mut seen = Vec::new();
        for _ in 0..50 {
            lists.publish(None, &[], 0);
            let all = lists.at(Lists::ALL);
            seen.push((all.data(), all.html(), all.counts(), all.linked()));
        }
        assert_eq!(
            seen[25..31],
            [(0, 0, 0, 0), (1, 0, 0, 0), (1, 1, 0, 0), (1, 1, 1, 0), (1, 1, 1, 1), (1, 1, 1, 1)]
        );
        assert_eq!(seen[49], (2, 2, 2, 2));
    }
}
