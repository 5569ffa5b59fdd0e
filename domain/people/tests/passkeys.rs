//! Passkeys, with an authenticator made of software that follows the standard, and then does not.

use crate::common::{Desk, desk, opened, refused, visit, wrong};
use data_encoding::BASE64URL_NOPAD;
use people::{
    Method, PASSKEY_WAIT_MS, PASSKEYS_MAX, Party, PersonId, RegisterPasskey, SessionState, SignIn, begin_passkey, begin_passkey_sign_in,
    passkeys_of, register_passkey, remove_passkey, sign_in_by_passkey,
};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const ORIGIN: &str = "https://desk.example.org";
/// Present, verified, may be copied, is copied.
const FLAGS: u8 = 0b0001_1101;

fn party() -> Party {
    Party { id: "desk.example.org".into(), name: "Desk".into(), origins: vec![ORIGIN.into()] }
}

enum Pair {
    Es256(EcdsaKeyPair),
    EdDsa(Ed25519KeyPair),
}

/// An authenticator with one passkey; its fields are what a broken or wicked one would get wrong.
struct Device {
    pair: Pair,
    id: Vec<u8>,
    handle: String,
    count: u32,
    flags: u8,
    site: &'static str,
    origin: &'static str,
    cross_origin: bool,
}

impl Device {
    fn new() -> Self {
        let random = SystemRandom::new();
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, document.as_ref(), &random).unwrap();
        let id = pair.public_key().as_ref()[1..33].to_vec();
        Self {
            pair: Pair::Es256(pair),
            id,
            handle: String::new(),
            count: 0,
            flags: FLAGS,
            site: "desk.example.org",
            origin: ORIGIN,
            cross_origin: false,
        }
    }

    fn with_ed25519() -> Self {
        let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
        Self { pair: Pair::EdDsa(Ed25519KeyPair::from_pkcs8(document.as_ref()).unwrap()), ..Self::new() }
    }

    /// The COSE key, written byte by byte.
    fn cose(&self) -> Vec<u8> {
        match &self.pair {
            Pair::Es256(pair) => {
                let point = pair.public_key().as_ref();
                [&[0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32], &point[1..33], &[0x22, 0x58, 32], &point[33..]].concat()
            }
            Pair::EdDsa(pair) => [&[0xa4, 1, 1, 3, 0x27, 0x20, 6, 0x21, 0x58, 32], pair.public_key().as_ref()].concat(),
        }
    }

    fn data(&self, flags: u8, rest: &[u8]) -> Vec<u8> {
        [Sha256::digest(self.site.as_bytes()).as_slice(), &[flags], &self.count.to_be_bytes(), rest].concat()
    }

    fn client_data(&self, ceremony: &str, options: &str) -> Vec<u8> {
        let options: Value = serde_json::from_str(options).unwrap();
        json!({ "type": ceremony, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": self.cross_origin })
            .to_string()
            .into_bytes()
    }

    /// What a browser answers to the options of a registration.
    fn register(&mut self, options: &str) -> String {
        let parsed: Value = serde_json::from_str(options).unwrap();
        self.handle = parsed["user"]["id"].as_str().unwrap().to_owned();
        let credential = [&[0u8; 16][..], &u16::try_from(self.id.len()).unwrap().to_be_bytes(), &self.id, &self.cose()].concat();
        let data = self.data(self.flags | 0b0100_0000, &credential);
        // {"fmt": "none", "attStmt": {}, "authData": ..}
        let head = [&[0xa3, 0x63], &b"fmt"[..], &[0x64], b"none", &[0x67], b"attStmt", &[0xa0, 0x68], b"authData", &[0x59]].concat();
        let object = [&head[..], &u16::try_from(data.len()).unwrap().to_be_bytes(), &data].concat();
        json!({
            "id": BASE64URL_NOPAD.encode(&self.id), "rawId": BASE64URL_NOPAD.encode(&self.id), "type": "public-key",
            "response": {
                "clientDataJSON": BASE64URL_NOPAD.encode(&self.client_data("webauthn.create", options)),
                "attestationObject": BASE64URL_NOPAD.encode(&object),
                "transports": ["internal", "hybrid", "telepathy"],
            },
        })
        .to_string()
    }

    /// What a browser answers to the options of a sign-in.
    fn sign(&mut self, options: &str) -> String {
        let (client, data) = (self.client_data("webauthn.get", options), self.data(self.flags, &[]));
        let message = [&data[..], Sha256::digest(&client).as_slice()].concat();
        let signature = match &self.pair {
            Pair::Es256(pair) => pair.sign(&SystemRandom::new(), &message).unwrap().as_ref().to_vec(),
            Pair::EdDsa(pair) => pair.sign(&message).as_ref().to_vec(),
        };
        json!({
            "id": BASE64URL_NOPAD.encode(&self.id), "rawId": BASE64URL_NOPAD.encode(&self.id), "type": "public-key",
            "response": {
                "clientDataJSON": BASE64URL_NOPAD.encode(&client), "authenticatorData": BASE64URL_NOPAD.encode(&data),
                "signature": BASE64URL_NOPAD.encode(&signature), "userHandle": self.handle,
            },
        })
        .to_string()
    }
}

fn begin(desk: &Desk, person: PersonId) -> String {
    let actor = desk.actor(person);
    desk.write(move |tx| begin_passkey(tx, &actor, &party())).unwrap()
}

fn finish(desk: &Desk, person: PersonId, answer: String) -> outcome::Result<people::PasskeyId> {
    let (actor, input) = (desk.actor(person), RegisterPasskey { name: " Phone ".into(), answer });
    desk.write(move |tx| register_passkey(tx, &actor, &party(), &input))
}

fn ask(desk: &Desk) -> String {
    desk.write(|tx| begin_passkey_sign_in(tx, &visit(), &party())).unwrap()
}

fn answer(desk: &Desk, answer: String) -> outcome::Result<SignIn> {
    desk.write(move |tx| sign_in_by_passkey(tx, &visit(), &party(), &answer))
}

/// Ann with a passkey.
fn with_passkey(mut device: Device) -> (Desk, Device) {
    let desk = desk();
    let options = begin(&desk, desk.ann);
    finish(&desk, desk.ann, device.register(&options)).unwrap();
    (desk, device)
}

#[test]
fn a_registered_passkey_signs_in_and_owes_no_second_factor() {
    for device in [Device::new(), Device::with_ed25519()] {
        let (desk, mut device) = with_passkey(device);
        let session = opened(answer(&desk, device.sign(&ask(&desk))));
        assert_eq!((session.person.id, session.session.method, session.session.state), (desk.ann, Method::Passkey, SessionState::Open));
        let (actor, ann) = (desk.actor(desk.ann), desk.ann);
        let kept = desk.read(move |c| passkeys_of(c, &actor, ann)).unwrap();
        assert!(kept.len() == 1 && kept[0].name == "Phone" && kept[0].backed_up && kept[0].last_used_at.is_some());
        assert_eq!(desk.history(ann.0), ["person.added", "passkey.added", "session.opened"]);
    }
}

#[test]
fn the_options_say_what_we_insist_on() {
    let desk = desk();
    let register: Value = serde_json::from_str(&begin(&desk, desk.ann)).unwrap();
    assert_eq!(register["rp"]["id"], "desk.example.org");
    assert_eq!(register["user"]["name"], "ann@desk.example");
    assert_eq!(register["authenticatorSelection"]["userVerification"], "required");
    assert_eq!(register["pubKeyCredParams"][0]["alg"], -7);
    let again: Value = serde_json::from_str(&begin(&desk, desk.ann)).unwrap();
    assert!(register["user"]["id"] == again["user"]["id"] && register["challenge"] != again["challenge"]);
    let sign_in: Value = serde_json::from_str(&ask(&desk)).unwrap();
    assert_eq!((&sign_in["rpId"], &sign_in["userVerification"]), (&json!("desk.example.org"), &json!("required")));
}

#[test]
fn an_answer_counts_once_and_in_time() {
    let (desk, mut device) = with_passkey(Device::new());
    let said = device.sign(&ask(&desk));
    opened(answer(&desk, said.clone()));
    assert_eq!(refused(answer(&desk, said)), "passkey-not-accepted");
    let late = device.sign(&ask(&desk));
    desk.later_ms(PASSKEY_WAIT_MS);
    assert_eq!(refused(answer(&desk, late)), "passkey-not-accepted");

    let options = begin(&desk, desk.leo);
    let mut other = Device::new();
    let said = other.register(&options);
    desk.later_ms(PASSKEY_WAIT_MS);
    assert_eq!(wrong(finish(&desk, desk.leo, said)), "passkey-ceremony-over");
}

#[test]
fn a_registration_begun_by_one_person_is_not_finished_by_another() {
    let desk = desk();
    let mut device = Device::new();
    let said = device.register(&begin(&desk, desk.ann));
    assert_eq!(wrong(finish(&desk, desk.leo, said.clone())), "passkey-ceremony-over");
    finish(&desk, desk.ann, said).unwrap();
}

#[test]
fn what_does_not_hold_is_not_registered() {
    let broken: [fn(&mut Device); 6] = [
        |d| d.origin = "https://evil.example",
        |d| d.cross_origin = true,
        |d| d.site = "evil.example",
        |d| d.flags = FLAGS & !0b0000_0100, // nobody verified
        |d| d.flags = FLAGS & !0b0000_0001, // nobody present
        |d| d.flags = FLAGS & !0b0000_1000, // copied, though it cannot be
    ];
    let desk = desk();
    for (n, spoil) in broken.into_iter().enumerate() {
        let mut device = Device::new();
        spoil(&mut device);
        let said = device.register(&begin(&desk, desk.ann));
        assert_eq!(wrong(finish(&desk, desk.ann, said)), "passkey: passkey-not-accepted", "{n}");
    }
    for nonsense in ["", "{}", "null", r#"{"rawId":"!","type":"public-key","response":{"clientDataJSON":"!","attestationObject":"!"}}"#] {
        assert_eq!(wrong(finish(&desk, desk.ann, nonsense.to_owned())), "passkey: passkey-not-accepted");
    }
}

#[test]
fn what_does_not_hold_does_not_sign_in() {
    let broken: [fn(&mut Device); 7] = [
        |d| d.origin = "http://desk.example.org",
        |d| d.site = "desk.example.com",
        |d| d.flags = FLAGS & !0b0000_0100,
        |d| d.flags = 0b0000_0101, // could be copied yesterday, cannot today
        |d| d.handle = BASE64URL_NOPAD.encode(b"somebody else"),
        |d| d.pair = Device::new().pair, // another key
        |d| d.id = vec![1, 2, 3],
    ];
    for (n, spoil) in broken.into_iter().enumerate() {
        let (desk, mut device) = with_passkey(Device::new());
        spoil(&mut device);
        assert_eq!(refused(answer(&desk, device.sign(&ask(&desk)))), "passkey-not-accepted", "{n}");
        assert_eq!(desk.history(0), ["sign_in.refused"]);
    }
}

#[test]
fn a_counter_that_does_not_grow_is_a_copied_key() {
    let (desk, mut device) = with_passkey(Device { count: 7, ..Device::new() });
    assert_eq!(refused(answer(&desk, device.sign(&ask(&desk)))), "passkey-not-accepted");
    device.count = 8;
    opened(answer(&desk, device.sign(&ask(&desk))));
    device.count = 3;
    assert_eq!(refused(answer(&desk, device.sign(&ask(&desk)))), "passkey-not-accepted");
}

#[test]
fn a_passkey_belongs_to_one_person_and_is_removed_by_its_own() {
    let (desk, mut device) = with_passkey(Device::new());
    let said = device.register(&begin(&desk, desk.leo));
    assert_eq!(wrong(finish(&desk, desk.leo, said)), "passkey-known");
    let (ann, actor, leo) = (desk.ann, desk.actor(desk.ann), desk.actor(desk.leo));
    desk.write(move |tx| {
        let id = passkeys_of(tx, &actor, ann)?[0].id;
        assert_eq!(wrong(remove_passkey(tx, &leo, &id)), "not found");
        remove_passkey(tx, &actor, &id)
    })
    .unwrap();
    assert_eq!(refused(answer(&desk, device.sign(&ask(&desk)))), "passkey-not-accepted");
}

#[test]
fn who_was_deactivated_does_not_come_in_with_a_passkey() {
    let (desk, mut device) = with_passkey(Device::new());
    let ann = desk.ann;
    desk.write(move |tx| people::deactivate(tx, &crate::common::system(), &ann)).unwrap();
    assert_eq!(refused(answer(&desk, device.sign(&ask(&desk)))), "passkey-not-accepted");
}

#[test]
fn a_person_has_a_limited_number_of_passkeys() {
    let desk = desk();
    for _ in 0..PASSKEYS_MAX {
        let mut device = Device::new();
        let said = device.register(&begin(&desk, desk.ann));
        finish(&desk, desk.ann, said).unwrap();
    }
    let said = Device::new().register(&begin(&desk, desk.ann));
    assert_eq!(wrong(finish(&desk, desk.ann, said)), "passkey: passkeys-too-many");
}
