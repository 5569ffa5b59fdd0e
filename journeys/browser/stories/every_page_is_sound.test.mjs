// Every page, for whom it is, in both themes and at both widths: no violation of WCAG 2.2 AA, of the content security policy,
// no script error, no failed answer.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { faultsOf, pageOf, startBrowser, startDesk } from '../desk.mjs';

const PAGES = {
  specialist: ['/tickets', '/tickets?list=all', '/tickets?list=all&group=team', '/tickets?q=status:nonsense', '/tickets/1', '/tickets/400', '/tickets/400/edit', '/bulk?ticket=400&ticket=399', '/tickets/new', '/search', '/search?q=vpn', '/notifications', '/settings/notifications', '/mail-to-check', '/people', '/people/9', '/organizations', '/organizations/1', '/settings', '/settings/profile', '/settings/appearance', '/settings/security', '/nothing-here'],
  lead: ['/views/1'],
  administrator: ['/outbox', '/outbox/1', '/people/new', '/settings/teams', '/settings/categories', '/settings/matrix', '/settings/sites', '/settings/mailboxes'],
  requester: ['/portal', '/portal/requests', '/portal/you', '/portal/help'],
  stranger: ['/sign-in', '/set-up', '/invitation/none', '/sign-in/link/none'],
};
const EXPECTED = { '/tickets?q=status:nonsense': 422, '/nothing-here': 404, '/sign-in/link/none': 422 };

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

for (const [role, paths] of Object.entries(PAGES)) {
  test(`pages of the ${role}`, async () => {
    const page = await pageOf(browser, desk, role === 'stranger' ? null : role);
    for (const path of paths) {
      for (const colorScheme of ['light', 'dark']) {
        for (const viewport of [{ width: 1440, height: 960 }, { width: 390, height: 844 }]) {
          await page.emulateMedia({ colorScheme });
          await page.setViewportSize(viewport);
          const answer = await page.goto(path);
          assert.equal(answer.status(), EXPECTED[path] ?? 200, path);
          const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          assert.ok(sideways <= 0, `${path} scrolls sideways by ${sideways} px at ${viewport.width}`);
          assert.deepEqual(await faultsOf(page), [], `${path} ${colorScheme} ${viewport.width}`);
        }
      }
    }
    await page.context().close();
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
