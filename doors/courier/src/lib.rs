//! The way out for webhooks and for pictures of letters: speaks to addresses of the world, and to none inside unless the configuration
//! allows it.
//!
//! Addresses are judged where the connection is made, by the resolver that the client itself uses: a name that answers differently the
//! second time gains nothing by it. Webhooks follow no redirects, and no proxy is asked.

mod network;
mod pictures;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Client, redirect};
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use url::{Host, Url};
use webhooks::{ANSWER_BYTES_KEPT, Came, Carrying, Parcel};

pub use network::{Network, is_public};
pub use pictures::Pictures;

/// Longest time until a connection stands.
const CONNECT_WITHIN: Duration = Duration::from_secs(5);
/// Longest time until the receiver has answered.
const ANSWER_WITHIN: Duration = Duration::from_secs(12);

/// Carries parcels; cheap to clone.
#[derive(Clone)]
pub struct Courier {
    client: Client,
    allowed: Arc<[Network]>,
    answer_within: Duration,
}

impl Courier {
    /// A courier to the world, and to these networks.
    ///
    /// # Errors
    /// When the client cannot be made.
    pub fn new(allowed: Vec<Network>) -> anyhow::Result<Self> {
        Self::within(allowed, ANSWER_WITHIN)
    }

    /// A courier that waits for an answer so long.
    ///
    /// # Errors
    /// When the client cannot be made.
    pub fn within(allowed: Vec<Network>, answer_within: Duration) -> anyhow::Result<Self> {
        let allowed: Arc<[Network]> = allowed.into();
        let client = Client::builder()
            .tls_backend_preconfigured(tls()?)
            .redirect(redirect::Policy::none())
            .no_proxy()
            .dns_resolver(Arc::new(Judging(Arc::clone(&allowed))))
            .connect_timeout(CONNECT_WITHIN)
            .timeout(answer_within)
            .user_agent("Firstline webhooks")
            .build()
            .context("the client of webhooks")?;
        Ok(Self { client, allowed, answer_within })
    }
}

impl webhooks::Courier for Courier {
    fn carry(&self, parcel: Parcel) -> Carrying {
        let courier = self.clone();
        Box::pin(async move {
            let begun = Instant::now();
            let mut came = courier.post(parcel).await.unwrap_or_else(|error| Came { error: said(&error), ..Came::default() });
            came.took_ms = i64::try_from(begun.elapsed().as_millis()).unwrap_or(i64::MAX);
            came
        })
    }
}

impl Courier {
    async fn post(&self, parcel: Parcel) -> anyhow::Result<Came> {
        let url = Url::parse(&parcel.address).context("the address does not read")?;
        // A name goes through the resolver below; an address written out never gets there.
        match url.host() {
            Some(Host::Ipv4(address)) => judge(&self.allowed, address.into())?,
            Some(Host::Ipv6(address)) => judge(&self.allowed, address.into())?,
            _ => {}
        }
        let method = reqwest::Method::from_bytes(parcel.method.as_str().as_bytes()).context("the method does not read")?;
        let mut request = self.client.request(method, url);
        if parcel.method.has_body() {
            request = request.header("content-type", "application/json").body(parcel.body);
        }
        for (name, value) in &parcel.headers {
            request = request.header(name, value);
        }
        let mut answer = request.send().await.map_err(|e| self.told(e))?;
        let (status, mut bytes) = (answer.status().as_u16(), Vec::new());
        // What is not kept is not read: a receiver whose answer has no end holds nothing up.
        while bytes.len() < ANSWER_BYTES_KEPT {
            let Ok(Some(chunk)) = answer.chunk().await else { break };
            bytes.extend_from_slice(&chunk);
        }
        bytes.truncate(ANSWER_BYTES_KEPT);
        Ok(Came { status: Some(status), answer: String::from_utf8_lossy(&bytes).into_owned(), ..Came::default() })
    }

    fn told(&self, error: reqwest::Error) -> anyhow::Error {
        if error.is_timeout() {
            return anyhow::anyhow!("it did not answer within {} s", self.answer_within.as_secs_f32());
        }
        anyhow::Error::from(error.without_url())
    }
}

/// Resolves names, and leaves out what may not be spoken to.
struct Judging(Arc<[Network]>);

impl Resolve for Judging {
    fn resolve(&self, name: Name) -> Resolving {
        let allowed = Arc::clone(&self.0);
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let may: Vec<SocketAddr> = found.into_iter().filter(|at| judge(&allowed, at.ip()).is_ok()).collect();
            if may.is_empty() {
                return Err(format!("{} has no address that may be spoken to", name.as_str()).into());
            }
            Ok(Box::new(may.into_iter()) as Addrs)
        })
    }
}

fn judge(allowed: &[Network], address: IpAddr) -> anyhow::Result<()> {
    let may = is_public(address) || allowed.iter().any(|network| network.holds(address));
    anyhow::ensure!(may, "{address} is an address inside, and webhook_networks does not name it");
    Ok(())
}

/// The whole chain of what went wrong, in one line.
fn said(error: &anyhow::Error) -> String {
    error.chain().map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

fn tls() -> anyhow::Result<ClientConfig> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    Ok(ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth())
}
