//! One figure: what was measured, its target, and what stands beside it.

use std::fmt;
use std::time::Duration;

/// A measured figure as it is printed.
#[derive(Debug)]
pub(crate) struct Figure {
    name: &'static str,
    value: String,
    /// The target in words, and whether it was met.
    target: Option<(String, bool)>,
    beside: Vec<String>,
    measured: bool,
}

impl Figure {
    /// A figure without a target.
    pub(crate) fn new(name: &'static str, value: impl Into<String>) -> Self {
        Self { name, value: value.into(), target: None, beside: Vec::new(), measured: true }
    }

    /// One that could not be taken, and why.
    pub(crate) fn missing(name: &'static str, why: impl fmt::Display) -> Self {
        Self { measured: false, ..Self::new(name, format!("not measured ({why})")) }
    }

    /// Whether it could be taken.
    pub(crate) const fn measured(&self) -> bool {
        self.measured
    }

    /// With what it should be.
    pub(crate) fn target(mut self, target: impl Into<String>, met: bool) -> Self {
        self.target = Some((target.into(), met));
        self
    }

    /// With something measured in the same run.
    pub(crate) fn beside(mut self, line: impl Into<String>) -> Self {
        self.beside.push(line.into());
        self
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<36} {:<28}", self.name, self.value)?;
        if let Some((target, met)) = &self.target {
            write!(f, " {target}: {}", if *met { "met" } else { "not met" })?;
        }
        self.beside.iter().try_for_each(|line| write!(f, "\n    {line}"))
    }
}

/// Milliseconds with one decimal.
pub(crate) fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

/// How many times `one` is `other`.
pub(crate) fn ratio(one: f64, other: f64) -> String {
    if other > 0.0 { format!("{:.2} x", one / other) } else { "no ratio".to_owned() }
}

/// The value below which the part `share` (0 to 1) of the sorted times lies, by the nearest rank.
pub(crate) fn percentile(sorted: &[Duration], share: f64) -> Duration {
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).or(sorted.last()).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_one_of_the_measured_values() {
        let times: Vec<Duration> = (1..=200).map(Duration::from_millis).collect();
        assert_eq!(percentile(&times, 0.5), Duration::from_millis(100));
        assert_eq!(percentile(&times, 0.99), Duration::from_millis(198));
        assert_eq!(percentile(&times, 1.0), Duration::from_millis(200));
        assert_eq!(percentile(&times[..1], 0.99), Duration::from_millis(1));
        assert_eq!(percentile(&[], 0.99), Duration::ZERO);
    }
}
