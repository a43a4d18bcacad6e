//! Stories at a time of day: the person's own clock, in their own time zone, over midnight too.

use siaga_core::alert::Reason;
use siaga_core::observation::Status;

use super::desk::*;

const DOWN: &[(&str, Status)] = &[("chat", Status::MajorOutage)];

#[tokio::test(start_paused = true)]
async fn times_are_told_by_the_clock_of_where_the_person_lives() {
    let mut desk = Desk::closed_at("2026-03-12T21:50:00[Asia/Jakarta]");
    desk.start();
    desk.until("22:05").await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.until("22:20").await;
    let told = desk.want_reason(between(desk.minute("22:05"), desk.minute("22:08")), "quill", Reason::Began);
    assert!(told.telling.text.body.starts_with("Since 22:0"), "{}", told.telling.text.body);
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn an_outage_over_midnight_is_told_as_over_on_the_next_day() {
    let mut desk = Desk::closed_at("2026-03-12T23:20:00[Asia/Jakarta]");
    desk.start();
    desk.until("23:30").await;
    desk.feeds.says(QUILL, quill(&[("files", Status::Degraded)]));
    desk.until("23:55").await;
    desk.held(between(10.0, 12.3), "quill", Reason::Unconfirmed);
    desk.want_reason(between(25.0, 28.5), "quill", Reason::Began);
    desk.until("00:10").await;
    desk.feeds.says(QUILL, quill(&[]));
    desk.until("00:20").await;
    desk.want_reason(between(50.0, 54.0), "quill", Reason::Recovered);
    desk.none_otherwise();
}
