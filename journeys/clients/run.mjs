// Starts a demo desk with an API token and lets the unmodified clients speak to it, then schemathesis; the last line says
// how it went.
//
// FIRSTLINE names the program, PYTHON an interpreter that has zenpy and schemathesis; FIRSTLINE_TEST_DATABASE a PostgreSQL
// server, to have the desk on it. Arguments name the runners to run: zenpy, node-zendesk, ruby (its requests, told by hand: the
// package is not to be had here), schemathesis; all without any.

import { execFileSync, spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { need, startDemo } from '../demo.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));
// Who speaks to it: an administrator with a password of their own.
const EMAIL = 'clients@demo.localhost';
const PASSWORD = 'four unmodified clients asking';

// Runs one runner and answers its counts, by the last line it says: `N passed, N failed, N not served yet`.
function run(program, args, env) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: HERE, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
      process.stdout.write(chunk);
    });
    child.on('close', (code) => {
      const last = said.match(/(\d+) passed, (\d+) failed, (\d+) not served yet\s*$/);
      resolve(last ? last.slice(1).map(Number) : [0, 1, 0]);
      if (!last) console.log(`${program} ended with ${code} and no count`);
    });
  });
}

const RUNNERS = {
  zenpy: (env) => run(need('PYTHON'), ['zenpy_calls.py'], env),
  'node-zendesk': (env) => run(process.execPath, ['node_zendesk_calls.mjs'], env),
  ruby: (env) => run(need('PYTHON'), ['ruby_walk.py'], env),
  schemathesis: (env) => run(need('PYTHON'), ['schema.py'], env),
};
const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(RUNNERS);

// Adds the administrator and chooses their password by their invitation, as they would. Answers a token of theirs.
async function introduced(url, options) {
  const firstline = (...args) => JSON.parse(execFileSync(need('FIRSTLINE'), [...args, ...options, '--json'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  const { invitation } = firstline('person', 'add', '--email', EMAIL, '--name', 'Clio Clients', '--role', 'administrator');
  const page = url + new URL(invitation).pathname;
  const chosen = await fetch(page, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: url, 'Sec-Fetch-Site': 'same-origin' },
    body: new URLSearchParams({ password: PASSWORD }),
  });
  if (chosen.status !== 303) throw new Error(`choosing a password answered ${chosen.status}`);
  return firstline('token', 'create', '--email', EMAIL, '--name', 'clients').token;
}

// Letters that wait for a person: strangers answer what somebody else asked.
function lettersThatWait(options) {
  const deliver = (from, id, more) => {
    const input = `From: ${from}\nTo: support\nSubject: VPN\nMessage-ID: <${id}@clients.example>\n${more}\n\nIt broke again.\n`;
    return JSON.parse(execFileSync(need('FIRSTLINE'), ['deliver', ...options], { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] })).outcome;
  };
  const outcomes = [deliver('one@clients.example', 'one', 'X-Nothing: 1')];
  for (const n of ['two', 'three', 'four']) outcomes.push(deliver(`${n}@clients.example`, n, 'In-Reply-To: <one@clients.example>'));
  if (outcomes.join() !== 'opened,held,held,held') throw new Error(`letters came to ${outcomes.join()}`);
}

// The runners ask as fast as they can; how requests are counted has tests of its own.
const desk = await startDemo('clients', { env: { FIRSTLINE_API_REQUESTS_A_MINUTE: '0' } });
let counts = [0, 1, 0];
try {
  const token = await introduced(desk.url, desk.options);
  lettersThatWait(desk.options);
  const env = { DESK: desk.url, EMAIL, PASSWORD, TOKEN: token, ZENPY_FORCE_SCHEME: 'http', ZENPY_FORCE_NETLOC: new URL(desk.url).host };
  counts = [0, 0, 0];
  for (const name of chosen) {
    const found = await RUNNERS[name](env);
    counts = counts.map((count, at) => count + found[at]);
  }
  const errors = desk.log.join('').split('\n').filter((line) => line.includes('ERROR'));
  if (errors.length > 0) {
    counts[1] += 1;
    console.log(`FAILED the desk logged ${errors.length} errors:\n${errors.slice(0, 20).join('\n')}`);
  }
} finally {
  await desk.stop();
}
console.log(`all clients: ${counts[0]} passed, ${counts[1]} failed, ${counts[2]} not served yet`);
process.exitCode = counts[1] > 0 ? 1 : 0;
