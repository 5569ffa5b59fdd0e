// Starts a demo desk with an API token and lets the unmodified clients speak to it; the last line says how it went.
//
// FIRSTLINE names the program, PYTHON an interpreter that has zenpy.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const START_MS_MAX = 180_000;
// Who administers the demo.
const ADMINISTRATOR = 'sam.okoye@demo.localhost';

function need(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} must say where it is; \`cargo ci clients\` does`);
  return value;
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

function run(program, args, env) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: HERE, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
      process.stdout.write(chunk);
    });
    child.on('close', (code) => {
      const last = said.match(/(\d+) passed, (\d+) failed, (\d+) not offered\s*$/);
      resolve(last ? last.slice(1).map(Number) : [0, 1, 0]);
      if (!last) console.log(`${program} ended with ${code} and no count`);
    });
  });
}

const data = mkdtempSync(path.join(tmpdir(), 'firstline-clients-'));
const [port, smtp] = [await freePort(), await freePort()];
const url = `http://127.0.0.1:${port}`;
const options = ['--data', data];
const server = spawn(need('FIRSTLINE'), ['demo', ...options, '--listen', `127.0.0.1:${port}`, '--smtp-listen', `127.0.0.1:${smtp}`], {
  env: { ...process.env, FIRSTLINE_BASE_URL: url },
  stdio: ['ignore', 'pipe', 'pipe'],
});
const log = [];
server.stdout.on('data', (chunk) => log.push(chunk.toString()));
server.stderr.on('data', (chunk) => log.push(chunk.toString()));
let counts = [0, 1, 0];
try {
  await started(url, log);
  const args = ['token', 'create', ...options, '--email', ADMINISTRATOR, '--name', 'clients', '--json'];
  const token = execFileSync(need('FIRSTLINE'), args, { encoding: 'utf8' });
  const env = { DESK: url, EMAIL: ADMINISTRATOR, TOKEN: JSON.parse(token).token, ZENPY_FORCE_SCHEME: 'http', ZENPY_FORCE_NETLOC: `127.0.0.1:${port}` };
  const zenpy = await run(need('PYTHON'), ['zenpy_calls.py'], env);
  const node = await run(process.execPath, ['node_zendesk_calls.mjs'], env);
  counts = zenpy.map((count, at) => count + node[at]);
} finally {
  server.kill('SIGTERM');
  await new Promise((resolve) => server.once('close', resolve));
  if (counts[1] > 0) console.log(log.join('').split('\n').filter((line) => line.includes('ERROR')).slice(0, 20).join('\n'));
  rmSync(data, { recursive: true, force: true });
}
console.log(`${counts[0]} passed, ${counts[1]} failed, ${counts[2]} not offered`);
process.exitCode = counts[1] > 0 ? 1 : 0;
