//! The front of the house, passed by every request: who comes, is it forged, what the browser may do, how a refusal looks.

mod address;
mod flash;
mod forgery;
mod form;
mod headers;
mod refusal;
mod visitor;

pub use address::client_address;
pub use flash::{Flash, with_flash};
pub use forgery::refuse_forgery;
pub use form::{day_begins, moment_at, new_key, off_thread, once, typed_moment};
pub use headers::secure;
pub use refusal::{Answer, Fields, Refused, argument, caught, present, sentence};
pub use visitor::{SESSION_COOKIE, SignedIn, Visitor, clear_session, cookie_of, greet, session_cookie};
