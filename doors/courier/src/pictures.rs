//! Pictures of letters, fetched from the world: never from an address inside, never more than asked for, and nothing but pictures.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, ensure};
use mail::{Fetched, Fetching, PICTURE_BYTES_MAX, PictureSource};
use reqwest::{Client, header, redirect};
use tokio::sync::Semaphore;
use url::{Host, Url};

use crate::{CONNECT_WITHIN, Judging, Network, judge, tls};

/// Longest time until a picture is there.
const PICTURE_WITHIN: Duration = Duration::from_secs(10);
/// Times that a server may send us on to another address.
const REDIRECTS_MAX: usize = 3;
/// Pictures fetched at the same time.
const AT_ONCE_MAX: usize = 8;

/// Fetches pictures; cheap to clone.
#[derive(Clone)]
pub struct Pictures {
    client: Client,
    allowed: Arc<[Network]>,
    places: Arc<Semaphore>,
}

impl Pictures {
    /// From the world, and from these networks. Strangers write the addresses: outside of tests there are none.
    ///
    /// # Errors
    /// When the client cannot be made.
    pub fn new(allowed: Vec<Network>) -> anyhow::Result<Self> {
        let allowed: Arc<[Network]> = allowed.into();
        let judged = Arc::clone(&allowed);
        let onward = redirect::Policy::custom(move |attempt| {
            if attempt.previous().len() > REDIRECTS_MAX {
                return attempt.error("it sends us on and on");
            }
            match may(&judged, attempt.url()) {
                Ok(()) => attempt.follow(),
                Err(error) => attempt.error(error.to_string()),
            }
        });
        let client = Client::builder()
            .tls_backend_preconfigured(tls()?)
            .redirect(onward)
            .referer(false)
            .no_proxy()
            .dns_resolver(Arc::new(Judging(Arc::clone(&allowed))))
            .connect_timeout(CONNECT_WITHIN)
            .timeout(PICTURE_WITHIN)
            .user_agent("Mozilla/5.0 (compatible; pictures of letters)")
            .build()
            .context("the client of pictures")?;
        Ok(Self { client, allowed, places: Arc::new(Semaphore::new(AT_ONCE_MAX)) })
    }

    async fn get(&self, address: &str) -> anyhow::Result<Fetched> {
        let url = Url::parse(address).context("the address does not read")?;
        may(&self.allowed, &url)?;
        let _place = self.places.acquire().await?;
        let wanted = "image/webp,image/png,image/jpeg,image/gif";
        let mut answer = self.client.get(url).header(header::ACCEPT, wanted).send().await.map_err(reqwest::Error::without_url)?;
        ensure!(answer.status().is_success(), "it answered {}", answer.status().as_u16());
        let (long, most) = (answer.content_length().unwrap_or(0), PICTURE_BYTES_MAX as u64);
        ensure!(long <= most, "it is {long} bytes long; {most} are the most");
        let mut bytes = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(reqwest::Error::without_url)? {
            ensure!(bytes.len() + chunk.len() <= PICTURE_BYTES_MAX, "it is longer than {most} bytes");
            bytes.extend_from_slice(&chunk);
        }
        let media_type = kind_of(&bytes).context("it is no picture that may be shown")?;
        Ok(Fetched { bytes, media_type })
    }
}

impl PictureSource for Pictures {
    fn fetch(&self, address: String) -> Fetching<'_> {
        Box::pin(async move { self.get(&address).await })
    }
}

/// May this address be asked? A name is judged again where the connection is made.
fn may(allowed: &[Network], url: &Url) -> anyhow::Result<()> {
    ensure!(matches!(url.scheme(), "http" | "https"), "only http and https are spoken");
    ensure!(url.username().is_empty() && url.password().is_none(), "it wants us to sign in");
    match url.host() {
        Some(Host::Ipv4(address)) => judge(allowed, address.into()),
        Some(Host::Ipv6(address)) => judge(allowed, address.into()),
        Some(Host::Domain(_)) => Ok(()),
        None => Err(anyhow::anyhow!("it names no host")),
    }
}

/// What kind of picture the bytes are, whatever the server calls them. SVG is none: it can hold a program.
fn kind_of(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => None,
    }
}
