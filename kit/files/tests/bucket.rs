//! Files in a bucket: the same promises as in a folder, kept against a real S3 server of this process.

use std::net::SocketAddr;
use std::time::Duration;

use files::{FileRef, S3Config, Store, StoreConfig};
use futures_util::TryStreamExt;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use outcome::{Error, Refusal};
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use tokio::net::TcpListener;

/// A server that keeps the bucket `desk` in a folder, and lets one key in.
struct Bucket {
    address: SocketAddr,
    folder: tempfile::TempDir,
}

impl Bucket {
    async fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        std::fs::create_dir(folder.path().join("desk")).expect("the bucket");
        let mut service = S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder.path()).expect("a place for objects"));
        service.set_auth(SimpleAuth::from_single("id", "secret"));
        let service = service.build();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("its address");
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let service = service.clone();
                tokio::spawn(async move {
                    let _ = Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(socket), service).await;
                });
            }
        });
        Self { address, folder }
    }

    fn store(&self, secret: &str) -> Store {
        let config = S3Config {
            bucket: "desk".into(),
            prefix: "files".into(),
            endpoint: Some(format!("http://{}", self.address)),
            region: "any".into(),
            access_key_id: "id".into(),
            secret_access_key: secret.into(),
        };
        Store::open(&StoreConfig::S3(config)).expect("a bucket")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_put_comes_back_whole_and_in_part_and_is_kept_once() {
    let bucket = Bucket::start().await;
    let store = bucket.store("secret");
    let first = store.put("hello").await.unwrap();
    assert_eq!(first, store.put("hello").await.unwrap());
    assert_eq!(store.get(&first.sha256).await.unwrap(), "hello");
    assert!(bucket.folder.path().join("desk/files/2c/f2").join(&first.sha256).is_file(), "below the prefix");
    let missing = FileRef::of(b"never put").sha256;
    assert!(!store.exists(&missing).await.unwrap());
    assert!(matches!(store.get(&missing).await, Err(Error::Refused(Refusal::NotFound))));

    let long: Vec<u8> = (0..20_000_000_u32).map(|n| (n % 251) as u8).collect();
    let file = store.put_reader(long.as_slice(), 20_000_000).await.unwrap();
    assert_eq!(file, FileRef::of(&long));
    let part = store.stream(&file.sha256, Some(9_999_990..10_000_010)).await.unwrap();
    assert_eq!(part.bytes_total, 20_000_000);
    let bytes = part
        .stream
        .try_fold(Vec::new(), |mut all, piece| async move {
            all.extend_from_slice(&piece);
            Ok(all)
        })
        .await
        .unwrap();
    assert_eq!(bytes, long[9_999_990..10_000_010]);
    let mut listed = tokio::task::spawn_blocking(move || store.list_now()).await.unwrap().unwrap();
    listed.sort();
    let mut kept = vec![first.sha256, file.sha256];
    kept.sort();
    assert_eq!(listed, kept);
}

#[tokio::test(flavor = "multi_thread")]
async fn too_much_is_refused_and_leaves_nothing() {
    let bucket = Bucket::start().await;
    let store = bucket.store("secret");
    for (bytes, most) in [(11_usize, 10_u64), (20_000_000, 17_000_000)] {
        let refused = store.put_reader(vec![7; bytes].as_slice(), most).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::Invalid(_)))), "{bytes}");
    }
    let left = tokio::task::spawn_blocking(move || store.list_now()).await.unwrap().unwrap();
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_check_tells_a_bucket_that_works_from_a_wrong_key() {
    let bucket = Bucket::start().await;
    bucket.store("secret").check().await.unwrap();
    let wrong = bucket.store("wrong");
    let refused = tokio::time::timeout(Duration::from_secs(30), wrong.check()).await.expect("an answer in time");
    assert!(refused.is_err(), "a wrong key was let in");
}
