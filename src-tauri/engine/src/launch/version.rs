//! Which of two versions is older, by their three numbers.

/// True when `theirs` is older than `own`. What is written after the three numbers does not count, and what is no
/// number counts as 0, so an agent that can't say its version is replaced.
pub(super) fn is_older(theirs: &str, own: &str) -> bool {
    numbers(theirs) < numbers(own)
}

fn numbers(version: &str) -> [u64; 3] {
    let core = version.trim().split(['-', '+']).next().unwrap_or_default();
    let mut parts = core.split('.').map(|part| part.parse().unwrap_or(0));
    [(); 3].map(|()| parts.next().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_number() {
        let table = [
            ("0.1.0", "0.1.0", false),
            ("0.1.0", "0.1.1", true),
            ("0.9.0", "0.10.0", true),
            ("1.0.0", "0.10.0", false),
            ("0.2.0-rc.1", "0.2.0", false),
            ("0.2.0+linux", "0.2.1", true),
            ("", "0.1.0", true),
            ("nonsense", "0.1.0", true),
        ];
        for (theirs, own, older) in table {
            assert_eq!(is_older(theirs, own), older, "{theirs} against {own}");
        }
    }
}
