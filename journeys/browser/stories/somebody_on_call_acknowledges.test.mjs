// A colleague pages the rota from a ticket; whoever is on duty sees who is on, and acknowledges with one click.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { faultsOf, pageOf, startBrowser, startDesk } from '../desk.mjs';

let desk;
let browser;

before(async () => {
  desk = await startDesk('on-call');
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await desk?.stop();
});

// What a page does with keys and clicks does not hang on the engine; the deeds themselves are tested on both.
const ONCE = process.env.FIRSTLINE_TEST_DATABASE ? 'told on SQLite' : false;

test('a lead sees who is on duty, pages the leads, and acknowledges', { skip: ONCE }, async () => {
  const lead = await pageOf(browser, desk, 'lead');
  await lead.goto('/rotas');
  await lead.locator('.on-duty .who b').first().waitFor();
  assert.deepEqual(await faultsOf(lead), []);

  await lead.goto('/tickets?list=all');
  const number = (await lead.locator('a.subject').first().getAttribute('href')).split('?')[0].split('/').pop();
  await lead.goto(`/tickets/${number}/pages`);
  await lead.getByText('Page somebody').click();
  await lead.getByLabel('Whom').selectOption('leads');
  await lead.getByRole('button', { name: 'Page', exact: true }).click();
  await lead.waitForURL(new RegExp(`/tickets/${number}$`));
  await lead.locator('#turns').getByText(/paged .*\(leads\)/).first().waitFor();

  await lead.goto('/pages');
  assert.deepEqual(await faultsOf(lead), []);
  const page = lead.locator('li', { has: lead.locator(`a[href="/tickets/${number}"]`) }).first();
  await page.getByText('Nobody has acknowledged yet').waitFor();
  await page.getByRole('button', { name: 'Acknowledge' }).click();
  await lead.waitForURL(new RegExp(`/tickets/${number}$`));
  await lead.locator('#turns').getByText(/acknowledged the page/).first().waitFor();
});
