// A started demo for stories and clients: a folder, on PostgreSQL a database of its own, and free ports. One demo can be made
// for many to start from: telling its ninety days takes longer than most stories.
//
// FIRSTLINE names the program; FIRSTLINE_TEST_DATABASE a PostgreSQL server whose user may make databases.

import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/// For a demo on PostgreSQL by a build for debugging, beside other work.
const START_MS_MAX = 300_000;
const ROLES = 4;

export function need(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} must say where it is; \`cargo ci\` does`);
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

function onServer(statement) {
  execFileSync('psql', [process.env.FIRSTLINE_TEST_DATABASE, '--quiet', '--command', statement]);
}

/// An empty place for a demo, or one like `model`'s.
function placeFor(name, model) {
  const data = mkdtempSync(path.join(tmpdir(), `firstline-${name}-`));
  if (model) cpSync(model.data, data, { recursive: true });
  let database = null;
  if (process.env.FIRSTLINE_TEST_DATABASE) {
    database = `firstline_${name}_${process.pid}`.replaceAll(/\W/g, '_');
    onServer(`CREATE DATABASE ${database}${model ? ` TEMPLATE ${model.database} STRATEGY file_copy` : ''}`);
  }
  return { data, database };
}

function remove({ data, database }) {
  rmSync(data, { recursive: true, force: true });
  if (database) onServer(`DROP DATABASE ${database} WITH (FORCE)`);
}

function options({ data, database }) {
  if (!database) return ['--data', data];
  const url = new URL(process.env.FIRSTLINE_TEST_DATABASE);
  url.pathname = `/${database}`;
  return ['--data', data, '--database', url.href];
}

/// Makes a demo and stops it again; what it answers goes into the environment of those who start from it.
export async function makeModel() {
  const place = placeFor('model');
  await (await startAt(place, '127.0.0.1', {})).end();
  return { env: { JOURNEYS_MODEL: JSON.stringify(place) }, remove: () => remove(place) };
}

/// Starts `firstline demo`, which knows itself under `host`; answers its addresses, sign-in links, the options other commands
/// reach its data with, and a way to stop it for good.
export async function startDemo(name, { host = '127.0.0.1', env = {} } = {}) {
  const model = process.env.JOURNEYS_MODEL ? JSON.parse(process.env.JOURNEYS_MODEL) : null;
  const place = placeFor(name, model);
  const { end, ...demo } = await startAt(place, host, env).catch((error) => {
    remove(place);
    throw error;
  });
  return {
    ...demo,
    options: options(place),
    async stop() {
      await end();
      remove(place);
    },
  };
}

async function startAt(place, host, env) {
  const [port, smtp] = [await freePort(), await freePort()];
  const url = `http://${host}:${port}`;
  const args = ['demo', ...options(place), '--listen', `127.0.0.1:${port}`, '--smtp-listen', `127.0.0.1:${smtp}`];
  const child = spawn(need('FIRSTLINE'), args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, FIRSTLINE_BASE_URL: url, ...env } });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const log = [];
  const links = {};
  await new Promise((resolve, reject) => {
    const fail = (why) => {
      child.kill('SIGKILL');
      reject(new Error(`the demo ${why}:\n${log.join('')}`));
    };
    const late = setTimeout(() => fail(`did not start within ${START_MS_MAX} ms`), START_MS_MAX);
    child.stdout.on('data', (chunk) => {
      log.push(chunk.toString());
      for (const [, role, link] of log.join('').matchAll(/^\s*(specialist|lead|administrator|requester)\s.*?(http\S+)/gm)) links[role] = link;
      if (Object.keys(links).length < ROLES) return;
      clearTimeout(late);
      resolve();
    });
    child.stderr.on('data', (chunk) => log.push(chunk.toString()));
    ended.then((code) => {
      clearTimeout(late);
      fail(`ended with ${code}`);
    });
  });
  return {
    url,
    smtp,
    links,
    log,
    async end() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
