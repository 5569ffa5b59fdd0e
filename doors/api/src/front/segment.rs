//! A path's placeholders; what is no number is no record.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use outcome::Refusal;
use serde::de::DeserializeOwned;

use super::Refused;

/// The placeholders of a path: one number, or several in order. What does not read is not found.
pub struct Segment<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Segment<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refused> {
        let Ok(Path(read)) = Path::<T>::from_request_parts(parts, state).await else { return Err(Refusal::NotFound.into()) };
        Ok(Self(read))
    }
}
