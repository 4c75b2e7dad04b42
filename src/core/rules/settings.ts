import type { Severity } from './rule';

/** How a rule speaks: not at all, or at this level whatever the rule itself says. */
export type RuleLevel = 'off' | Severity;

/** Every level, mildest first. */
export const RULE_LEVELS: readonly RuleLevel[] = ['off', 'hint', 'info', 'warning', 'error'];

/** Levels by code (`P01`) or by the beginning of codes (`R*`). */
export type RuleSettings = ReadonlyMap<string, RuleLevel>;

/** Every rule as it comes. */
export const DEFAULT_SETTINGS: RuleSettings = new Map();

/** Whether a code, or the beginning of one with a star behind it, means this rule. */
export function matchesCode(pattern: string, code: string): boolean {
  return pattern.endsWith('*') ? code.startsWith(pattern.slice(0, -1)) : pattern === code;
}

/** The level that settings give a rule: the longest pattern decides, a code itself before any; `null` where none does. */
export function levelOf(code: string, settings: RuleSettings): RuleLevel | null {
  let decisive: string | null = null;
  for (const pattern of settings.keys()) {
    if (!matchesCode(pattern, code)) continue;
    if (pattern === code) return settings.get(code)!;
    if (decisive === null || pattern.length > decisive.length) decisive = pattern;
  }
  return decisive === null ? null : settings.get(decisive)!;
}

/** Reads settings as a person wrote them; what is no level is left out. */
export function readSettings(written: unknown): RuleSettings {
  if (typeof written !== 'object' || written === null) return DEFAULT_SETTINGS;
  const isLevel = (value: unknown): value is RuleLevel => (RULE_LEVELS as readonly unknown[]).includes(value);
  return new Map(Object.entries(written).flatMap(([pattern, level]) => (isLevel(level) ? [[pattern, level]] : [])));
}
