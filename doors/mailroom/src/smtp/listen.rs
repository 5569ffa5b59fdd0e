//! Where a door listens: a port, or a socket in the file system for programs of the same machine.

use std::fmt;
use std::io::Result;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use tokio::net::{TcpListener, UnixListener};

use crate::connect::Stream;

/// Whoever may enter the folder may hand letters in: the folder's own rights say who that is.
const SOCKET_MODE: u32 = 0o666;

/// A place to listen at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listen {
    /// An address and a port.
    Tcp(SocketAddr),
    /// A socket in the file system.
    Unix(PathBuf),
}

impl From<SocketAddr> for Listen {
    fn from(address: SocketAddr) -> Self {
        Self::Tcp(address)
    }
}

impl FromStr for Listen {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> anyhow::Result<Self> {
        match text.strip_prefix("unix:") {
            Some(path) if path.starts_with('/') => Ok(Self::Unix(PathBuf::from(path))),
            Some(_) => anyhow::bail!("a socket is named by its whole path: unix:/run/firstline/lmtp, not {text:?}"),
            None => match text.parse() {
                Ok(address) => Ok(Self::Tcp(address)),
                Err(_) => {
                    anyhow::bail!("this must be an address and a port such as 127.0.0.1:2525, or unix:/path/of/a/socket, not {text:?}")
                }
            },
        }
    }
}

impl fmt::Display for Listen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp(address) => address.fmt(f),
            Self::Unix(path) => write!(f, "unix:{}", path.display()),
        }
    }
}

/// Somebody who listens.
pub(super) enum Listener {
    Tcp(TcpListener),
    Unix(UnixListener, PathBuf),
}

impl Listener {
    pub(super) async fn bind(at: &Listen) -> Result<Self> {
        match at {
            Listen::Tcp(address) => TcpListener::bind(address).await.map(Self::Tcp),
            Listen::Unix(path) => {
                remove_left_behind(path);
                let listener = UnixListener::bind(path)?;
                std::fs::set_permissions(path, std::fs::Permissions::from_mode(SOCKET_MODE))?;
                Ok(Self::Unix(listener, path.clone()))
            }
        }
    }

    pub(super) fn place(&self) -> Result<Listen> {
        match self {
            Self::Tcp(listener) => listener.local_addr().map(Listen::Tcp),
            Self::Unix(_, path) => Ok(Listen::Unix(path.clone())),
        }
    }

    /// The next connection, and whose it is; programs of this machine come from this machine.
    pub(super) async fn accept(&self) -> Result<(Stream, IpAddr)> {
        match self {
            Self::Tcp(listener) => {
                let (stream, peer) = listener.accept().await?;
                let _ = stream.set_nodelay(true);
                Ok((Box::new(stream), peer.ip()))
            }
            Self::Unix(listener, _) => Ok((Box::new(listener.accept().await?.0), IpAddr::V4(Ipv4Addr::LOCALHOST))),
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Self::Unix(_, path) = self {
            let _ = std::fs::remove_file(path);
        }
    }
}

/// A socket that nobody listens at any more is in the way of the next one.
fn remove_left_behind(path: &Path) {
    let is_socket = std::fs::symlink_metadata(path).is_ok_and(|found| found.file_type().is_socket());
    if is_socket && std::os::unix::net::UnixStream::connect(path).is_err() {
        let _ = std::fs::remove_file(path);
    }
}

#[cfg(test)]
mod tests {
    use super::Listen;

    #[test]
    fn places_are_read_and_mistakes_named() {
        for text in ["127.0.0.1:2525", "[::1]:24", "unix:/run/firstline/lmtp"] {
            assert_eq!(text.parse::<Listen>().unwrap().to_string(), text);
        }
        for wrong in ["", "2525", "localhost:2525", "unix:lmtp", "/run/lmtp"] {
            assert!(wrong.parse::<Listen>().is_err(), "{wrong}");
        }
    }
}
