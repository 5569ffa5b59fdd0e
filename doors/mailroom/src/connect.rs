//! A connection to a mail server: name, port, TLS. Each step that fails says which it was, in words that name what is missing.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use mail::{Security, Server, Why};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, ServerName};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::{CertificateError, ClientConfig, Error as TlsError, RootCertStore};

/// Longest wait for a name's addresses.
const NAME_WITHIN: Duration = Duration::from_secs(10);
/// Longest wait for each address to take the connection.
const PORT_WITHIN: Duration = Duration::from_secs(15);
/// Longest wait for TLS.
const TLS_WITHIN: Duration = Duration::from_secs(20);

/// A stream of bytes, in the clear or over TLS.
pub(crate) trait Socket: AsyncRead + AsyncWrite + Unpin + Send + Sync + fmt::Debug {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send + Sync + fmt::Debug> Socket for T {}

/// Any of them.
pub(crate) type Stream = Box<dyn Socket>;

/// What kept us from a mail server, and at which step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The step: `name`, `port`, `tls`, `greeting`, `sign_in`, `folder`, `receive`, `send`.
    pub part: &'static str,
    /// What it was, as a sentence of the catalogue with its arguments.
    pub says: Why,
    /// What to do about it.
    pub advice: Why,
    /// The same in plain English, for logs and for who looks at the mailbox.
    pub plain: String,
}

impl Trouble {
    /// Trouble at a step; the sentences are `doctor-<key>` and `doctor-<key>-do`.
    pub(crate) fn new(part: &'static str, key: &str, args: &[(&'static str, &str)], plain: impl Into<String>) -> Self {
        let why = |key: String| args.iter().fold(Why { key, args: std::collections::BTreeMap::new() }, |why, (n, v)| why.with(n, v));
        Self { part, says: why(format!("doctor-{key}")), advice: why(format!("doctor-{key}-do")), plain: plain.into() }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.plain)
    }
}

impl std::error::Error for Trouble {}

/// The addresses of a server's name.
pub(crate) async fn addresses(host: &str, port: u16) -> Result<Vec<SocketAddr>, Trouble> {
    let found = tokio::time::timeout(NAME_WITHIN, tokio::net::lookup_host((host, port))).await;
    let why = match found {
        Ok(Ok(found)) => {
            let all: Vec<_> = found.collect();
            if !all.is_empty() {
                return Ok(all);
            }
            "it has no address".to_owned()
        }
        Ok(Err(error)) => error.to_string(),
        Err(_) => "no answer of the name servers in time".to_owned(),
    };
    Err(Trouble::new("name", "name", &[("host", host), ("says", &why)], format!("the name {host} is not known: {why}")))
}

/// A connection to the first of these addresses that takes one.
pub(crate) async fn to_port(host: &str, port: u16, addresses: &[SocketAddr]) -> Result<TcpStream, Trouble> {
    let mut last = String::new();
    for address in addresses {
        match tokio::time::timeout(PORT_WITHIN, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => {
                let _ = stream.set_nodelay(true);
                return Ok(stream);
            }
            Ok(Err(error)) => last = error.to_string(),
            Err(_) => last = format!("no answer in {} s", PORT_WITHIN.as_secs()),
        }
    }
    let at = port.to_string();
    let plain = format!("{host}, port {port}, takes no connection: {last}");
    Err(Trouble::new("port", "port", &[("host", host), ("port", &at), ("says", &last)], plain))
}

/// A connection to a server, over TLS from its first byte where that is its way.
pub(crate) async fn connect(server: &Server) -> Result<Stream, Trouble> {
    let port = port_of(server);
    let stream = to_port(&server.host, port, &addresses(&server.host, port).await?).await?;
    if server.security == Security::Tls { to_tls(server, Box::new(stream)).await } else { Ok(Box::new(stream)) }
}

/// The port of a server; a row holds none that is no port.
pub(crate) fn port_of(server: &Server) -> u16 {
    u16::try_from(server.port).unwrap_or_default()
}

/// The connection over TLS, its certificate verified.
pub(crate) async fn to_tls(server: &Server, stream: Stream) -> Result<Stream, Trouble> {
    Ok(Box::new(handshake(&server.host, &server.authority, stream).await?))
}

/// The handshake alone, for who wants to look at the certificate.
pub(crate) async fn handshake(host: &str, authority: &str, stream: Stream) -> Result<tokio_rustls::client::TlsStream<Stream>, Trouble> {
    let of_tls = |says: &str| Trouble::new("tls", "tls", &[("host", host), ("says", says)], format!("TLS to {host} fails: {says}"));
    let config = client_config(authority).map_err(|error| of_tls(&format!("{error:#}")))?;
    let name = ServerName::try_from(host.to_owned()).map_err(|error| of_tls(&error.to_string()))?;
    match tokio::time::timeout(TLS_WITHIN, TlsConnector::from(Arc::new(config)).connect(name, stream)).await {
        Ok(Ok(stream)) => Ok(stream),
        Ok(Err(error)) => Err(tls_trouble(host, &error).unwrap_or_else(|| of_tls(&error.to_string()))),
        Err(_) => Err(of_tls(&format!("no answer in {} s", TLS_WITHIN.as_secs()))),
    }
}

/// The system's certificates, or the web's where the system has none, and those given as PEM.
pub(crate) fn client_config(authority: &str) -> anyhow::Result<ClientConfig> {
    let mut roots = RootCertStore::empty();
    let system = rustls_native_certs::load_native_certs();
    roots.add_parsable_certificates(system.certs);
    if roots.is_empty() {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    for certificate in CertificateDer::pem_slice_iter(authority.as_bytes()) {
        roots.add(certificate?)?;
    }
    Ok(ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth())
}

/// What is wrong with a certificate, as far as that is it.
fn tls_trouble(host: &str, error: &std::io::Error) -> Option<Trouble> {
    let error = error.get_ref()?.downcast_ref::<TlsError>()?;
    let (key, plain) = match error {
        TlsError::InvalidCertificate(wrong) => match wrong {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => ("tls-expired", "its certificate has expired"),
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                ("tls-early", "its certificate is not valid yet")
            }
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                ("tls-name", "its certificate is for another name")
            }
            CertificateError::UnknownIssuer => ("tls-issuer", "its certificate comes from an authority that this machine does not know"),
            CertificateError::Revoked => ("tls-revoked", "its certificate was revoked"),
            _ => return None,
        },
        TlsError::InvalidMessage(_) => ("tls-none", "it speaks no TLS on that port"),
        _ => return None,
    };
    let plain = format!("TLS to {host} fails: {plain} ({error})");
    Some(Trouble::new("tls", key, &[("host", host), ("says", &error.to_string())], plain))
}
