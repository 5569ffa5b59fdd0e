// The ticket whose link has the focus is there before it is opened, and counts as read only once it is.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pageOf, startBrowser, startDesk, until } from '../desk.mjs';

/// Watches what the browser fetches ahead: `there` turns true when the page at `path` is.
async function fetchedAhead(page, path) {
  const watched = { there: false };
  const session = await page.context().newCDPSession(page);
  session.on('Preload.prefetchStatusUpdated', ({ prefetchUrl, status }) => {
    if (new URL(prefetchUrl).pathname === path && status === 'Ready') watched.there = true;
  });
  await session.send('Preload.enable');
  return watched;
}

let desk;
let browser;

before(async () => {
  desk = await startDesk('ahead');
  browser = await startBrowser({ fetchesAhead: true });
});

after(async () => {
  await browser?.close();
  await desk?.stop();
});

test('an unread ticket is fetched when its link has the focus, and read when it is opened', async () => {
  const page = await pageOf(browser, desk, 'specialist');
  const elsewhere = await page.context().newPage();
  const unread = async (number) => {
    await elsewhere.goto('/tickets?list=all');
    return (await elsewhere.locator(`#t-${number} .unread`).count()) > 0;
  };
  await page.goto('/tickets?list=all');
  const link = page.locator('tr:has(.unread) a.subject').first();
  const number = (await link.getAttribute('href')).split('/').pop();
  const fetched = await fetchedAhead(page, `/tickets/${number}`);
  await link.focus();
  await until(() => fetched.there);
  assert.ok(await unread(number), 'nobody has looked at it yet');
  await link.press('Enter');
  await page.waitForURL(new RegExp(`/tickets/${number}$`));
  const delivered = await page.evaluate(() => performance.getEntriesByType('navigation')[0].deliveryType);
  assert.equal(delivered, 'navigational-prefetch', 'the page was there before it was asked for');
  await until(async () => !(await unread(number)));
});
