//! Ways in: password, a link by mail or from the server's console, an invitation, the first set-up; and the way out.

mod invitation;
pub(crate) mod letters;
mod link;
mod next;
mod out;
pub(crate) mod passkey;
mod password;
mod second_factor;
pub(crate) mod session;
mod set_up;

use crate::site::{Gate, Site};

/// The room's routes.
pub fn routes(site: Site) -> Site {
    let site = site
        .get("/sign-in/second-factor", Gate::Anyone, second_factor::form)
        .post("/sign-in/second-factor", Gate::Anyone, second_factor::send)
        .post("/sign-in/passkey/options", Gate::Anyone, passkey::options)
        .post("/sign-in/passkey", Gate::Anyone, passkey::send);
    site.get("/sign-in", Gate::Anyone, password::form)
        .post("/sign-in", Gate::Anyone, password::send)
        .post("/sign-in/link", Gate::Anyone, link::ask)
        .get("/sign-in/link/{secret}", Gate::Anyone, link::form)
        .post("/sign-in/link/{secret}", Gate::Anyone, link::redeem)
        .post("/sign-out", Gate::SignedIn, out::send)
        .get("/set-up", Gate::Anyone, set_up::hint)
        .get("/set-up/{token}", Gate::Anyone, set_up::form)
        .post("/set-up/{token}", Gate::Anyone, set_up::send)
        .get("/invitation/{secret}", Gate::Anyone, invitation::form)
        .post("/invitation/{secret}", Gate::Anyone, invitation::send)
}
