use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Instant;

use siaga_core::wording::{Language, Words};

use super::*;

const PATIENT: Duration = Duration::from_secs(30);

fn forward() -> Forward {
    Forward::test(&Words::new(Language::English), "lamp", "2026-03-12T09:00:00Z".parse().unwrap())
}

/// A script of these lines, and what starts it. Copied into place, so that no other test's child holds it open.
fn script(folder: &Path, lines: &str) -> Vec<String> {
    let file = folder.join("script");
    std::fs::write(&file, format!("{lines}\n")).unwrap();
    vec!["/bin/sh".to_owned(), file.display().to_string()]
}

#[tokio::test]
async fn a_script_gets_its_arguments_unchanged_and_what_happened_in_its_environment() {
    let folder = tempfile::tempdir().unwrap();
    let mut command =
        script(folder.path(), "printf '%s\\n' \"$@\" >\"$1\"; env >>\"$1\"; readlink /proc/self/fd/0 >>\"$1\"");
    let out = folder.path().join("out");
    command.extend([out.display().to_string(), "{event}; $(touch x) `y`".to_owned()]);
    run(&command, &forward(), PATIENT).await.unwrap();
    let written = std::fs::read_to_string(&out).unwrap();
    assert!(written.starts_with(&format!("{}\n{{event}}; $(touch x) `y`\n", out.display())), "{written}");
    for (name, value) in forward().environment() {
        assert!(written.contains(&format!("{name}={value}\n")), "{name}: {written}");
    }
    assert!(written.ends_with("/dev/null\n"), "its input is empty: {written}");
}

#[tokio::test]
async fn a_script_that_fails_or_is_not_there_or_not_a_program_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let failing = script(folder.path(), "echo said; echo complained >&2; exit 3");
    let failure = run(&failing, &forward(), PATIENT).await.unwrap_err();
    assert!(failure.why.contains("exit status: 3") && !failure.refused, "{failure}");
    let killed = script(folder.path(), "kill -9 $$");
    assert!(run(&killed, &forward(), PATIENT).await.unwrap_err().why.contains("signal: 9"));
    let missing = [folder.path().join("nowhere").display().to_string()];
    let failure = run(&missing, &forward(), PATIENT).await.unwrap_err();
    assert!(failure.why.starts_with("the script could not be started"), "{failure}");
    let plain = folder.path().join("plain");
    std::fs::write(&plain, "no program").unwrap();
    std::fs::set_permissions(&plain, std::fs::Permissions::from_mode(0o600)).unwrap();
    assert!(run(&[plain.display().to_string()], &forward(), PATIENT).await.is_err());
    assert!(run(&[], &forward(), PATIENT).await.is_err());
}

/// Whether this process is there and not merely unburied.
fn lives(pid: &str) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", pid.trim())).unwrap_or_default();
    stat.rsplit(") ").next().is_some_and(|rest| !rest.is_empty() && !rest.starts_with('Z'))
}

async fn until_gone(pid: &str) {
    let began = Instant::now();
    while lives(pid) {
        assert!(began.elapsed() < PATIENT, "process {pid} goes on");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn a_script_that_never_ends_is_ended_with_all_that_it_started() {
    let folder = tempfile::tempdir().unwrap();
    let pids = folder.path().join("pids");
    let lines = format!("sleep 1000 & echo $! >'{0}'; echo $$ >>'{0}'; wait", pids.display());
    let began = Instant::now();
    let failure = run(&script(folder.path(), &lines), &forward(), Duration::from_secs(1)).await.unwrap_err();
    assert!(failure.why.contains("was not over within 1 s"), "{failure}");
    assert!(began.elapsed() < PATIENT);
    for pid in std::fs::read_to_string(pids).unwrap().lines() {
        until_gone(pid).await;
    }
}

#[tokio::test]
async fn a_script_that_nobody_waits_for_any_more_is_ended_too() {
    let folder = tempfile::tempdir().unwrap();
    let fifo = folder.path().join("pid");
    let command = script(folder.path(), &format!("echo $$ >'{}'; exec sleep 1000", fifo.display()));
    let task = tokio::spawn(async move { run(&command, &forward(), PATIENT).await });
    let began = Instant::now();
    let pid = loop {
        match std::fs::read_to_string(&fifo) {
            Ok(pid) if pid.ends_with('\n') => break pid,
            _ => assert!(began.elapsed() < PATIENT),
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    };
    task.abort();
    until_gone(&pid).await;
}

#[tokio::test]
async fn a_script_that_writes_without_end_is_not_held_up_by_it_and_one_that_leaves_something_behind_is_over() {
    let folder = tempfile::tempdir().unwrap();
    let much = script(folder.path(), "head -c 3000000 /dev/zero; head -c 3000000 /dev/zero >&2");
    run(&much, &forward(), PATIENT).await.unwrap();
    let pid = folder.path().join("pid");
    let left = script(folder.path(), &format!("sleep 1000 & echo $! >'{}'", pid.display()));
    let began = Instant::now();
    run(&left, &forward(), PATIENT).await.unwrap();
    assert!(began.elapsed() < PATIENT / 2, "what it started holds its output open, and is not waited for");
    let pid: i32 = std::fs::read_to_string(pid).unwrap().trim().parse().unwrap();
    let pid = rustix::process::Pid::from_raw(pid).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
}
