import { isScalar, parseDocument, visit } from 'yaml';
import { withoutErrorStacks } from '../errorStacks';
import { fail, ok, type Result } from '../ports';
import type { Value } from '../runs/run';
import { setOwn } from './json';

/** The entries of a JSON object, own ones only; `null` for anything else. */
export function entriesOf(value: Value | undefined): [string, Value][] | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return Object.entries<Value>(value);
}

/** The object with these entries, `__proto__` among them being an ordinary key. */
export function objectOf(entries: readonly (readonly [string, Value])[]): Value {
  const result: Record<string, Value> = {};
  for (const [key, value] of entries) setOwn(result, key, value);
  return result;
}

/** A configuration without the keys that W&B keeps for itself. */
export function withoutInternalKeys(config: Iterable<readonly [string, Value]>): Map<string, Value> {
  const result = new Map<string, Value>();
  for (const [key, value] of config) if (!isInternalEntry(key)) result.set(key, value);
  return result;
}

/**
 * Takes the values out of W&B's form `{key: {value: …, desc: …}}`, internal keys dropped. An entry of another form is its
 * own value, as W&B's client reads it.
 */
export function unwrapConfig(entries: readonly [string, Value][]): Map<string, Value> {
  const config = withoutInternalKeys(entries);
  for (const [key, value] of config) {
    const inner = wrappedValue(value);
    if (inner !== undefined) config.set(key, inner);
  }
  return config;
}

/** Whether W&B keeps the entry of a configuration for itself. */
export function isInternalEntry(key: string): boolean {
  return key === '_wandb' || key === 'wandb_version';
}

/** `value` of an object that holds only `value` and maybe `desc`; `undefined` for anything else. */
export function wrappedValue(value: Value): Value | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const fields = value as Readonly<Record<string, Value>>;
  for (const key in fields) if (key !== 'value' && key !== 'desc') return undefined;
  return Object.hasOwn(fields, 'value') ? fields.value : undefined;
}

/** Texts that PyYAML writes without quotes and reads as text, but that are numbers in YAML 1.2. */
const TEXT_TO_PYYAML = /^[-+]?(?:\d+[eE][-+]?\d+|\d*\.\d*[eE]\d+|0o[0-7]+)$/;

/** A configuration file of W&B: its entries, and whether PyYAML wrote it (the agent, and clients before 0.18). */
export interface ConfigFile {
  readonly entries: Map<string, Value>;
  readonly isPython: boolean;
}

/**
 * Reads `files/config.yaml` (of the Go core or of the older Python client) and `sweep-*` `config-*.yaml`. The error is
 * a sentence for a list of problems.
 */
export function parseConfigFile(text: string): Result<ConfigFile, string> {
  try {
    const document = withoutErrorStacks(() =>
      parseDocument(withoutInternalBlock(text), { schema: 'core', logLevel: 'silent' }),
    );
    const problem = document.errors[0];
    if (problem !== undefined) return fail(`is not valid YAML at line ${problem.linePos?.[0].line ?? 1}`);
    const isPython = document.has('wandb_version');
    if (isPython) {
      visit(document, {
        Scalar(_key, node) {
          if (node.type === 'PLAIN' && TEXT_TO_PYYAML.test(node.source ?? '')) node.value = node.source;
        },
      });
    }
    if (isScalar(document.contents) || document.contents === null) return fail('holds no settings');
    const entries = entriesOf(valueOf(document.toJS()));
    return entries === null ? fail('holds no settings') : ok({ entries: unwrapConfig(entries), isPython });
  } catch {
    // Aliases that expand without end, or nesting without bottom.
    return fail('is not a configuration');
  }
}

/** Half of a `config.yaml` is about the client itself; leaving it out before parsing halves the time. Lines stay in place. */
function withoutInternalBlock(text: string): string {
  return text.replace(/^_wandb:[^\n]*\n(?:(?:[ \t][^\n]*)?\n)*(?:[ \t][^\n]*(?![^]))?/m, (block) =>
    block.replace(/[^\n]/g, ''),
  );
}

/** What a YAML library hands out, as a `Value`; what has no place in one becomes text. */
function valueOf(raw: unknown): Value {
  if (raw === null || raw === undefined) return null;
  if (typeof raw === 'boolean' || typeof raw === 'number' || typeof raw === 'string') return raw;
  if (Array.isArray(raw)) return raw.map(valueOf);
  if (typeof raw === 'object') {
    return objectOf(Object.entries(raw).map(([key, value]) => [key, valueOf(value)]));
  }
  return typeof raw === 'bigint' ? Number(raw) : null;
}
