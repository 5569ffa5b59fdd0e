// A passkey: set up in the settings, used at the door, and worth nothing once it was taken away. The authenticator is the
// browser's own virtual one (WebDriver's virtual authenticators, https://www.w3.org/TR/webauthn-2/#sctn-automation).

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pageOf, startBrowser, startDesk } from '../desk.mjs';

let desk;
let browser;

before(async () => {
  // A passkey belongs to a name, never to an address of numbers.
  desk = await startDesk('a_passkey', { host: 'localhost' });
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await desk?.stop();
});

async function authenticatorOf(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', { options });
  return { count: async () => (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length };
}

test('a passkey is set up, signs in without a password, and stops when it is removed', async () => {
  const page = await pageOf(browser, desk, 'specialist');
  const authenticator = await authenticatorOf(page);
  await page.goto('/settings/security');
  await page.locator('#passkey-name').fill('Laptop');
  await page.locator('form[data-passkey=create] button').click();
  await page.locator('.setting-list', { hasText: 'Laptop' }).waitFor();
  assert.equal(await authenticator.count(), 1);

  const signOut = () => page.context().clearCookies();
  await signOut();
  await page.goto('/sign-in');
  await page.locator('form[data-passkey=get] button').click();
  await page.waitForURL((url) => url.pathname.startsWith('/tickets'));

  await page.goto('/settings/security');
  await page.locator('.setting-list li', { hasText: 'Laptop' }).locator('button').click();
  await page.locator('fl-toast').waitFor();
  assert.equal(await page.locator('.setting-list li', { hasText: 'Laptop' }).count(), 0);
  await signOut();
  await page.goto('/sign-in');
  await page.locator('form[data-passkey=get] button').click();
  await page.locator('.errors, .err, .alert').first().waitFor();
  assert.ok(new URL(page.url()).pathname.startsWith('/sign-in'));
  assert.deepEqual(page.faults, []);
});
