//! Which addresses may be spoken to: those of the world, and the networks that the configuration names.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use anyhow::{Context, ensure};

/// A network: `10.1.0.0/16`, `fd00::/8`, or one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    base: IpAddr,
    bits: u32,
}

impl FromStr for Network {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> anyhow::Result<Self> {
        let (base, bits) = text.trim().split_once('/').map_or((text.trim(), None), |(base, bits)| (base, Some(bits)));
        let wrong = || format!("{text:?} is no network; one is written 10.1.0.0/16, or as a single address");
        let base: IpAddr = base.parse().with_context(wrong)?;
        let most = if base.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), |bits| bits.parse().with_context(wrong))?;
        ensure!(bits <= most, wrong());
        Ok(Self { base, bits })
    }
}

impl Network {
    /// Is the address in it?
    #[must_use]
    pub fn holds(&self, address: IpAddr) -> bool {
        match (self.base, address) {
            (IpAddr::V4(base), IpAddr::V4(other)) => self.bits == 0 || (base.to_bits() ^ other.to_bits()) >> (32 - self.bits) == 0,
            (IpAddr::V6(base), IpAddr::V6(other)) => self.bits == 0 || (base.to_bits() ^ other.to_bits()) >> (128 - self.bits) == 0,
            _ => false,
        }
    }
}

/// Does an address belong to the world, and not to a machine, a house or a provider's inside (IANA's special-purpose registries)?
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(v4: Ipv4Addr) -> bool {
    let [a, b, c, _] = v4.octets();
    let special =
        v4.is_private() || v4.is_loopback() || v4.is_link_local() || v4.is_multicast() || v4.is_broadcast() || v4.is_documentation();
    let shared = a == 100 && (64..128).contains(&b);
    let protocols = (a, b, c) == (192, 0, 0) || (a, b, c) == (192, 88, 99);
    let tested = a == 198 && (b == 18 || b == 19);
    !(special || a == 0 || shared || protocols || tested || a >= 240)
}

fn is_public_v6(v6: Ipv6Addr) -> bool {
    // An address of the other kind inside this one is judged as what it is.
    if let Some(v4) = v6.to_ipv4_mapped() {
        return is_public_v4(v4);
    }
    let words = v6.segments();
    let inside = |high: u16, low: u16| Ipv4Addr::from(u32::from(high) << 16 | u32::from(low));
    match words {
        [0x2002, high, low, ..] => is_public_v4(inside(high, low)),
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => is_public_v4(inside(high, low)),
        [0x2001, second, ..] if second < 0x200 || second == 0xdb8 => false,
        [0x3fff, second, ..] if second < 0x1000 => false,
        // Only 2000::/3 is given out; all else is local, multicast, or nobody's.
        _ => words[0] & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::{Network, is_public};

    #[test]
    fn addresses_of_machines_houses_and_providers_are_not_public() {
        let inside = "127.0.0.1 127.8.8.8 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255 \
                      192.0.2.1 198.18.0.1 240.0.0.1 ::1 :: fe80::1 fd00::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 2002:7f00:1:: \
                      64:ff9b::a00:1 ::127.0.0.1 2001:db8::1 fec0::1";
        for address in inside.split_whitespace() {
            assert!(!is_public(address.parse().expect("an address")), "{address}");
        }
        for address in ["9.9.9.9", "172.32.0.1", "100.128.0.1", "2620:fe::fe", "64:ff9b::909:909"] {
            assert!(is_public(address.parse().expect("an address")), "{address}");
        }
    }

    #[test]
    fn a_network_holds_its_addresses_and_no_others() {
        let network = |text: &str| text.parse::<Network>().expect("a network");
        assert!(network("10.1.0.0/16").holds("10.1.255.3".parse().expect("an address")));
        assert!(!network("10.1.0.0/16").holds("10.2.0.1".parse().expect("an address")));
        assert!(network("127.0.0.1").holds("127.0.0.1".parse().expect("an address")));
        assert!(network("fd00::/8").holds("fd12::1".parse().expect("an address")));
        for wrong in ["", "10.0.0.0/33", "hooks.example", "10.0.0.0/x"] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
    }
}
