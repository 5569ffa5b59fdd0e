// A ticket shows the problem behind it; a lead declares a major incident, the portal of whom it concerns says so, and its end too.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pageOf, startBrowser, startDesk } from '../desk.mjs';

let desk;
let browser;
let helen;
let dana;

before(async () => {
  desk = await startDesk('problem');
  browser = await startBrowser();
  helen = await pageOf(browser, desk, 'lead');
  dana = await pageOf(browser, desk, 'requester');
});

after(async () => {
  await browser?.close();
  await desk?.stop();
});

test('the problem behind a ticket, and what helps meanwhile, come beside it', async () => {
  await helen.goto('/problems?which=known');
  await helen.getByRole('link', { name: 'VPN client 5.1.4 drops the connection' }).click();
  await helen.locator('tbody th a').first().click();
  await helen.locator('#around', { hasText: 'Go back to 5.1.3' }).waitFor();
});

test('a major incident is declared, read in the portal, and ended', async () => {
  await helen.goto('/tickets/3/major-incident');
  await helen.locator('#title').fill('The phones are silent');
  await helen.locator('#note').fill('Calls do not come in. Outgoing calls work. We know more in half an hour.');
  await helen.getByRole('button', { name: 'Declare a major incident' }).click();
  await helen.locator('.band', { hasText: 'The phones are silent' }).waitFor();
  const address = new URL(helen.url()).pathname;
  await dana.goto('/portal');
  await dana.locator('.concern', { hasText: 'Calls do not come in' }).waitFor();
  await helen.goto(address);
  await helen.locator('#summary').fill('A switch was restarted. Calls come in again.');
  await helen.getByRole('button', { name: 'End it' }).click();
  await helen.getByText('A switch was restarted').first().waitFor();
  await dana.goto('/portal');
  await dana.locator('.concern', { hasText: 'Calls come in again' }).waitFor();
  assert.equal(await dana.locator('.concern', { hasText: 'Calls do not come in' }).count(), 0);
});
