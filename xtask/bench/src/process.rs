//! What the kernel says about processes: memory, processor time, and who belongs to whom.

use std::fs;
use std::time::Duration;

use crate::linux::Outcome;

/// Ticks of `utime` and `stime` in a second. Linux has said 100 to programs on every machine since 2.6.
const TICKS: u64 = 100;

/// Its proportional share of memory (PSS) in KiB, from `/proc/PID/smaps_rollup`.
pub(crate) fn pss(pid: u32) -> Outcome<u64> {
    let text = fs::read_to_string(format!("/proc/{pid}/smaps_rollup"))?;
    let line = text.lines().find_map(|line| line.strip_prefix("Pss:")).ok_or("no Pss in smaps_rollup")?;
    Ok(line.trim().trim_end_matches("kB").trim().parse()?)
}

/// Processor time that it has used, from `/proc/PID/stat`: user and system, in steps of 10 ms.
pub(crate) fn processor_time(pid: u32) -> Outcome<Duration> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    // The name may contain anything, so fields are counted from its closing bracket: state is the first.
    let fields: Vec<&str> = text.rsplit_once(')').map_or("", |(_, rest)| rest).split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<u64>().ok()).ok_or("no times in stat");
    Ok(Duration::from_millis((ticks(11)? + ticks(12)?) * 1000 / TICKS))
}

/// How often its threads gave the processor up to wait for something.
pub(crate) fn waits(pid: u32) -> Outcome<u64> {
    let mut sum = 0;
    for thread in fs::read_dir(format!("/proc/{pid}/task"))?.flatten() {
        let status = fs::read_to_string(thread.path().join("status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
        sum += line.and_then(|number| number.trim().parse::<u64>().ok()).unwrap_or(0);
    }
    Ok(sum)
}

/// Every process, by id and name, whose environment contains this text.
pub(crate) fn with_environment(text: &str) -> Vec<(u32, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        // Others' processes cannot be read, and a process may end while it is looked at.
        let Ok(environment) = fs::read(entry.path().join("environ")) else { continue };
        if environment.windows(text.len()).any(|part| part == text.as_bytes()) {
            let name = fs::read_to_string(entry.path().join("comm")).unwrap_or_default();
            found.push((pid, name.trim().to_owned()));
        }
    }
    found
}
