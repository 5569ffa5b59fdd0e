//! Bodies as programs send them: JSON whatever they call it, numbers as text, fields that are missing or null.

use std::borrow::Cow;

use axum::extract::{FromRequest, Request};
use bytes::Bytes;
use data_encoding::HEXLOWER;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use sha2::{Digest, Sha256};

use super::Refused;

/// A body that was read, and what stands for the whole request where it must be told from another.
pub struct Sent<T> {
    /// What was read.
    pub body: T,
    /// Stands for method, path and body.
    pub request: String,
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Sent<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refused> {
        let mut digest = Sha256::new();
        digest.update(request.method().as_str());
        digest.update(request.uri().to_string());
        let bytes = Bytes::from_request(request, state).await.map_err(|_| Refused::TooLarge)?;
        digest.update(&bytes);
        let body = if bytes.iter().all(u8::is_ascii_whitespace) { b"{}" } else { bytes.as_ref() };
        let body = serde_json::from_slice(body).map_err(|error| Refused::Unreadable(format!("The body does not read: {error}")))?;
        Ok(Self { body, request: HEXLOWER.encode(&digest.finalize()) })
    }
}

/// A field that may be missing (leave it), null (take it away) or there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Given<T> {
    /// It was not sent.
    #[default]
    Missing,
    /// It was sent as null, or as nothing.
    Null,
    /// It was sent.
    Some(T),
}

impl<T> Given<T> {
    /// The value, if there is one.
    pub fn some(self) -> Option<T> {
        if let Self::Some(value) = self { Some(value) } else { None }
    }

    /// The value, if there is one.
    pub fn as_ref(&self) -> Option<&T> {
        if let Self::Some(value) = self { Some(value) } else { None }
    }

    /// Was anything sent, be it null?
    pub fn is_given(&self) -> bool {
        !matches!(self, Self::Missing)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Given<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::<T>::deserialize(deserializer)?.map_or(Self::Null, Self::Some))
    }
}

impl<T: JsonSchema> JsonSchema for Given<T> {
    fn schema_name() -> Cow<'static, str> {
        Option::<T>::schema_name()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Option::<T>::json_schema(generator)
    }
    fn inline_schema() -> bool {
        true
    }
}

/// A number of a record; programs also send it as text, and nothing as an empty one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Id(pub i64);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Number(i64),
            Real(f64),
            Text(String),
        }
        match Written::deserialize(deserializer)? {
            Written::Number(n) => Ok(Self(n)),
            // Ids are whole and below 2^53: a program whose numbers are all reals means them so.
            #[expect(clippy::cast_possible_truncation, reason = "only whole numbers come here")]
            Written::Real(x) if x.fract() == 0.0 && x.abs() < 9_007_199_254_740_992.0 => Ok(Self(x as i64)),
            Written::Real(x) => Err(serde::de::Error::custom(format!("{x} is no number of a record"))),
            Written::Text(text) if text.trim().is_empty() => Ok(Self(0)),
            Written::Text(text) => {
                text.trim().parse().map(Self).map_err(|_| serde::de::Error::custom(format!("{text:?} is no number of a record")))
            }
        }
    }
}

impl JsonSchema for Id {
    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "format": "int64" })
    }
    fn inline_schema() -> bool {
        true
    }
}
