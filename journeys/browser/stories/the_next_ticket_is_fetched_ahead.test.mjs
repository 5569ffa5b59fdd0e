// The ticket whose link has the focus is there before it is opened, and counts as read only once it is.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pageOf, startBrowser, startDesk, until } from '../desk.mjs';

let desk;
let browser;

before(async () => {
  desk = await startDesk('ahead');
  browser = await startBrowser();
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
  const fetched = page.context().waitForEvent('request', { predicate: (request) => new URL(request.url()).pathname === `/tickets/${number}`, timeout: 10_000 }).catch(() => null);
  await link.focus();
  await fetched;
  await page.waitForTimeout(1_000);
  assert.ok(await unread(number), 'nobody has looked at it yet');
  await link.press('Enter');
  await page.waitForURL(new RegExp(`/tickets/${number}$`));
  const delivered = await page.evaluate(() => performance.getEntriesByType('navigation')[0].deliveryType);
  assert.equal(delivered, 'navigational-prefetch', 'the page was there before it was asked for');
  await until(async () => !(await unread(number)));
});
