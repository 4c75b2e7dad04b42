import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import { pythonJson } from './jsonText';
import type { StandInRun } from './model';

/** A file that a run uploaded. */
export interface RunFile {
  readonly name: string;
  readonly mimetype: string;
  readonly text: string;
}

/**
 * What a run has uploaded: its environment once it has begun; configuration, summary and output only at an orderly end,
 * so that a crashed run has none of them.
 */
export function filesOf(run: StandInRun): readonly RunFile[] {
  if (!run.initialised) return [];
  const metadata = { os: 'Linux', python: 'CPython 3.11.2', host: run.host, program: 'train.py', cpu_count: 8 };
  const begun: readonly RunFile[] = [
    { name: 'requirements.txt', mimetype: 'text/plain', text: 'numpy==2.3.1\ntorch==2.9.0\nwandb==0.30.0\n' },
    { name: 'wandb-metadata.json', mimetype: 'application/json', text: JSON.stringify(metadata, null, 2) },
  ];
  if (run.exitCode === null) return begun;
  const config = Object.fromEntries([...run.config].map(([key, value]) => [key, { value }]));
  return [
    { name: 'config.yaml', mimetype: 'application/yaml', text: stringify(config) },
    { name: 'output.log', mimetype: 'text/plain', text: run.log.map(({ text }) => `${text}\n`).join('') },
    ...begun,
    { name: 'wandb-summary.json', mimetype: 'application/json', text: pythonJson(run.summary ?? new Map()) },
  ];
}

/** The file's checksum as W&B gives it. */
export function md5Of(file: RunFile): string {
  return createHash('md5').update(file.text).digest('base64');
}

/** Whether a name fits a pattern of SQL's LIKE: `%` is any text, `_` any character. */
export function isLike(name: string, pattern: string): boolean {
  const expression = pattern
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('%', '[^]*')
    .replaceAll('_', '[^]');
  return new RegExp(`^${expression}$`).test(name);
}
