// A started Firstline with demo data of its own, and a browser that counts what the design forbids.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import { chromium } from 'playwright-core';
import { need, startDemo } from '../demo.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/// A demo of the story's own, and the sessions of those who signed in at it.
export async function startDesk(name, options) {
  return { ...(await startDemo(name, options)), sessions: {} };
}

/// A browser for a whole file of stories. One that fetches ahead also looks for its maker's hosts, so only stories that are
/// about that ask for it.
export function startBrowser({ fetchesAhead = false } = {}) {
  const args = FLAGS.filter((flag) => !(fetchesAhead && flag === '--disable-background-networking'));
  return chromium.launch({ executablePath: need('CHROMIUM'), args });
}

/// A page of somebody's, signed in by the link printed for their role (or of a stranger, without one).
export async function pageOf(browser, desk, role, options = {}) {
  // A printed link works once: whoever comes again comes with the session.
  const storageState = desk.sessions[role];
  const context = await browser.newContext({ viewport: { width: 1440, height: 960 }, baseURL: desk.url, storageState, ...options });
  const page = await context.newPage();
  page.faults = [];
  page.on('console', (message) => {
    if (/Content.Security.Policy|Refused to/i.test(message.text())) page.faults.push(`CSP: ${message.text()}`);
  });
  page.on('pageerror', (error) => page.faults.push(`script: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 500) page.faults.push(`${response.status()} ${response.url()}`);
  });
  if (role && !storageState) {
    await page.goto(desk.links[role]);
    await page.locator('main form button').first().click();
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    desk.sessions[role] = await context.storageState();
  }
  return page;
}

/// What axe finds against WCAG 2.2 AA and best practice, one line a fault.
export async function faultsOf(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const run = { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } };
    const { violations } = await window.axe.run(document, run);
    return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')} ${n.failureSummary?.split('\n')[1]?.trim() ?? ''}`));
  });
  return [...page.faults, ...found];
}

/// Speaks SMTP to the desk's door, as any mail program would.
export function sendLetter(desk, { from, to, letter }) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(desk.smtp, '127.0.0.1');
    const steps = ['EHLO journey.example', `MAIL FROM:<${from}>`, `RCPT TO:<${to}>`, 'DATA', `${letter.replace(/\r?\n/g, '\r\n').replace(/^\./gm, '..')}\r\n.`, 'QUIT'];
    const wanted = [220, 250, 250, 250, 354, 250, 221];
    let at = 0;
    let answer = '';
    socket.setTimeout(20_000, () => socket.destroy(new Error('the SMTP door is silent')));
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      answer += chunk;
      if (!/^\d{3} .*\r\n$/m.test(answer.slice(answer.lastIndexOf('\n', answer.length - 2) + 1))) return;
      if (!answer.trimEnd().split('\n').pop().startsWith(String(wanted[at]))) return socket.destroy(new Error(`after ${steps[at - 1]}: ${answer}`));
      answer = '';
      if (at === steps.length) return resolve();
      socket.write(`${steps[at]}\r\n`);
      at += 1;
    });
  });
}

/// Tries `look` until it answers something, for at most `ms`.
export async function until(look, ms = 15_000) {
  const end = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited ${ms} ms for: ${look}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
