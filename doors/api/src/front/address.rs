//! Where a request comes from: the socket's word, or a trusted proxy's.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, Request};

/// Most hops of `X-Forwarded-For` that are read.
const HOPS_MAX: usize = 16;

/// The asker's address; a hop is believed as far as the one that vouches for it is a trusted proxy.
pub(super) fn client_address(request: &Request, trusted: &[IpAddr]) -> IpAddr {
    let mut address = request.extensions().get::<ConnectInfo<SocketAddr>>().map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |c| c.0.ip());
    let told = request.headers().get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok()).collect::<Vec<_>>().join(",");
    for hop in told.rsplit(',').take(HOPS_MAX) {
        let (true, Ok(before)) = (trusted.contains(&address), hop.trim().parse()) else { break };
        address = before;
    }
    address
}
