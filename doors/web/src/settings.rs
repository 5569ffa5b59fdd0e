//! Settings: one's own, and the desk's for who may change them. Each says what it does and whom it touches.

mod agreements;
mod app;
mod appearance;
mod audit;
mod calendars;
mod canned;
mod card_fields;
mod categories;
mod checklists;
pub(crate) mod choices;
mod fields;
mod index;
mod keeping;
mod macros;
mod mailboxes;
mod matrix;
pub(crate) mod nav;
mod passkeys;
pub(crate) mod password;
mod profile;
mod recurring;
mod rotas;
pub(crate) mod routing;
mod rules;
mod security;
pub(crate) mod sessions;
mod sites;
mod teams;
mod templates;
mod tokens;
mod webhooks;

use crate::site::{Gate, Site};

/// The room's routes.
pub fn routes(site: Site) -> Site {
    desks(own(site))
}

/// What everybody at the desk chooses for themselves.
fn own(site: Site) -> Site {
    let site = site
        .get("/settings", Gate::Staff, index::show)
        .get("/settings/profile", Gate::Staff, profile::form)
        .post("/settings/profile", Gate::Staff, profile::save)
        .get("/settings/appearance", Gate::Staff, appearance::form)
        .post("/settings/appearance", Gate::Staff, appearance::save)
        .get("/settings/security", Gate::Staff, security::show)
        .post("/settings/security/password", Gate::Staff, security::password)
        .post("/settings/security/sessions/{id}/end", Gate::Staff, security::end_session)
        .post("/settings/security/sessions/end-others", Gate::Staff, security::end_others);
    let site = site
        .get("/settings/canned-answers", Gate::Staff, canned::list)
        .post("/settings/canned-answers", Gate::Staff, canned::add)
        .get("/settings/canned-answers/{id}", Gate::Staff, canned::form)
        .post("/settings/canned-answers/{id}", Gate::Staff, canned::save)
        .post("/settings/canned-answers/{id}/archive", Gate::Staff, canned::archive)
        .post("/settings/canned-answers/{id}/restore", Gate::Staff, canned::restore)
        .get("/settings/macros", Gate::Staff, macros::list)
        .post("/settings/macros", Gate::Staff, macros::add)
        .get("/settings/macros/{id}", Gate::Staff, macros::form)
        .post("/settings/macros/{id}", Gate::Staff, macros::save)
        .post("/settings/macros/{id}/archive", Gate::Staff, macros::archive)
        .post("/settings/macros/{id}/restore", Gate::Staff, macros::restore)
        .post("/settings/macros/{id}/changes/{event}/undo", Gate::Staff, macros::undo);
    site.post("/settings/security/app", Gate::Staff, app::begin)
        .post("/settings/security/app/confirm", Gate::Staff, app::confirm)
        .post("/settings/security/app/remove", Gate::Staff, app::remove)
        .post("/settings/security/recovery-codes", Gate::Staff, app::new_codes)
        .post("/settings/security/passkeys/options", Gate::Staff, passkeys::options)
        .post("/settings/security/passkeys", Gate::Staff, passkeys::register)
        .post("/settings/security/passkeys/{id}/remove", Gate::Staff, passkeys::remove)
        .post("/settings/security/tokens", Gate::Staff, tokens::create)
        .post("/settings/security/tokens/{id}/revoke", Gate::Staff, tokens::revoke)
}

/// What leads promise: hours and agreements.
fn promises(site: Site) -> Site {
    site.get("/settings/calendars", Gate::Lead, calendars::list)
        .post("/settings/calendars", Gate::Lead, calendars::add)
        .get("/settings/calendars/{id}", Gate::Lead, calendars::form)
        .post("/settings/calendars/{id}", Gate::Lead, calendars::save)
        .upload("/settings/calendars/{id}/holidays", Gate::Lead, calendars::holidays)
        .post("/settings/calendars/{id}/archive", Gate::Lead, calendars::archive)
        .post("/settings/calendars/{id}/restore", Gate::Lead, calendars::restore)
        .get("/settings/agreements", Gate::Lead, agreements::list)
        .post("/settings/agreements", Gate::Lead, agreements::add)
        .get("/settings/agreements/{id}", Gate::Lead, agreements::form)
        .post("/settings/agreements/{id}", Gate::Lead, agreements::save)
        .post("/settings/agreements/{id}/position", Gate::Lead, agreements::reorder)
        .post("/settings/agreements/{id}/archive", Gate::Lead, agreements::archive)
        .post("/settings/agreements/{id}/restore", Gate::Lead, agreements::restore)
        .get("/settings/rotas", Gate::Lead, rotas::list)
        .post("/settings/rotas", Gate::Lead, rotas::add)
        .get("/settings/rotas/{id}", Gate::Lead, rotas::form)
        .post("/settings/rotas/{id}", Gate::Lead, rotas::save)
        .post("/settings/rotas/{id}/archive", Gate::Lead, rotas::archive)
        .post("/settings/rotas/{id}/restore", Gate::Lead, rotas::restore)
}

/// Who gets a team's tickets.
fn routed(site: Site) -> Site {
    site.get("/settings/routing", Gate::Lead, routing::list)
        .post("/settings/routing/needs", Gate::Lead, routing::save_needs)
        .get("/settings/routing/{id}", Gate::Lead, routing::form)
        .post("/settings/routing/{id}", Gate::Lead, routing::save)
        .post("/settings/routing/{id}/people/{person}", Gate::Lead, routing::save_person)
}

/// What leads prepare: checklists, templates, and tickets that come again.
fn routine(site: Site) -> Site {
    site.get("/settings/checklists", Gate::Lead, checklists::list)
        .post("/settings/checklists", Gate::Lead, checklists::add)
        .get("/settings/checklists/{id}", Gate::Lead, checklists::form)
        .post("/settings/checklists/{id}", Gate::Lead, checklists::save)
        .post("/settings/checklists/{id}/archive", Gate::Lead, checklists::archive)
        .post("/settings/checklists/{id}/restore", Gate::Lead, checklists::restore)
        .get("/settings/templates", Gate::Lead, templates::list)
        .post("/settings/templates", Gate::Lead, templates::add)
        .get("/settings/templates/{id}", Gate::Lead, templates::form)
        .post("/settings/templates/{id}", Gate::Lead, templates::save)
        .post("/settings/templates/{id}/archive", Gate::Lead, templates::archive)
        .post("/settings/templates/{id}/restore", Gate::Lead, templates::restore)
        .get("/settings/recurring", Gate::Lead, recurring::list)
        .post("/settings/recurring", Gate::Lead, recurring::add)
        .get("/settings/recurring/{id}", Gate::Lead, recurring::form)
        .post("/settings/recurring/{id}", Gate::Lead, recurring::save)
        .post("/settings/recurring/{id}/archive", Gate::Lead, recurring::pause)
        .post("/settings/recurring/{id}/restore", Gate::Lead, recurring::resume)
}

/// Who is told what happens.
fn told(site: Site) -> Site {
    site.get("/settings/webhooks", Gate::Administrator, webhooks::list)
        .post("/settings/webhooks", Gate::Administrator, webhooks::add)
        .get("/settings/webhooks/{id}", Gate::Administrator, webhooks::form)
        .post("/settings/webhooks/{id}", Gate::Administrator, webhooks::save)
        .post("/settings/webhooks/{id}/try", Gate::Administrator, webhooks::try_out)
        .post("/settings/webhooks/{id}/remove", Gate::Administrator, webhooks::remove)
        .post("/settings/webhooks/{id}/secret", Gate::Administrator, webhooks::secret)
        .post("/settings/webhooks/{id}/secret/anew", Gate::Administrator, webhooks::secret_anew)
        .get("/settings/webhooks/{id}/deliveries/{delivery}", Gate::Administrator, webhooks::delivery)
        .post("/settings/webhooks/{id}/deliveries/{delivery}/again", Gate::Administrator, webhooks::deliver_again)
}

/// What happens by itself.
fn ruled(site: Site) -> Site {
    site.get("/settings/rules", Gate::Lead, rules::list)
        .post("/settings/rules", Gate::Lead, rules::add)
        .get("/settings/rules/{id}", Gate::Lead, rules::form)
        .post("/settings/rules/{id}", Gate::Lead, rules::save)
        .post("/settings/rules/{id}/position", Gate::Lead, rules::reorder)
        .post("/settings/rules/{id}/on", Gate::Lead, rules::switch_on)
        .post("/settings/rules/{id}/off", Gate::Lead, rules::switch_off)
        .post("/settings/rules/{id}/remove", Gate::Lead, rules::remove)
        .post("/settings/rules/{id}/restore", Gate::Lead, rules::restore)
        .post("/settings/rules/{id}/changes/{event}/undo", Gate::Lead, rules::undo)
}

/// What leads and administrators set for all.
fn desks(site: Site) -> Site {
    let site = ruled(routine(routed(promises(site))))
        .get("/settings/teams", Gate::Lead, teams::list)
        .post("/settings/teams", Gate::Lead, teams::add)
        .get("/settings/teams/{id}", Gate::Lead, teams::form)
        .post("/settings/teams/{id}", Gate::Lead, teams::save)
        .post("/settings/teams/{id}/archive", Gate::Lead, teams::archive)
        .post("/settings/teams/{id}/restore", Gate::Lead, teams::restore)
        .get("/settings/categories", Gate::Lead, categories::list)
        .post("/settings/categories", Gate::Lead, categories::add)
        .get("/settings/categories/{id}", Gate::Lead, categories::form)
        .post("/settings/categories/{id}", Gate::Lead, categories::save)
        .post("/settings/categories/{id}/archive", Gate::Lead, categories::archive)
        .post("/settings/categories/{id}/restore", Gate::Lead, categories::restore);
    let site = site
        .get("/settings/fields", Gate::Lead, fields::list)
        .post("/settings/fields", Gate::Lead, fields::add)
        .get("/settings/fields/{id}", Gate::Lead, fields::form)
        .post("/settings/fields/{id}", Gate::Lead, fields::save)
        .post("/settings/fields/{id}/options", Gate::Lead, fields::options)
        .post("/settings/fields/{id}/rules", Gate::Lead, fields::rule)
        .post("/settings/fields/{id}/rules/remove", Gate::Lead, fields::unrule)
        .post("/settings/fields/{id}/archive", Gate::Lead, fields::archive)
        .post("/settings/fields/{id}/restore", Gate::Lead, fields::restore);
    let site = site
        .get("/settings/card-fields", Gate::Lead, card_fields::list)
        .post("/settings/card-fields", Gate::Lead, card_fields::add)
        .get("/settings/card-fields/{id}", Gate::Lead, card_fields::form)
        .post("/settings/card-fields/{id}", Gate::Lead, card_fields::save)
        .post("/settings/card-fields/{id}/options", Gate::Lead, card_fields::options)
        .post("/settings/card-fields/{id}/archive", Gate::Lead, card_fields::archive)
        .post("/settings/card-fields/{id}/restore", Gate::Lead, card_fields::restore);
    told(site)
        .get("/settings/audit", Gate::Administrator, audit::list)
        .get("/settings/keeping", Gate::Administrator, keeping::form)
        .post("/settings/keeping", Gate::Administrator, keeping::save)
        .get("/settings/matrix", Gate::Administrator, matrix::form)
        .post("/settings/matrix", Gate::Administrator, matrix::save)
        .get("/settings/sites", Gate::Administrator, sites::list)
        .post("/settings/sites", Gate::Administrator, sites::add)
        .get("/settings/sites/{id}", Gate::Administrator, sites::form)
        .post("/settings/sites/{id}", Gate::Administrator, sites::save)
        .get("/settings/mailboxes", Gate::Administrator, mailboxes::list)
        .post("/settings/mailboxes", Gate::Administrator, mailboxes::add)
        .get("/settings/mailboxes/{id}", Gate::Administrator, mailboxes::form)
        .post("/settings/mailboxes/{id}", Gate::Administrator, mailboxes::save)
        .post("/settings/mailboxes/{id}/archive", Gate::Administrator, mailboxes::archive)
        .post("/settings/mailboxes/{id}/restore", Gate::Administrator, mailboxes::restore)
        .room(ways)
}

/// How a mailbox's letters come and leave.
fn ways(site: Site) -> Site {
    use mailboxes::{connection, provider, way_in, way_out};
    let site = site
        .get("/settings/mailboxes/{id}/connection", Gate::Administrator, connection::show)
        .post("/settings/mailboxes/{id}/checkup", Gate::Administrator, connection::check)
        .post("/settings/mailboxes/{id}/anew", Gate::Administrator, connection::anew)
        .post("/settings/mailboxes/{id}/stuck/try", Gate::Administrator, connection::try_stuck)
        .post("/settings/mailboxes/{id}/stuck/forget", Gate::Administrator, connection::forget_stuck)
        .get("/settings/mailboxes/{id}/way-in", Gate::Administrator, way_in::form)
        .post("/settings/mailboxes/{id}/way-in", Gate::Administrator, way_in::save);
    site.get("/settings/mailboxes/{id}/way-out", Gate::Administrator, way_out::form)
        .post("/settings/mailboxes/{id}/way-out", Gate::Administrator, way_out::save)
        .post("/settings/mailboxes/{id}/way-out/remove", Gate::Administrator, way_out::remove)
        .get("/settings/mailboxes/{id}/provider", Gate::Administrator, provider::form)
        .post("/settings/mailboxes/{id}/provider", Gate::Administrator, provider::save)
        .post("/settings/mailboxes/{id}/provider/ask", Gate::Administrator, provider::ask)
        .post("/settings/mailboxes/{id}/provider/device", Gate::Administrator, provider::ask_device)
        .get("/settings/mailboxes/granted", Gate::Administrator, provider::back)
}
