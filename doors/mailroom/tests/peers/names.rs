//! A name server that knows what the test tells it (RFC 1035), and no network.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use mail_auth::hickory_resolver::proto::op::{Message, MessageType, OpCode, ResponseCode};
use mail_auth::hickory_resolver::proto::rr::rdata::{SOA, TXT};
use mail_auth::hickory_resolver::proto::rr::{Name, RData, Record, RecordType};
use tokio::net::UdpSocket;

/// Starts a server with these TXT records; where it listens.
pub async fn start(records: &[(&str, &str)]) -> SocketAddr {
    start_with(records, "-").await.0
}

/// The same, where nobody answers for names that end in `dead`; with the number of questions it was asked.
pub async fn start_with(records: &[(&str, &str)], dead: &str) -> (SocketAddr, Arc<AtomicUsize>) {
    let socket = UdpSocket::bind(("127.0.0.1", 0)).await.expect("a free port");
    let address = socket.local_addr().expect("its address");
    let known: Arc<HashMap<String, String>> = Arc::new(records.iter().map(|(n, t)| (format!("{n}."), (*t).to_owned())).collect());
    let (count, dead) = (Arc::new(AtomicUsize::new(0)), format!("{dead}."));
    let asked_for = Arc::clone(&count);
    tokio::spawn(async move {
        let mut bytes = vec![0; 4_096];
        while let Ok((length, from)) = socket.recv_from(&mut bytes).await {
            let Ok(asked) = Message::from_vec(&bytes[..length]) else { continue };
            let Some(query) = asked.queries.first().cloned() else { continue };
            count.fetch_add(1, Ordering::Relaxed);
            if query.name().to_ascii().to_lowercase().ends_with(&dead) {
                continue;
            }
            let mut answer = Message::new(asked.metadata.id, MessageType::Response, OpCode::Query);
            answer.metadata.recursion_desired = true;
            answer.metadata.recursion_available = true;
            match known.get(&query.name().to_ascii().to_lowercase()) {
                Some(text) if query.query_type() == RecordType::TXT => {
                    let parts = text.as_bytes().chunks(255).map(|part| String::from_utf8_lossy(part).into_owned()).collect();
                    answer.add_answer(Record::from_rdata(query.name().clone(), 60, RData::TXT(TXT::new(parts))));
                }
                Some(_) => {}
                None => {
                    answer.metadata.response_code = ResponseCode::NXDomain;
                    // How long that holds (RFC 2308, 3).
                    let nobody = Name::root();
                    let soa = SOA::new(nobody.clone(), nobody.clone(), 1, 3_600, 600, 86_400, 60);
                    answer.add_authority(Record::from_rdata(nobody, 60, RData::SOA(soa)));
                }
            }
            answer.add_query(query);
            let _ = socket.send_to(&answer.to_vec().expect("an answer"), from).await;
        }
    });
    (address, asked_for)
}
