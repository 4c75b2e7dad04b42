import type { Value, Values } from '../../runs/run';
import { entriesOf } from '../config';
import { parseJson, setOwn } from '../json';

/** A name, or names from the outside in: `['metrics', 'mAP50']`. */
export type KeyPath = readonly string[];

/**
 * Nested values that records set and remove key by key. JSON stays text until the end, so that folding a long history
 * costs no parsing of what is overwritten.
 */
export interface ValueTree {
  set(path: KeyPath, json: string): void;
  remove(path: KeyPath): void;
  /** The values so far; a text that is not JSON is left out. */
  values(): Values;
}

type Node = Map<string, Node | string>;

export function createValueTree(): ValueTree {
  const root: Node = new Map();

  /** The node that holds the last key of `path`; a value in the way is opened if it is an object, else replaced. */
  const parentOf = (path: KeyPath): Node => {
    let node = root;
    for (const key of path.slice(0, -1)) {
      let child = node.get(key);
      if (!(child instanceof Map)) {
        child = typeof child === 'string' ? opened(child) : new Map<string, Node | string>();
        node.set(key, child);
      }
      node = child;
    }
    return node;
  };

  return {
    set(path, json) {
      const key = path.at(-1);
      if (key !== undefined) parentOf(path).set(key, json);
    },
    remove(path) {
      const key = path.at(-1);
      if (key !== undefined) parentOf(path).delete(key);
    },
    values() {
      const result = new Map<string, Value>();
      for (const [key, child] of root) {
        const value = valueOf(child);
        if (value !== undefined) result.set(key, value);
      }
      return result;
    },
  };
}

function opened(json: string): Node {
  const parsed = parseJson(json);
  const node: Node = new Map();
  if (!parsed.ok) return node;
  for (const [key, value] of entriesOf(parsed.value) ?? []) node.set(key, textOf(value));
  return node;
}

/** JSON with bare NaN and Infinity, which `JSON.stringify` would turn into null. */
function textOf(value: Value): string {
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `[${value.map((item: Value) => textOf(item)).join()}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries<Value>(value);
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${textOf(item)}`).join()}}`;
  }
  return JSON.stringify(value);
}

function valueOf(node: Node | string): Value | undefined {
  if (typeof node === 'string') {
    const parsed = parseJson(node);
    return parsed.ok ? parsed.value : undefined;
  }
  const result: Record<string, Value> = {};
  for (const [key, child] of node) {
    const value = valueOf(child);
    if (value !== undefined) setOwn(result, key, value);
  }
  return result;
}
