//! `/portal/help`: how asking works, for whoever never did it; open to everybody, because it also says how to sign in.

use askama::Template;
use axum::extract::State;
use catalogue::Say;

use crate::desk::Desk;
use crate::frame::{html, portal_shell};
use crate::front::{Answer, Visitor};
use crate::ui::view::PortalShell;

#[derive(Template)]
#[template(path = "portal/help.html")]
struct Page<'a> {
    t: &'a Say,
    shell: PortalShell,
    address: String,
}

/// `GET /portal/help`
pub async fn show(State(desk): State<Desk>, visitor: Visitor) -> Answer {
    let (reader, name) = (visitor.signed_in.clone(), desk.name.clone());
    let theme = visitor.theme();
    let (shell, address) = desk
        .db
        .read(move |conn| {
            let address = mail::desk_address(conn)?.unwrap_or_default();
            let shell = match &reader {
                Some(reader) => portal_shell(conn, reader, &name, "help")?.0,
                None => PortalShell {
                    desk_name: name.clone(),
                    you: None,
                    open_requests: 0,
                    section: "help",
                    theme,
                    toasts: Vec::new(),
                    now_ms: conn.now().0,
                },
            };
            Ok((shell, address))
        })
        .await?;
    html(&Page { t: &visitor.say, shell, address })
}
