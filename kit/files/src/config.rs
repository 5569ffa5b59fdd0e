//! Where files are kept: a folder of this machine, or a bucket that speaks S3.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, ensure};
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::prefix::PrefixStore;
use object_store::{BackoffConfig, ClientOptions, ObjectStore, RetryConfig};

/// Tries of one request to S3 before it fails.
const S3_RETRIES_MAX: usize = 4;
/// Longest time for one request with all its tries.
const S3_WITHIN: Duration = Duration::from_secs(60);
/// Longest wait for a connection.
const S3_CONNECT_WITHIN: Duration = Duration::from_secs(10);

/// Where to keep files.
#[derive(Debug, Clone)]
pub enum StoreConfig {
    /// A folder; made when it is not there.
    Folder(PathBuf),
    /// A bucket that speaks S3.
    S3(S3Config),
}

/// How to reach a bucket.
#[derive(Clone)]
pub struct S3Config {
    /// The bucket's name; it must exist.
    pub bucket: String,
    /// A prefix inside the bucket, without slashes at its ends; the bucket's root when empty.
    pub prefix: String,
    /// Where S3 is spoken, for others than AWS: `https://s3.example.org`. Plain `http://` is accepted for this machine only.
    pub endpoint: Option<String>,
    /// The region; most others than AWS take any word.
    pub region: String,
    /// The key's id.
    pub access_key_id: String,
    /// The key's secret.
    pub secret_access_key: String,
}

/// Prints everything but the secret.
impl std::fmt::Debug for S3Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("S3Config")
            .field("bucket", &self.bucket)
            .field("prefix", &self.prefix)
            .field("endpoint", &self.endpoint)
            .field("region", &self.region)
            .field("access_key_id", &self.access_key_id)
            .finish_non_exhaustive()
    }
}

/// What is kept behind the configuration, ready to be asked.
pub(crate) fn open(config: &StoreConfig) -> anyhow::Result<Arc<dyn ObjectStore>> {
    match config {
        StoreConfig::Folder(path) => {
            std::fs::create_dir_all(path).with_context(|| format!("the folder for files, {}, cannot be made", path.display()))?;
            let folder = LocalFileSystem::new_with_prefix(path).with_context(|| format!("the folder for files, {}", path.display()))?;
            Ok(Arc::new(folder.with_fsync(true).with_automatic_cleanup(true)))
        }
        StoreConfig::S3(s3) => bucket(s3),
    }
}

fn bucket(s3: &S3Config) -> anyhow::Result<Arc<dyn ObjectStore>> {
    // One TLS stack for the whole process; whoever comes first installs it, a second time changes nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(&s3.bucket)
        .with_region(&s3.region)
        .with_access_key_id(&s3.access_key_id)
        .with_secret_access_key(&s3.secret_access_key)
        .with_client_options(ClientOptions::new().with_connect_timeout(S3_CONNECT_WITHIN).with_timeout(S3_WITHIN))
        .with_retry(RetryConfig { backoff: BackoffConfig::default(), max_retries: S3_RETRIES_MAX, retry_timeout: S3_WITHIN });
    if let Some(endpoint) = &s3.endpoint {
        let plain = endpoint.starts_with("http://");
        ensure!(
            !plain || is_this_machine(endpoint),
            "{endpoint} would send files and the signature of the key in the clear; use https:// (http:// is for 127.0.0.1 and localhost)"
        );
        // Others than AWS know buckets by path; a name in front of the host needs a certificate for it.
        builder = builder.with_endpoint(endpoint).with_allow_http(plain).with_virtual_hosted_style_request(false);
    }
    let bucket = builder.build().with_context(|| format!("the bucket {}", s3.bucket))?;
    if s3.prefix.is_empty() {
        return Ok(Arc::new(bucket));
    }
    Ok(Arc::new(PrefixStore::new(bucket, s3.prefix.as_str())))
}

fn is_this_machine(endpoint: &str) -> bool {
    let host = endpoint.trim_start_matches("http://").split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit_once(':').map_or(host, |(host, port)| if port.bytes().all(|b| b.is_ascii_digit()) { host } else { "" });
    matches!(host, "localhost" | "[::1]") || host.parse::<std::net::Ipv4Addr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn s3(endpoint: &str) -> StoreConfig {
        StoreConfig::S3(S3Config {
            bucket: "letters".into(),
            prefix: "desk".into(),
            endpoint: Some(endpoint.into()),
            region: "any".into(),
            access_key_id: "id".into(),
            secret_access_key: "very secret".into(),
        })
    }

    #[test]
    fn plain_http_is_for_this_machine_only() {
        for fine in ["https://s3.example.org", "http://127.0.0.1:9000", "http://localhost:9000/", "http://[::1]:9000"] {
            assert!(open(&s3(fine)).is_ok(), "{fine}");
        }
        for refused in ["http://s3.example.org", "http://localhost.example.org", "http://127.0.0.1@evil.example", "http://evil.example:80"]
        {
            assert!(open(&s3(refused)).is_err(), "{refused}");
        }
    }

    #[test]
    fn the_secret_is_never_printed() {
        assert!(!format!("{:?}", s3("https://s3.example.org")).contains("very secret"));
    }
}
