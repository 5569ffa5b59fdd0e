// A canned answer is found by its words, filled in for the ticket, and kept back while something is missing in it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pageOf, startBrowser, startDesk, until } from '../desk.mjs';

let desk;
let browser;

before(async () => {
  desk = await startDesk('canned');
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await desk?.stop();
});

// What a page does with keys and clicks does not hang on the engine; the deeds themselves are tested on both.
const ONCE = process.env.FIRSTLINE_TEST_DATABASE ? 'told on SQLite' : false;

test('by key and by slash an answer stands where the cursor is, and one with a gap is not sent', { skip: ONCE }, async () => {
  const page = await pageOf(browser, desk, 'specialist');
  await page.goto('/tickets?list=unassigned');
  await page.locator('tr:not(:has-text("Priya Nair")) a.subject').first().click(); // of somebody else: one's own answer is the requester's
  await page.waitForURL(/\/tickets\/\d+/);
  const reply = page.locator('#composer-reply');
  const options = page.locator('#canned-list [role=option]');
  const requester = await page.locator('.who b').textContent();

  await page.locator('h1').focus();
  await page.keyboard.press('q');
  await page.keyboard.type('restart client');
  await until(async () => (await options.count()) === 1);
  await page.keyboard.press('Enter');
  await until(async () => (await reply.inputValue()).startsWith(`Hello ${requester.split(' ')[0]},`));

  await reply.fill('First line.');
  await reply.press('End');
  await reply.press('Enter');
  await reply.pressSequentially('/handed');
  await page.keyboard.press('Enter'); // at once: the list of before is not meant
  await until(async () => (await reply.inputValue()).includes('⟦assignee⟧'));
  assert.match(await reply.inputValue(), /^First line\.\nHello /, 'the slash and the word behind it are gone');
  const chosen = await reply.evaluate((field) => field.value.slice(field.selectionStart, field.selectionEnd));
  assert.equal(chosen, '⟦assignee⟧', 'typing goes on where something is missing');

  const address = page.url();
  const refusals = page.getByText('Something is still missing in this answer');
  assert.equal(await refusals.count(), 0);
  await page.locator('[data-send]:visible').click();
  await until(async () => (await refusals.count()) > 0);
  assert.ok((await reply.inputValue()).includes('⟦assignee⟧'), 'the text is still in the composer');

  await reply.fill((await reply.inputValue()).replace('⟦assignee⟧', 'Marek'));
  await page.locator('[data-send]:visible').click();
  await page.waitForURL((url) => url.href.startsWith(address.split('?')[0]) && url.hash.startsWith('#m-'));
  await page.getByText('Marek writes to you next').first().waitFor();
});
