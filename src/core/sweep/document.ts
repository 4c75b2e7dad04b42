import type { LineMap, Range } from '../text';
import { createLineMap } from '../text';
import { compose } from './compose';
import { detect, type Detection, type FileHint } from './detect';
import type { Span, SweepNode } from './node';
import type { SyntaxProblem } from './syntax';

/** A YAML text as PyYAML would read it, with the place of everything. Where it does not parse, what is intact. */
export interface SweepDocument {
  readonly text: string;
  readonly lines: LineMap;
  /** The first document of the file; `null` where there is none. */
  readonly root: SweepNode | null;
  /** Why PyYAML would refuse the file, in order of position. */
  readonly syntaxErrors: readonly SyntaxProblem[];
  /** Whether this is a sweep file at all; `detection` says by which sign. */
  readonly isSweep: boolean;
  readonly detection: Detection;
  /** The file's path as far as it is known; `null` for a text without a file. */
  readonly path: string | null;
  /** Lines and columns of a span. */
  rangeOf(span: Span): Range;
}

/** Parses any text; never throws. What PyYAML would refuse is listed in `syntaxErrors`; `hint` helps `isSweep` only. */
export function parseSweepDocument(text: string, hint: FileHint = {}): SweepDocument {
  const lines = createLineMap(text);
  const { root, syntaxErrors } = compose(text);
  const detection = detect(text, root, hint);
  return {
    text,
    lines,
    root,
    syntaxErrors,
    isSweep: detection.isSweep,
    detection,
    path: hint.path ?? null,
    rangeOf: ({ start, end }) => lines.rangeOf(start, end),
  };
}
