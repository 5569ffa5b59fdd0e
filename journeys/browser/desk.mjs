// A started Firstline with demo data of its own, and a browser that counts what the design forbids.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const START_MS_MAX = 180_000;
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function need(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} must say where it is; \`cargo ci journeys\` does`);
  return value;
}

// Each desk on PostgreSQL gets a schema of its own, gone when the desk is.
function databaseFor(name) {
  const server = process.env.FIRSTLINE_TEST_DATABASE;
  if (!server) return null;
  const schema = `journey_${process.pid}_${name}`;
  execFileSync('psql', [server, '--quiet', '--command', `CREATE SCHEMA ${schema}`]);
  return { server, schema };
}

/// Starts `firstline demo`, which knows itself under `host`; answers its addresses, sign-in links and a way to stop it.
export async function startDesk(name, { host = '127.0.0.1' } = {}) {
  const data = mkdtempSync(path.join(tmpdir(), 'firstline-journey-'));
  const [port, smtp] = [await freePort(), await freePort()];
  const args = ['demo', '--data', data, '--listen', `127.0.0.1:${port}`, '--smtp-listen', `127.0.0.1:${smtp}`];
  const database = databaseFor(name);
  if (database) args.push('--database', `${database.server}${database.server.includes('?') ? '&' : '?'}options=-csearch_path%3D${database.schema}`);
  const url = `http://${host}:${port}`;
  const child = spawn(need('FIRSTLINE'), args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, FIRSTLINE_BASE_URL: url } });
  const log = [];
  const links = {};
  const started = new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the desk did not start:\n${log.join('')}`)), START_MS_MAX);
    const read = (chunk) => {
      log.push(chunk.toString());
      const text = log.join('');
      for (const [, role, link] of text.matchAll(/^\s*(specialist|lead|administrator|requester)\s.*?(http\S+)/gm)) links[role] = link;
      if (Object.keys(links).length === 4) {
        clearTimeout(late);
        resolve();
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', (chunk) => log.push(chunk.toString()));
    child.on('exit', (code) => reject(new Error(`the desk ended with ${code}:\n${log.join('')}`)));
  });
  await started;
  return {
    url,
    smtp,
    data,
    links,
    sessions: {},
    log,
    async stop() {
      child.kill('SIGTERM');
      await new Promise((resolve) => child.on('exit', resolve));
      rmSync(data, { recursive: true, force: true });
      if (database) execFileSync('psql', [database.server, '--quiet', '--command', `SET client_min_messages = error; DROP SCHEMA ${database.schema} CASCADE`]);
    },
  };
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
