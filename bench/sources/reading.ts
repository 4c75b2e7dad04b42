import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Benchmark } from './benchmark';
import { grouped, median, printTable } from './figures';
import type { Part, Work } from './part';
import { startRole, type Role } from './role';

/** What one way of reading took. */
interface Measured extends Work {
  readonly seconds: number;
  /** Largest memory of the process in its life, in bytes. */
  readonly peakBytes: number;
}

/** The process of one way of reading. */
export function fileReader(
  parts: readonly Part[],
): Role<{ readonly part: string; readonly folder: string }, { readonly way: string }, Measured> {
  return ({ part, folder }) => {
    const ways = parts.find(({ name }) => name === part)!.contenders;
    const answer = async ({ way }: { readonly way: string }): Promise<Measured> => {
      const start = performance.now();
      const work = await ways[way]!(folder);
      const seconds = (performance.now() - start) / 1000;
      return { ...work, seconds, peakBytes: process.resourceUsage().maxRSS * 1024 };
    };
    return Promise.resolve({ answer });
  };
}

/** Writes the files of a part, and has them read in each of its ways in turn. */
export function readingOf(part: Part): Benchmark {
  return {
    name: part.name,
    async run({ quick, once }) {
      const folder = await mkdtemp(join(tmpdir(), 'sweep-guard-bench-'));
      try {
        const written = await part.make(folder, quick ? 0.05 : 1);
        await compare(part, folder, written, quick || once ? 1 : 3);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

async function compare(part: Part, folder: string, written: string, rounds: number): Promise<void> {
  const ways = Object.keys(part.contenders);
  const measured = ways.map((): Measured[] => []);
  for (let round = 0; round < rounds; round++) {
    for (let k = 0; k < ways.length; k++) {
      const i = (k + round) % ways.length;
      const reader = await startRole<{ way: string }, Measured>('fileReader', { part: part.name, folder });
      measured[i]!.push(await reader.ask({ way: ways[i]! }));
      await reader.stop();
    }
  }
  const seconds = measured.map((all) => median(all.map((one) => one.seconds)));
  console.log(`${part.name}: ${part.title}; ${written}; median of ${rounds}\n`);
  printTable(
    ['how', 's', 'MB/s', 'peak MB', '× as long', 'what it made of it'],
    ways.map((way, i) => {
      const { bytes, note } = measured[i]![0]!;
      const peak = median(measured[i]!.map(({ peakBytes }) => peakBytes));
      return [
        way,
        seconds[i]!.toFixed(2),
        bytes === 0 ? '-' : grouped(bytes / 1e6 / seconds[i]!),
        grouped(peak / 1e6),
        (seconds[i]! / seconds[0]!).toFixed(2),
        note,
      ];
    }),
  );
  console.log();
}
