// Every page there is, for whom it is, in both themes and at both widths: no violation of WCAG 2.2 AA, of the content security
// policy, no script error, no failed answer. The pages come from the list of routes that the web's tests keep, so that a new
// page is looked at by itself; one that needs more than "number 1" for its placeholders says so in `SAMPLES`.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { faultsOf, pageOf, startBrowser, startDesk } from '../desk.mjs';

const ROUTES = new URL('../../../doors/web/tests/routes.txt', import.meta.url);

// What GET answers without being a page.
const NO_PAGES = ['/live', '/live/since', '/health', '/ahead.json', '/assets/{*path}', '/search.json', '/mentions', '/attachments/{id}/{name}', '/outbox/{id}/raw', '/letters/{id}/raw', '/tickets/{id}/messages/{other}/pictures/{entry}', '/settings/mailboxes/granted', '/tickets/{id}/clocks/part', '/tickets/new/questions', '/tickets/new/alike', '/portal/ask/questions', '/filter/completion', '/duty/{file}', '/change-feed/{file}', '/canned-answers', '/tickets/{id}/side-conversations/{other}/files/{entry}/{name}'];

// Where other addresses than the route with every placeholder as 1 show more: what each answers, and to whom if not to whoever
// the route's gate lets in first.
const SAMPLES = {
  '/': [['/sign-in', 200]],
  '/tickets': [['/tickets', 200], ['/tickets?list=all', 200], ['/tickets?list=all&group=team', 200], ['/tickets?q=status:nonsense', 422]],
  '/tickets/{id}': [['/tickets/1', 200], ['/tickets/400', 200], ['/nothing-here', 404]],
  '/tickets/new': [['/tickets/new', 200], ['/tickets/new?subject=VPN+drops+every+hour&body=The+VPN+does+not+connect', 200]],
  '/tickets/{id}/messages/{other}/letter': [[(page) => letterOf(page, 'at my desk until four'), 200], [(page) => letterOf(page, 'sent you a time'), 200]],
  '/tickets/{id}/canned-answers': [['/tickets/400/canned-answers', 200], ['/tickets/400/canned-answers?q=nonsense', 200]],
  '/tickets/{id}/macros': [['/tickets/400/macros', 200], ['/tickets/400/macros?q=nonsense', 200]],
  '/tickets/{id}/macros/{other}': [['/tickets/400/macros/4', 200], ['/tickets/400/macros/3', 200]],
  '/rate/{link}': [],
  '/tickets/{id}/proposals': [['/tickets/400/proposals', 200]],
  '/tickets/{id}/around': [['/tickets/400/around', 200]],
  '/tickets/{id}/escalation': [['/tickets/400/escalation', 200], [escalated, 200]],
  '/tickets/{id}/side-conversations': [['/tickets/400/side-conversations', 200], [async (page) => (await sideOf(page)).replace(/\/\d+$/, ''), 200]],
  '/tickets/{id}/side-conversations/new': [['/tickets/400/side-conversations/new', 200]],
  '/tickets/{id}/side-conversations/{other}': [[sideOf, 200]],
  '/tickets/{id}/redaction': [['/tickets/400/redaction', 200]],
  '/bulk': [['/bulk?ticket=400&ticket=399', 200]],
  '/bulk/rounds/{id}': [['/bulk/rounds/1', 200]],
  '/search': [['/search', 200], ['/search?q=vpn', 200]],
  '/mail-to-check/{id}': [[(page) => heldOf(page, 'Automatic reply'), 200], [(page) => heldOf(page, 'gate printer'), 200], ['/mail-to-check/4', 200]],
  '/outbox/{id}': [[(page) => firstOf(page, '/outbox'), 200]],
  '/views/{id}': [['/views/1', 200, 'lead']],
  '/people/{id}': [['/people/9', 200]],
  '/settings/card-fields/{id}': [['/settings/card-fields/1', 200], ['/settings/card-fields/2', 200]],
  '/people/{id}/erasure': [['/people/9/erasure', 200]],
  '/people/{id}/copies': [['/people/9/copies', 200]],
  '/people/{id}/copies/{other}': [],
  '/people/{id}/merge': [['/people/9/merge', 200]],
  '/people/{id}/edit': [['/people/9/edit', 200]],
  '/settings/webhooks/{id}/deliveries/{delivery}': [],
  '/portal/requests/{id}': [],
  '/sign-in/second-factor': [],
  '/sign-in/link/{secret}': [['/sign-in/link/none', 422]],
  '/set-up/{token}': [],
  '/paged/{link}': [],
  '/approve/{link}': [],
  '/change-calendar': [['/change-calendar', 200], ['/change-calendar?as=week', 200]],
  '/tickets/{id}/pages': [['/tickets/400/pages', 200]],
};

const VISITORS = { Anyone: 'stranger', Staff: 'specialist', Lead: 'lead', Administrator: 'administrator', SignedIn: 'requester' };

/// The page of the letter that says these words, by the ways people go: search, ticket, "by email".
async function letterOf(page, words) {
  await page.goto(`/search?q=${encodeURIComponent(words)}`);
  await page.locator('main a[href^="/tickets/"]').first().click();
  return page.locator('.msg', { hasText: words }).locator('a[href$="/letter"]').first().getAttribute('href');
}

/// The first page that a list leads to: numbers have gaps where something was tried again, and the first one may be nobody's.
async function firstOf(page, list) {
  await page.goto(list);
  const leads = await page.locator(`main a[href^="${list}/"]`).evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  return leads.find((href) => /\/\d+$/.test(href)) ?? assert.fail(`${list} leads to nothing`);
}

/// The page of a ticket that was escalated.
async function escalated(page) {
  await page.goto('/tickets?q=is:escalated');
  return `${(await page.locator('main a.subject').first().getAttribute('href')).split('?')[0]}/escalation`;
}

/// The page of the letter in Mail to check that says these words in the list.
async function heldOf(page, words) {
  await page.goto('/mail-to-check');
  return page.locator('main a[href^="/mail-to-check/"]', { hasText: words }).first().getAttribute('href');
}

/// The side conversation in which somebody answered, by the notice of it.
async function sideOf(page) {
  await page.goto('/notifications');
  return page.locator('main a[href*="/side-conversations/"]').first().getAttribute('href');
}

/// By visitor: the addresses to open and what they answer.
function pages() {
  const found = {};
  for (const line of readFileSync(ROUTES, 'utf8').split('\n')) {
    const [method, path, gate] = line.split(/\s+/);
    if (method !== 'GET' || NO_PAGES.includes(path)) continue;
    const samples = SAMPLES[path] ?? [[path.replace(/\{[^}]+\}/g, '1'), 200]];
    const visitor = VISITORS[gate];
    assert.ok(visitor, `the routes name a gate that nobody here can open: ${gate}`);
    for (const [address, status, other] of samples) (found[other ?? visitor] ??= []).push([address, status]);
  }
  return found;
}

// How a page looks does not depend on the engine below: on PostgreSQL each is opened once.
const LOOKS = process.env.FIRSTLINE_TEST_DATABASE
  ? [['light', 1440]]
  : [['light', 1440], ['dark', 1440], ['dark', 390], ['light', 390]];

let desk;
let browser;

before(async () => {
  desk = await startDesk('every_page');
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await desk?.stop();
});

for (const [visitor, addresses] of Object.entries(pages())) {
  test(`pages of the ${visitor}`, async () => {
    const page = await pageOf(browser, desk, visitor === 'stranger' ? null : visitor, { reducedMotion: 'reduce' });
    const faults = [];
    for (const [place, status] of addresses) {
      const address = typeof place === 'function' ? await place(page) : place;
      await page.setViewportSize({ width: 1440, height: 960 });
      await page.emulateMedia({ colorScheme: 'light' });
      const answered = (await page.goto(address)).status();
      if (answered !== status) faults.push(`${address} answers ${answered}`);
      for (const [colorScheme, width] of LOOKS) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: width < 600 ? 844 : 960 });
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (sideways > 0) faults.push(`${address} ${width} scrolls sideways by ${sideways} px`);
        faults.push(...(await faultsOf(page)).map((fault) => `${address} ${colorScheme} ${width} ${fault}`));
        page.faults.length = 0;
      }
    }
    await page.context().close();
    assert.deepEqual(faults, []);
  });
}

test('reading and replying work without scripts', async () => {
  const page = await pageOf(browser, desk, 'specialist', { javaScriptEnabled: false });
  await page.goto('/tickets?list=all');
  await page.locator('a.subject').first().click();
  await page.locator('#composer-reply').fill('Written without a single script.');
  await page.locator('button[name=outcome][value=wait]').click();
  await page.locator('.msg', { hasText: 'Written without a single script.' }).waitFor();
  await page.context().close();
});
