//! Files in a folder: kept once, whole, and found again.

use std::time::Duration;

use files::{FileRef, Store, StoreConfig};
use futures_util::TryStreamExt;
use outcome::{Error, Refusal};

fn store() -> (Store, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder for the test");
    (Store::open(&StoreConfig::Folder(folder.path().join("files"))).expect("a place for files"), folder)
}

fn kept(folder: &tempfile::TempDir) -> usize {
    fn count(path: &std::path::Path) -> usize {
        let entries = std::fs::read_dir(path).expect("the test's folder");
        entries.map(|e| e.expect("an entry").path()).map(|p| if p.is_dir() { count(&p) } else { 1 }).sum()
    }
    count(folder.path())
}

#[tokio::test]
async fn the_same_bytes_are_kept_once() {
    let (store, folder) = store();
    let first = store.put("hello").await.unwrap();
    assert_eq!(first, store.put("hello").await.unwrap());
    assert_eq!((first.bytes, kept(&folder)), (5, 1));
    assert_eq!(first.sha256, "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    assert!(folder.path().join("files/2c/f2").join(&first.sha256).is_file());
    assert_eq!(store.get(&first.sha256).await.unwrap(), "hello");
    assert!(store.exists(&first.sha256).await.unwrap());
}

#[tokio::test]
async fn a_file_cut_short_is_written_again() {
    let (store, folder) = store();
    let file = store.put("whole").await.unwrap();
    std::fs::write(folder.path().join("files").join(&file.sha256[..2]).join(&file.sha256[2..4]).join(&file.sha256), "wh").unwrap();
    store.put("whole").await.unwrap();
    assert_eq!(store.get(&file.sha256).await.unwrap(), "whole");
}

#[tokio::test]
async fn what_is_not_there_is_not_found_and_no_name_leads_outside() {
    let (store, _folder) = store();
    let missing = FileRef::of(b"never put").sha256;
    for name in [missing.as_str(), "", "../../etc/passwd", &"A".repeat(64), &"ä".repeat(32)] {
        assert!(matches!(store.get(name).await, Err(Error::Refused(Refusal::NotFound))), "{name}");
    }
    assert!(!store.exists(&missing).await.unwrap());
}

#[tokio::test]
async fn a_long_file_goes_through_in_pieces_and_a_range_of_it_comes_back() {
    let (store, folder) = store();
    let long: Vec<u8> = (0..20_000_000_u32).map(|n| (n % 251) as u8).collect();
    let file = store.put_reader(long.as_slice(), 20_000_000).await.unwrap();
    assert_eq!(file, FileRef::of(&long));
    assert_eq!(store.put_reader(long.as_slice(), 20_000_000).await.unwrap(), file);
    assert_eq!(kept(&folder), 1);
    let part = store.stream(&file.sha256, Some(9_999_990..10_000_010)).await.unwrap();
    assert_eq!((part.bytes_total, part.range.clone()), (20_000_000, 9_999_990..10_000_010));
    let bytes = part
        .stream
        .try_fold(Vec::new(), |mut all, piece| async move {
            all.extend_from_slice(&piece);
            Ok(all)
        })
        .await
        .unwrap();
    assert_eq!(bytes, long[9_999_990..10_000_010]);
    let end = store.stream(&file.sha256, Some(19_999_999..99_999_999)).await.unwrap();
    assert_eq!(end.range, 19_999_999..20_000_000);
    assert!(matches!(store.stream(&file.sha256, Some(20_000_000..20_000_001)).await, Err(Error::Refused(Refusal::Invalid(_)))));
}

#[tokio::test]
async fn too_much_is_refused_and_leaves_nothing() {
    let (store, folder) = store();
    for (bytes, most) in [(11_usize, 10_u64), (9_000_000, 8_500_000), (20_000_000, 17_000_000)] {
        let refused = store.put_reader(vec![7; bytes].as_slice(), most).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::Invalid(_)))), "{bytes}");
    }
    assert_eq!(kept(&folder), 0);
    assert_eq!(store.put_reader(&b"0123456789"[..], 10).await.unwrap().bytes, 10);
    assert_eq!(store.put_reader(&b""[..], 10).await.unwrap(), FileRef::of(b""));
}

#[tokio::test]
async fn a_place_that_works_says_so_and_keeps_no_probe() {
    let (store, folder) = store();
    store.check().await.unwrap();
    assert_eq!(kept(&folder), 0);
    std::fs::create_dir_all(folder.path().join("files/unfinished")).unwrap();
    std::fs::write(folder.path().join("files/unfinished/left"), "x").unwrap();
    assert_eq!(store.sweep_unfinished(Duration::from_secs(3_600)).await.unwrap(), 0);
    assert_eq!(store.sweep_unfinished(Duration::ZERO).await.unwrap(), 1);
}

#[test]
fn threads_that_may_wait_put_and_get() {
    let (store, _folder) = store();
    let file = store.put_now("from a command").unwrap();
    assert_eq!(store.get_now(&file.sha256).unwrap(), "from a command");
}
