//! Where a request comes from: the socket's word, or a trusted proxy's.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, Request};

/// Most hops of `X-Forwarded-For` that are read.
const HOPS_MAX: usize = 16;

/// The asker's address. `X-Forwarded-For` counts only as far as each hop that vouches for it is a trusted proxy.
#[must_use]
pub fn client_address(request: &Request, trusted: &[IpAddr]) -> IpAddr {
    let socket = request.extensions().get::<ConnectInfo<SocketAddr>>().map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |c| c.0.ip());
    let forwarded = request.headers().get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok()).collect::<Vec<_>>().join(",");
    believed(socket, &forwarded, trusted)
}

fn believed(socket: IpAddr, forwarded: &str, trusted: &[IpAddr]) -> IpAddr {
    let mut address = socket;
    for hop in forwarded.rsplit(',').take(HOPS_MAX) {
        if !trusted.contains(&address) {
            break;
        }
        let Ok(before) = hop.trim().parse() else { break };
        address = before;
    }
    address
}

#[cfg(test)]
mod tests {
    use super::believed;

    #[test]
    fn only_trusted_proxies_are_believed() {
        let ip = |s: &str| s.parse().unwrap();
        let proxy = [ip("10.0.0.1")];
        assert_eq!(believed(ip("203.0.113.9"), "198.51.100.1", &proxy), ip("203.0.113.9"));
        assert_eq!(believed(ip("10.0.0.1"), "6.6.6.6, 198.51.100.1", &proxy), ip("198.51.100.1"));
        assert_eq!(believed(ip("10.0.0.1"), "nonsense", &proxy), ip("10.0.0.1"));
        assert_eq!(believed(ip("10.0.0.1"), "", &proxy), ip("10.0.0.1"));
    }
}
