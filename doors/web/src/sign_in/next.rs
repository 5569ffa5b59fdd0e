//! Where to go after signing in: a path of ours, or nothing.

/// Longest path that is gone back to, in bytes.
const BYTES_MAX: usize = 2_000;

/// `next` if it is a path on this host and no address of another's: browsers read `//host` and `/\host` as one.
#[must_use]
pub fn own_path(next: &str) -> Option<&str> {
    let mut bytes = next.bytes();
    let starts_well = bytes.next() == Some(b'/') && !matches!(bytes.next(), Some(b'/' | b'\\'));
    let plain = next.len() <= BYTES_MAX && !next.contains(['\\', '\r', '\n', '\t']) && !next.starts_with("/sign-");
    (starts_well && plain).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn no_open_redirect() {
        assert_eq!(own_path("/tickets/42?list=mine"), Some("/tickets/42?list=mine"));
        for bad in ["//evil.example", "/\\evil.example", "https://evil.example", "evil", "", "/\t/evil.example", "/sign-in"] {
            assert_eq!(own_path(bad), None, "{bad}");
        }
    }
}
