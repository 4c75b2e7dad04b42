import { fail, type Result } from '../ports';
import type { Value } from '../runs/run';
import { parseJson, type JsonError } from './json';

/** Takes the text of one JSON document in pieces of any size. */
export interface JsonDocument {
  push(text: string): void;
  /** The document with its list empty, once all of it is there and right. */
  end(): Result<Value, JsonError>;
  /** Whether the list has begun: what stands in it is handed on and gone. */
  hasList(): boolean;
  /** Whether an error is sure, whatever follows. */
  isOver(): boolean;
  /** Whether the text so far ends inside of a text in quotes, or of how many brackets. */
  depth(): number | 'in-text';
}

/** Characters. No run is that long: a text that long is one value which is something else. */
const MAX_VALUE_LENGTH = 128 * 1024 * 1024;
/** Characters that an error's message may quote of what stands behind it. */
const QUOTED_LENGTH = 16;
/** Elements from which is learned what parts them. */
const JOINT_FROM = 2;
/** Characters between two elements, at most. */
const JOINT_LENGTH = 100;

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const LIST = 91;
const LIST_END = 93;
const OBJECT = 123;
const OBJECT_END = 125;

/**
 * Reads a JSON document whose bulk is one list: the document itself, or the member `list` of the outer object. Elements
 * are handed on one by one as they are complete; only what is under way, and what stands around the list, is in memory.
 *
 * The scanner only counts brackets. What stands between two commas of the list, and the document without its elements,
 * is left to the ordinary parser, which finds any mistake. Where elements are written alike, the next end is guessed by what
 * parted the last ones: a text that ends at a comma of the list is a value, and one that ends at any other is none, so
 * that the parser itself says whether the guess is right.
 */
export function createJsonDocument(list: string, onElement: (value: Value, line: number) => void): JsonDocument {
  /** What is not handed on yet: an element, or before and behind the list all of it. */
  let text = '';
  /** Line of the file, counted from one, at which `text` begins. */
  let line = 1;
  let at = 0;
  let depth = 0;
  let isInText = false;
  /** Where in `text` what is not handed on begins; behind it only while a piece is being scanned. */
  let start = 0;
  /** The deepest bracket since the last element. */
  let deepest = 0;
  /** Text before the list; `null` until it begins. */
  let head: string | null = null;
  let headLines = 0;
  let listDepth = 0;
  let elements = 0;
  let isListClosed = false;
  /** What parts two objects of the list, from bracket to bracket; `null` as long as, or since, no guess is possible. */
  let joint: string | null = null;
  /** The element before this one as far as it makes the joint: its end, with space and comma. */
  let lastEnd: string | null = null;
  /** Where the piece ends that no element can be; its message waits for the text behind it. */
  let wrongUntil: number | null = null;
  let error: JsonError | null = null;

  /** Forgets what stands before `at`. The text itself is cut once for each piece: every cut would be a view of a view. */
  const drop = (): void => {
    line += countLines(text.slice(start, at));
    start = at;
  };

  const cut = (): void => {
    text = text.slice(start);
    at -= start;
    start = 0;
  };

  /** Asks the parser what is wrong with an element, in the place where it stands. */
  const explain = (): void => {
    const rest = text.slice(start);
    const parsed = parseJson((elements === 0 ? '[' : '[0,') + rest);
    error = parsed.ok
      ? { message: "expected ',' or ']', found the end", line: line + countLines(rest), isCut: true }
      : { ...parsed.error, line: parsed.error.line + line - 1 };
    start = 0;
    text = '';
  };

  const isMember = (): boolean => {
    const name = /"((?:[^"\\]|\\.)*)"\s*:\s*$/.exec(text.slice(Math.max(start, at - 200), at));
    return name?.[1] === list;
  };

  const startList = (): void => {
    head = text.slice(start, at);
    headLines = countLines(text.slice(start, at));
    listDepth = depth + 1;
    at++;
    drop();
  };

  /** Hands on what stands before `at`; `false` where that is no element. */
  const takeElement = (isLast: boolean): boolean => {
    const piece = text.slice(start, at);
    if (isLast && elements === 0 && piece.trim() === '') return true;
    const parsed = parseJson(piece, deepest - listDepth);
    deepest = depth;
    if (parsed.ok) {
      onElement(parsed.value, line);
      elements++;
    } else wrongUntil = at;
    return parsed.ok;
  };

  /** Notes what stands between the element before `at` and the one before that. */
  const learnJoint = (): void => {
    if (elements > JOINT_FROM) return;
    const piece = text.slice(start, at);
    const begin = /^\s*\{/.exec(piece)?.[0];
    const end = /\}\s*$/.exec(piece.slice(-JOINT_LENGTH))?.[0];
    joint = lastEnd !== null && begin !== undefined && begin.length < JOINT_LENGTH ? lastEnd + begin : null;
    lastEnd = end === undefined ? null : `${end},`;
  };

  /** Takes elements that end where the joint says; the first one that does not is left to the scanner, and all behind it. */
  const takeGuessed = (): void => {
    while (joint !== null) {
      const end = text.indexOf(joint, at);
      if (end < 0) return;
      const comma = text.indexOf(',', end);
      const parsed = parseJson(text.slice(start, comma));
      if (!parsed.ok) {
        joint = null;
        return;
      }
      onElement(parsed.value, line);
      elements++;
      at = comma + 1;
      drop();
    }
  };

  /** The end of the text in quotes that `at` is in; `false` where it is not there yet. */
  const skipText = (): boolean => {
    for (let quote = text.indexOf('"', at); quote >= 0; quote = text.indexOf('"', quote + 1)) {
      // All of the text in quotes is there, so that what stands before a quote says whether it is escaped.
      let escapes = quote;
      while (text.charCodeAt(escapes - 1) === BACKSLASH) escapes--;
      if ((quote - escapes) % 2 === 1) continue;
      at = quote + 1;
      return true;
    }
    at = text.length;
    return false;
  };

  const scan = (): void => {
    while (at < text.length && wrongUntil === null) {
      if (isInText) {
        if (!skipText()) break;
        isInText = false;
        continue;
      }
      at = nextMark(text, at);
      if (at === text.length) break;
      const code = text.charCodeAt(at);
      if (code === QUOTE) isInText = true;
      else if (code === LIST || code === OBJECT) {
        const isList = code === LIST && head === null && (depth === 0 || (depth === 1 && isMember()));
        if (isList) startList();
        depth++;
        deepest = Math.max(deepest, depth);
        if (isList) continue;
      } else if (code === LIST_END || code === OBJECT_END) {
        depth--;
        if (head !== null && !isListClosed && depth < listDepth) {
          if (!takeElement(true)) break;
          isListClosed = true;
          drop();
        }
      } else if (head !== null && !isListClosed && depth === listDepth) {
        if (!takeElement(false)) break;
        learnJoint();
        at++;
        drop();
        takeGuessed();
        continue;
      }
      at++;
    }
    cut();
    if (wrongUntil !== null) wrongUntil = at;
    if (wrongUntil !== null && text.length >= wrongUntil + QUOTED_LENGTH) explain();
    else if (text.length > MAX_VALUE_LENGTH) {
      if (head !== null && !isListClosed) explain();
      else error = { message: `a value is longer than ${MAX_VALUE_LENGTH / 1024 / 1024} MB`, line, isCut: false };
    }
  };

  return {
    push(piece) {
      if (error !== null) return;
      text += piece;
      scan();
    },
    hasList: () => head !== null,
    isOver: () => error !== null,
    depth: () => (isInText ? 'in-text' : depth),
    end() {
      if (error === null && head !== null && !isListClosed) explain();
      if (error !== null) return fail(error);
      if (head === null) return parseJson(text);
      const around = parseJson(`${head}[${text}`);
      if (around.ok) return around;
      const isBehind = around.error.isCut || around.error.line > headLines + 1 || parseJson(`${head}[]`).ok;
      const lines = isBehind ? line - 1 - headLines : 0;
      return fail({ ...around.error, line: around.error.line + lines });
    },
  };
}

/** Where the next quote, bracket or comma stands; the end of the text where there is none. */
function nextMark(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE || code === COMMA) break;
    if (code >= LIST && (code === LIST || code === LIST_END || code === OBJECT || code === OBJECT_END)) break;
  }
  return at;
}

function countLines(text: string): number {
  let lines = 0;
  for (let next = text.indexOf('\n'); next >= 0; next = text.indexOf('\n', next + 1)) lines++;
  return lines;
}
