// The ticket whose link has the focus is there before it is opened, and counts as read only once it is.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pageOf, startBrowser, startDesk, until } from '../desk.mjs';

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
  // Asked for beside the page: another tab would send this one into the background, where nothing is fetched ahead.
  const unread = async (number) => {
    const html = await (await page.context().request.get('/tickets?list=all')).text();
    const row = html.split(`id="t-${number}"`)[1]?.split('</tr>')[0] ?? '';
    return row.includes('class="unread"');
  };
  const session = await page.context().newCDPSession(page);
  const fetched = [];
  session.on('Preload.prefetchStatusUpdated', ({ prefetchUrl, status }) => {
    if (status === 'Ready') fetched.push(new URL(prefetchUrl).pathname);
  });
  await session.send('Preload.enable');
  await page.goto('/tickets?list=all');
  const link = page.locator('tr:has(.unread) a.subject').first();
  const number = (await link.getAttribute('href')).split('/').pop();
  await link.focus();
  await until(() => fetched.includes(`/tickets/${number}`));
  assert.ok(await unread(number), 'nobody has looked at it yet');
  await link.press('Enter');
  await page.waitForURL(new RegExp(`/tickets/${number}$`));
  const delivered = await page.evaluate(() => performance.getEntriesByType('navigation')[0].deliveryType);
  assert.equal(delivered, 'navigational-prefetch', 'the page was there before it was asked for');
  await until(async () => !(await unread(number)));
});
