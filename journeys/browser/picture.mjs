// Takes the README's picture from a fresh demo: FIRSTLINE=target/debug/firstline CHROMIUM=/usr/bin/chromium node picture.mjs

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pageOf, startBrowser, startDesk } from './desk.mjs';

const file = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../docs/pictures/workspace.png');
const desk = await startDesk('picture');
const browser = await startBrowser();
try {
  const page = await pageOf(browser, desk, 'specialist', { viewport: { width: 1440, height: 900 } });
  await page.goto('/tickets');
  await page.getByRole('link', { name: /DockPlan freezes/ }).first().click();
  await page.waitForURL(/\/tickets\/\d+/);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(1000);
  await page.screenshot({ path: file });
} finally {
  await browser.close();
  await desk.stop();
}
