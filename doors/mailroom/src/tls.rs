//! The certificate a door shows.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use outcome::Result;
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;

/// A certificate and its key, as PEM files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFiles {
    /// The certificate, followed by those that vouch for it.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

impl TlsFiles {
    /// Do the files hold what they should?
    ///
    /// # Errors
    /// Which does not.
    pub fn check(&self) -> Result<()> {
        self.acceptor().map(drop)
    }

    /// Reads the files.
    ///
    /// # Errors
    /// Which file does not hold what it should.
    pub(crate) fn acceptor(&self) -> Result<TlsAcceptor> {
        let (certificate, key) = (&self.certificate, &self.key);
        let chain = CertificateDer::pem_file_iter(certificate)
            .and_then(Iterator::collect::<std::result::Result<Vec<_>, _>>)
            .with_context(|| format!("{} holds no certificate", certificate.display()))?;
        let secret = PrivateKeyDer::from_pem_file(key).with_context(|| format!("{} holds no private key", key.display()))?;
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .context("TLS 1.2 and 1.3")?
            .with_no_client_auth()
            .with_single_cert(chain, secret)
            .with_context(|| format!("the certificate in {} does not go with the key in {}", certificate.display(), key.display()))?;
        Ok(TlsAcceptor::from(Arc::new(config)))
    }
}
