//! The desk itself, in the words programs ask for it: one brand, two languages, and how it is set.

use axum::Json;
use axum::extract::State;
use outcome::Refusal;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use crate::contents::{Api, Doc, Gate};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Segment, Turn};
use crate::paged;

/// The desk, as a brand.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BrandJson {
    pub id: i64,
    pub url: String,
    pub name: String,
    pub brand_url: String,
    pub subdomain: String,
    pub active: bool,
    pub default: bool,
    pub is_deleted: bool,
    pub has_help_center: bool,
    pub help_center_state: String,
}

/// One brand.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BrandAnswer {
    /// The brand.
    pub brand: BrandJson,
}

/// All brands: the one.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BrandsAnswer {
    /// The brands.
    pub brands: Vec<BrandJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// A language.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LocaleJson {
    pub id: i64,
    pub url: String,
    pub locale: String,
    pub name: String,
    pub default: bool,
}

/// One language.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LocaleAnswer {
    /// The language.
    pub locale: LocaleJson,
}

/// The languages.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LocalesAnswer {
    /// The languages.
    pub locales: Vec<LocaleJson>,
    /// How many there are.
    pub count: usize,
    /// All come at once.
    pub next_page: Option<String>,
    /// All come at once.
    pub previous_page: Option<String>,
}

/// How the desk is set.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SettingsAnswer {
    /// The settings.
    pub settings: Value,
}

/// The number of the one brand.
pub const BRAND: i64 = 1;

/// The routes about the desk itself.
pub fn routes(api: Api) -> Api {
    let locales = |id, says| Doc::answers::<LocalesAnswer>(id, says);
    let locale = |id, says| Doc::answers::<LocaleAnswer>(id, says);
    api.get("/brands", Gate::Known, brands, Doc::answers::<BrandsAnswer>("ListBrands", "The desk, as a brand.").paged())
        .get("/brands/{id}", Gate::Known, brand, Doc::answers::<BrandAnswer>("ShowBrand", "The desk, as a brand."))
        .get("/locales", Gate::Known, all_locales, locales("ListLocales", "The languages of the desk."))
        .get("/locales/agent", Gate::Known, all_locales, locales("ListLocalesForAgent", "The languages of the desk."))
        .get("/locales/public", Gate::Known, all_locales, locales("ListAvailablePublicLocales", "The languages of the desk."))
        .get("/locales/current", Gate::Known, current_locale, locale("ShowCurrentLocale", "The asker's own."))
        .get("/locales/{name}", Gate::Known, show_locale, locale("ShowLocale", "One, by its number or name."))
        .get("/account/settings", Gate::Staff, settings, Doc::answers::<SettingsAnswer>("ShowAccountSettings", "How the desk is set."))
}

fn the_brand(desk: &Desk) -> BrandJson {
    let host = url::Url::parse(&desk.base_url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
    BrandJson {
        id: BRAND,
        url: desk.url(&format!("/brands/{BRAND}.json")),
        name: desk.name.clone(),
        brand_url: desk.base_url.clone(),
        subdomain: host.split('.').next().unwrap_or_default().to_owned(),
        active: true,
        default: true,
        is_deleted: false,
        has_help_center: false,
        help_center_state: "disabled".to_owned(),
    }
}

async fn brands(State(desk): State<Desk>, _: Caller, asked: Asked) -> Answer<Json<BrandsAnswer>> {
    let page = asked.page()?;
    let (brands, walked) = paged::part(&page, vec![the_brand(&desk)]);
    Ok(Json(BrandsAnswer { brands, turn: page.turn(&desk, &asked, &walked) }))
}

async fn brand(State(desk): State<Desk>, _: Caller, Segment(id): Segment<i64>) -> Answer<Json<BrandAnswer>> {
    if id == BRAND { Ok(Json(BrandAnswer { brand: the_brand(&desk) })) } else { Err(Refusal::NotFound.into()) }
}

fn the_locales(desk: &Desk) -> Vec<LocaleJson> {
    let one = |(id, locale, name): (i64, &str, &str)| LocaleJson {
        id,
        url: desk.url(&format!("/locales/{locale}.json")),
        locale: locale.to_owned(),
        name: name.to_owned(),
        default: id == 1,
    };
    [(1, "en-US", "English"), (crate::users::GERMAN, "de", "Deutsch")].map(one).to_vec()
}

async fn all_locales(State(desk): State<Desk>, _: Caller) -> Json<LocalesAnswer> {
    let locales = the_locales(&desk);
    Json(LocalesAnswer { count: locales.len(), locales, next_page: None, previous_page: None })
}

fn locale_of(desk: &Desk, found: impl Fn(&LocaleJson) -> bool) -> Answer<Json<LocaleAnswer>> {
    let locale = the_locales(desk).into_iter().find(found).ok_or(Refusal::NotFound)?;
    Ok(Json(LocaleAnswer { locale }))
}

async fn current_locale(State(desk): State<Desk>, caller: Caller) -> Answer<Json<LocaleAnswer>> {
    let speaks = caller.person.speaks().as_str();
    locale_of(&desk, |locale| locale.locale.starts_with(speaks))
}

async fn show_locale(State(desk): State<Desk>, _: Caller, Segment(name): Segment<String>) -> Answer<Json<LocaleAnswer>> {
    locale_of(&desk, |locale| locale.locale.eq_ignore_ascii_case(&name) || locale.id.to_string() == name)
}

async fn settings(State(desk): State<Desk>, _: Caller) -> Json<SettingsAnswer> {
    let settings = json!({
        "branding": { "name": desk.name },
        "brands": { "default_brand_id": BRAND },
        "api": { "api_password_access": desk.passwords, "api_token_access": true },
        "active_features": { "on_hold_status": true, "user_tagging": true, "ticket_tagging": true, "business_hours": true, "allow_ccs": true,
                             "markdown": true, "customer_satisfaction": false, "voice": false, "chat": false },
        "tickets": { "tagging": true, "comments_public_by_default": true, "markdown_ticket_comments": true },
        "localization": { "locale_ids": [1, crate::users::GERMAN] },
        "limits": { "attachment_size": desk.upload_bytes_max },
    });
    Json(SettingsAnswer { settings })
}
