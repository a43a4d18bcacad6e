use super::*;
use Label::{At, Open, Planned, UnderWay};
use Stage::{Identified, Investigating, Monitoring, Resolved};

#[test]
fn labels_are_known_in_the_languages_of_status_authors() {
    let table = [
        ("Investigating", Some(At(Investigating))),
        ("IDENTIFIED", Some(At(Identified))),
        (" Monitoring: ", Some(At(Monitoring))),
        ("[Resolved]", Some(At(Resolved))),
        ("Postmortem", Some(At(Resolved))),
        ("In progress", Some(UnderWay)),
        ("Update", Some(Label::Update)),
        ("Degraded performance", Some(Open)),
        ("Sedang diselidiki", Some(At(Investigating))),
        ("Selesai", Some(At(Resolved))),
        ("Pemeliharaan terjadwal", Some(Planned)),
        ("Untersuchung", Some(At(Investigating))),
        ("Gel\u{f6}st", Some(At(Resolved))),
        ("\u{dc}berwachung", Some(At(Monitoring))),
        ("Geplante Wartungsarbeiten", Some(Planned)),
        ("Enqu\u{ea}te en cours", Some(At(Investigating))),
        ("R\u{e9}solu", Some(At(Resolved))),
        ("Maintenance planifi\u{e9}e", Some(Planned)),
        ("En investigaci\u{f3}n", Some(At(Investigating))),
        ("Resuelto", Some(At(Resolved))),
        ("Mantenimiento programado", Some(Planned)),
        ("Em investiga\u{e7}\u{e3}o", Some(At(Investigating))),
        ("Resolvido", Some(At(Resolved))),
        ("Manuten\u{e7}\u{e3}o programada", Some(Planned)),
        ("In analisi", Some(At(Investigating))),
        ("Risolto", Some(At(Resolved))),
        ("Manutenzione programmata", Some(Planned)),
        ("In onderzoek", Some(At(Investigating))),
        ("Opgelost", Some(At(Resolved))),
        ("Gepland onderhoud", Some(Planned)),
        ("調査中", Some(At(Investigating))),
        ("解決済み", Some(At(Resolved))),
        ("【復旧】", Some(At(Resolved))),
        ("メンテナンス予定", Some(Planned)),
        ("Resolved issues", None),
        ("Not resolved", None),
        ("", None),
    ];
    for (written, expected) in table {
        assert_eq!(label(written), expected, "{written}");
    }
    assert_eq!(label(&"resolved ".repeat(1_000)), None);
}

#[test]
fn a_label_stands_at_either_end() {
    let ahead = [
        ("[Resolved] Slow replies", Some((At(Resolved), "Slow replies"))),
        ("Resolved: Slow replies", Some((At(Resolved), "Slow replies"))),
        ("Resolved - Slow: replies", Some((At(Resolved), "Slow: replies"))),
        ("RESOLVED -", Some((At(Resolved), ""))),
        ("Identified", Some((At(Identified), ""))),
        ("【復旧】応答が遅い", Some((At(Resolved), "応答が遅い"))),
        ("Resolved slow replies", None),
        ("API: Resolved", None),
        ("Re-resolved", None),
    ];
    for (line, expected) in ahead {
        assert_eq!(leading(line), expected, "{line}");
    }
    let behind = [
        ("Slow replies [resolved]", Some((At(Resolved), "Slow replies"))),
        ("Slow replies (behoben)", Some((At(Resolved), "Slow replies"))),
        ("Slow - replies - Resolved", Some((At(Resolved), "Slow - replies"))),
        ("Slow replies resolved", None),
    ];
    for (title, expected) in behind {
        assert_eq!(trailing(title), expected, "{title}");
    }
}

#[test]
fn a_line_that_names_the_state_is_read() {
    assert_eq!(named("Status: Resolved", &STATE), Some("Resolved"));
    assert_eq!(named("\u{c9}tat : R\u{e9}solu", &STATE), Some("R\u{e9}solu"));
    assert_eq!(named("The status: Resolved", &STATE), None);
}

#[test]
fn sentences_are_believed_only_where_nothing_speaks_against_them() {
    let over = Some(At(Resolved));
    let table = [
        ("Stoerung DNS behoben", "Die DNS-Stoerung wurde behoben.", over),
        ("Slow replies resolved", "", over),
        ("Slow replies", "This incident has been resolved.", over),
        ("応答遅延は復旧しました", "復旧しました。", over),
        ("Slow replies", "The slow replies have been resolved for some.", None),
        ("Stoerung noch nicht behoben", "", None),
        ("Stoerung DNS behoben", "Die Stoerung ist noch nicht behoben.", None),
        ("Slow replies resolved", "We watch it.", None),
        ("Closed beta shows errors", "The closed beta shows errors.", None),
        ("Search misses tickets that are closed", "It misses tickets that are closed.", None),
        ("Fixed prices are wrong", "Prices that were fixed are wrong.", None),
        ("Mails are late when a ticket is resolved", "", None),
        ("Gangguan belum teratasi", "", None),
        ("Betriebsunterbruch Server 42", "Aktuell gibt es Probleme.", None),
        ("Geplante Wartungsarbeiten am 20. April", "", Some(Planned)),
        ("Pemeliharaan malam ini", "", Some(Planned)),
        ("Outage after scheduled maintenance", "", None),
        ("Unplanned maintenance", "", None),
        ("Scheduled posts fail", "", None),
    ];
    for (title, text, expected) in table {
        assert_eq!(hinted(title, text), expected, "{title}: {text}");
    }
}

#[test]
fn the_newest_label_decides_and_no_end_before_something_unknown() {
    let (over, looking) = (Some(At(Resolved)), Some(At(Investigating)));
    let update = Some(Label::Update);
    for (labels, expected) in [
        (vec![over, looking], over),
        (vec![looking, over], looking),
        (vec![update, over, looking], over),
        (vec![None, over, looking], None),
        (vec![None, looking], looking),
        (vec![update], None),
        (vec![], None),
    ] {
        assert_eq!(deciding(labels.iter().copied()), expected, "{labels:?}");
    }
}
