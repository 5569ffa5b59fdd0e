// Runs every story, or those named, one after another, each on a copy of one demo.

import { spawn } from 'node:child_process';
import { makeModel } from '../demo.mjs';

const STORY_MS_MAX = 600_000;
const stories = process.argv.length > 2 ? process.argv.slice(2) : ['stories/'];

const model = await makeModel();
try {
  const args = ['--test', '--test-concurrency=1', `--test-timeout=${STORY_MS_MAX}`, ...stories];
  const runner = spawn(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...model.env } });
  process.exitCode = await new Promise((resolve) => runner.once('close', resolve)) ?? 1;
} finally {
  model.remove();
}
