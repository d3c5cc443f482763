//! Behaviour in real browsers, against a real host. `cargo xtask test browser` builds what it needs.

#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::unwrap_used)]

#[path = "suite/appearance.rs"]
mod appearance;
#[path = "suite/article.rs"]
mod article;
#[path = "suite/barriers.rs"]
mod barriers;
#[path = "suite/clock.rs"]
mod clock;
#[path = "suite/comments.rs"]
mod comments;
#[path = "suite/desk/mod.rs"]
mod desk;
#[path = "suite/desk_speed.rs"]
mod desk_speed;
#[path = "suite/door.rs"]
mod door;
#[path = "suite/failures.rs"]
mod failures;
#[path = "suite/firefox.rs"]
mod firefox;
#[path = "suite/focus.rs"]
mod focus;
#[path = "suite/goatcounter.rs"]
mod goatcounter;
#[path = "suite/hosts.rs"]
mod hosts;
#[path = "suite/journey.rs"]
mod journey;
#[path = "suite/kept.rs"]
mod kept;
#[path = "suite/killed.rs"]
mod killed;
#[path = "suite/language.rs"]
mod language;
#[path = "suite/live.rs"]
mod live;
#[path = "suite/outbox.rs"]
mod outbox;
#[path = "suite/policy.rs"]
mod policy;
#[path = "suite/servers.rs"]
mod servers;
#[path = "suite/share.rs"]
mod share;
#[path = "suite/takeover.rs"]
mod takeover;
#[path = "suite/trouble.rs"]
mod trouble;
