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

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const OPENING = new Set([91, 123]);
const CLOSING = new Set([93, 125]);
const LIST = 91;

/**
 * Reads a JSON document whose bulk is one list: the document itself, or the member `list` of the outer object. Elements
 * are handed on one by one as they are complete; only what is under way, and what stands around the list, is in memory.
 *
 * The scanner only counts brackets. What stands between two commas of the list, and the document without its elements,
 * is left to the ordinary parser, which finds any mistake.
 */
export function createJsonDocument(list: string, onElement: (value: Value, line: number) => void): JsonDocument {
  /** What is not handed on yet: an element, or before and behind the list all of it. */
  let text = '';
  /** Line of the file, counted from one, at which `text` begins. */
  let line = 1;
  let at = 0;
  let depth = 0;
  let isInText = false;
  let isEscaped = false;
  /** Text before the list; `null` until it begins. */
  let head: string | null = null;
  let headLines = 0;
  let listDepth = 0;
  let elements = 0;
  let isListClosed = false;
  /** Where the piece ends that no element can be; its message waits for the text behind it. */
  let wrongUntil: number | null = null;
  let error: JsonError | null = null;

  const drop = (length: number): void => {
    line += countLines(text, length);
    text = text.slice(length);
    at -= length;
  };

  /** Asks the parser what is wrong with an element, in the place where it stands. */
  const explain = (): void => {
    const prefix = elements === 0 ? '[' : '[0,';
    const parsed = parseJson(prefix + text);
    error = parsed.ok
      ? { message: "expected ',' or ']', found the end", line: line + countLines(text, text.length), isCut: true }
      : { ...parsed.error, line: parsed.error.line + line - 1 };
    text = '';
  };

  const isMember = (): boolean => {
    const name = /"((?:[^"\\]|\\.)*)"\s*:\s*$/.exec(text.slice(Math.max(0, at - 200), at));
    return name?.[1] === list;
  };

  const startList = (): void => {
    head = text.slice(0, at);
    headLines = countLines(text, at);
    listDepth = depth + 1;
    at++;
    drop(at);
  };

  /** Hands on what stands before `at`; `false` where that is no element. */
  const takeElement = (isLast: boolean): boolean => {
    const piece = text.slice(0, at);
    if (isLast && elements === 0 && piece.trim() === '') return true;
    const parsed = parseJson(piece);
    if (parsed.ok) {
      onElement(parsed.value, line);
      elements++;
    } else wrongUntil = at;
    return parsed.ok;
  };

  const scan = (): void => {
    while (at < text.length && wrongUntil === null) {
      const code = text.charCodeAt(at);
      if (isInText) {
        if (isEscaped) isEscaped = false;
        else if (code === BACKSLASH) isEscaped = true;
        else if (code === QUOTE) isInText = false;
      } else if (code === QUOTE) isInText = true;
      else if (OPENING.has(code)) {
        const isList = code === LIST && head === null && (depth === 0 || (depth === 1 && isMember()));
        if (isList) startList();
        depth++;
        if (isList) continue;
      } else if (CLOSING.has(code)) {
        depth--;
        if (head !== null && !isListClosed && depth < listDepth) {
          if (!takeElement(true)) break;
          isListClosed = true;
          drop(at);
        }
      } else if (code === COMMA && head !== null && !isListClosed && depth === listDepth) {
        if (!takeElement(false)) break;
        at++;
        drop(at);
        continue;
      }
      at++;
    }
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

/** Line ends in the first `length` characters. */
function countLines(text: string, length: number): number {
  let lines = 0;
  for (let next = text.indexOf('\n'); next >= 0 && next < length; next = text.indexOf('\n', next + 1)) lines++;
  return lines;
}
