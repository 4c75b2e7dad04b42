// What it costs to read runs: from W&B's API beside pages of 50 and beside a plain download, and again after little has
// changed; and how many requests a failing server gets.
// Usage: npm run bench:sources [-- pull refresh retries] [-- --quick]
import type { Part } from './sources/part';
import { pull } from './sources/pull';
import { refresh } from './sources/refresh';
import { retries } from './sources/retries';
import { playRole } from './sources/role';
import { wandbClient } from './sources/wandbClient';
import { wandbServer } from './sources/wandbServer';

const PARTS: readonly Part[] = [pull, refresh, retries];

async function main([first, ...rest]: readonly string[]): Promise<void> {
  // Processes of their own are this program, started once more.
  if (first === '--role') {
    const [role, options = '{}'] = rest;
    if (role === 'wandbServer') await playRole(wandbServer, options);
    if (role === 'wandbClient') await playRole(wandbClient, options);
    return;
  }
  const given = process.argv.slice(2);
  const names = given.filter((word) => !word.startsWith('--'));
  const unknown = names.find((name) => !PARTS.some((part) => part.name === name));
  if (unknown !== undefined) {
    console.error(`There is no part ${unknown}; there are ${PARTS.map(({ name }) => name).join(', ')}.`);
    process.exitCode = 1;
    return;
  }
  console.log(`Node ${process.version}\n`);
  for (const part of PARTS) {
    if (names.length === 0 || names.includes(part.name)) await part.run({ quick: given.includes('--quick') });
  }
}

void main(process.argv.slice(2));
