// Starts a demo desk with an API token and lets the unmodified clients speak to it, then schemathesis; the last line says
// how it went.
//
// FIRSTLINE names the program, PYTHON an interpreter that has zenpy and schemathesis; FIRSTLINE_TEST_DATABASE a PostgreSQL
// server, to have the desk on it. Arguments name the runners to run: zenpy, node-zendesk, schemathesis; all without any.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const START_MS_MAX = 180_000;
// Who speaks to it: an administrator with a password of their own.
const EMAIL = 'clients@demo.localhost';
const PASSWORD = 'four unmodified clients asking';

function need(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} must say where it is; \`cargo ci clients\` does`);
  return value;
}

// On PostgreSQL the desk gets a schema of its own, gone when the desk is.
function databaseFor() {
  const server = process.env.FIRSTLINE_TEST_DATABASE;
  if (!server) return null;
  const schema = `clients_${process.pid}`;
  execFileSync('psql', [server, '--quiet', '--command', `CREATE SCHEMA ${schema}`]);
  const url = `${server}${server.includes('?') ? '&' : '?'}options=-csearch_path%3D${schema}`;
  const drop = `SET client_min_messages = error; DROP SCHEMA ${schema} CASCADE`;
  return { url, drop: () => execFileSync('psql', [server, '--quiet', '--command', drop]) };
}

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

async function started(url, log) {
  const until = Date.now() + START_MS_MAX;
  while (Date.now() < until) {
    const told = await fetch(`${url}/api/v2/users/me.json`).catch(() => null);
    // The demo's people are there before anybody is let in by a link.
    if (told?.ok && log.join('').includes('administrator')) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`the desk did not start:\n${log.join('')}`);
}

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

const data = mkdtempSync(path.join(tmpdir(), 'firstline-clients-'));
const [port, smtp] = [await freePort(), await freePort()];
const url = `http://127.0.0.1:${port}`;
const database = databaseFor();
const options = ['--data', data, ...(database ? ['--database', database.url] : [])];
const server = spawn(need('FIRSTLINE'), ['demo', ...options, '--listen', `127.0.0.1:${port}`, '--smtp-listen', `127.0.0.1:${smtp}`], {
  // The runners ask as fast as they can; how requests are counted has tests of its own.
  env: { ...process.env, FIRSTLINE_BASE_URL: url, FIRSTLINE_API_REQUESTS_A_MINUTE: '0' },
  stdio: ['ignore', 'pipe', 'pipe'],
});
const ended = new Promise((resolve) => server.once('close', resolve));
const log = [];
server.stdout.on('data', (chunk) => log.push(chunk.toString()));
server.stderr.on('data', (chunk) => log.push(chunk.toString()));
let counts = [0, 1, 0];
try {
  await started(url, log);
  const token = await introduced(url, options);
  const env = { DESK: url, EMAIL, PASSWORD, TOKEN: token, ZENPY_FORCE_SCHEME: 'http', ZENPY_FORCE_NETLOC: `127.0.0.1:${port}` };
  counts = [0, 0, 0];
  for (const name of chosen) {
    const found = await RUNNERS[name](env);
    counts = counts.map((count, at) => count + found[at]);
  }
  const errors = log.join('').split('\n').filter((line) => line.includes('ERROR'));
  if (errors.length > 0) {
    counts[1] += 1;
    console.log(`FAILED the desk logged ${errors.length} errors:\n${errors.slice(0, 20).join('\n')}`);
  }
} finally {
  server.kill('SIGTERM');
  await ended;
  rmSync(data, { recursive: true, force: true });
  database?.drop();
}
console.log(`all clients: ${counts[0]} passed, ${counts[1]} failed, ${counts[2]} not served yet`);
process.exitCode = counts[1] > 0 ? 1 : 0;
