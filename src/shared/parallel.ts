/** Which axes the parallel coordinates show, in which order. */
import type { Analysis } from '../core/analysis/analysis';
import type { AxisSubject } from './columnAxis';
import { varyingParameters } from './parameterCards';

/** Axes drawn at most, the metric not counted: more lie too close to be read. */
export const MOST_AXES = 12;
/** Axes shown before the person chooses. */
const FIRST_AXES = 8;

/** The axes that there are, most telling first and the metric last. */
export function allSubjects(analysis: Analysis, metric: string | null): readonly AxisSubject[] {
  const parameters = varyingParameters(analysis).map(({ name }): AxisSubject => ({ kind: 'parameter', name }));
  return metric === null ? parameters : [...parameters, { kind: 'metric' }];
}

/** The axes shown at first: the most telling parameters and the metric. */
export function firstSubjects(all: readonly AxisSubject[]): readonly AxisSubject[] {
  return [...all.filter(isParameter).slice(0, FIRST_AXES), ...all.filter((subject) => !isParameter(subject))];
}

/** The subjects that `value`, kept before a reload, names, as far as there still are such; `null` for none. */
export function keptSubjects(value: unknown, all: readonly AxisSubject[]): readonly AxisSubject[] | null {
  if (!Array.isArray(value)) return null;
  const found = value.flatMap((kept: unknown) => all.filter((subject) => isSame(subject, kept)).slice(0, 1));
  const once = [...new Set(found)];
  return once.length === 0 ? null : once;
}

/** `shown` with `subject` put in before the metric, or taken out; unchanged where there is no room for one more. */
export function toggledSubject(shown: readonly AxisSubject[], subject: AxisSubject): readonly AxisSubject[] {
  if (shown.some((one) => isSame(one, subject))) return shown.filter((one) => !isSame(one, subject));
  if (!isParameter(subject)) return [...shown, subject];
  if (isFull(shown)) return shown;
  const [last] = shown.slice(-1);
  const isMetricLast = last !== undefined && !isParameter(last);
  return isMetricLast ? [...shown.slice(0, -1), subject, last] : [...shown, subject];
}

/** Whether no further parameter has room. */
export function isFull(shown: readonly AxisSubject[]): boolean {
  return shown.filter(isParameter).length >= MOST_AXES;
}

/** `shown` with the axis at `from` moved to the place `to`; unchanged where there is no such place. */
export function movedSubject(shown: readonly AxisSubject[], from: number, to: number): readonly AxisSubject[] {
  const moved = shown[from];
  if (moved === undefined || to < 0 || to >= shown.length) return shown;
  const rest = shown.filter((_, index) => index !== from);
  return [...rest.slice(0, to), moved, ...rest.slice(to)];
}

/** Whether two subjects are the same one; the second may be anything. */
export function isSame(subject: AxisSubject, other: unknown): boolean {
  if (typeof other !== 'object' || other === null || !('kind' in other) || other.kind !== subject.kind) return false;
  return subject.kind === 'metric' || ('name' in other && other.name === subject.name);
}

function isParameter(subject: AxisSubject): boolean {
  return subject.kind === 'parameter';
}
