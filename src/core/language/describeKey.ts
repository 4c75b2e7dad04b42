import { countInWords, listed, quoted } from '../rules/wording';
import { gridSize } from '../sweep/gridSize';
import { COMMAND_LINK, DISTRIBUTIONS_LINK, ENVVAR, MACROS, type DistributionSpec, type KeySpec } from '../sweep/keys';
import { bandsOf, readHyperband } from '../sweep/hyperband';
import type { Entry } from '../sweep/node';
import type { Parameter } from '../sweep/parameters';
import { code, escapeText, paragraphs } from './markdown';

/** A key of the table as Markdown: what it means, what it takes, what W&B does with it. `here` is what this file makes of it. */
export function describeKey(spec: KeySpec, here: string | null = null): string {
  const facts = [
    spec.required ? 'required' : null,
    spec.values ? `one of ${spec.values.map(code).join(', ')}` : null,
    spec.default === null ? null : `default ${code(spec.default)}`,
  ].filter((fact) => fact !== null);
  return paragraphs([`**${code(spec.name)}** – ${spec.docs}`, facts.join(' · '), here, spec.note, link(spec.link)]);
}

/** One of the values that a key allows, as Markdown; `null` where it is none of them. */
export function describeValue(spec: KeySpec, value: string, here: string | null = null): string | null {
  const meaning = Object.hasOwn(spec.meanings, value) ? spec.meanings[value] : undefined;
  if (meaning === undefined) return null;
  const isDefault = spec.default === value || spec.default === `"${value}"`;
  const title = `**${code(`${spec.name}: ${value}`)}** – ${meaning}`;
  return paragraphs([title, isDefault ? 'The default.' : null, here, spec.note, link(spec.link)]);
}

/** A distribution as Markdown: what it draws and which arguments it takes. */
export function describeDistribution({ name, required, optional, docs, note }: DistributionSpec): string {
  const needs = required.length > 0 ? `needs ${required.map(code).join(', ')}` : null;
  const takes = optional.length > 0 ? `takes ${optional.map(code).join(', ')}` : null;
  const list = [needs, takes].filter((part) => part !== null).join(' · ');
  return paragraphs([`**${code(name)}** – ${docs}`, list, note, link(DISTRIBUTIONS_LINK)]);
}

/** An item of `command` as Markdown; `null` where it is no macro. */
export function describeMacro(item: string): string | null {
  const macro = MACROS.find(({ name }) => item === `\${${name}}`);
  if (macro) return paragraphs([`**${code(item)}** – ${macro.docs}`, link(COMMAND_LINK)]);
  const variable = /\$\{envvar:[A-Z0-9_]*\}/.exec(item)?.[0];
  return variable === undefined ? null : paragraphs([`**${code(variable)}** – ${ENVVAR.docs}`, link(COMMAND_LINK)]);
}

/** How many runs a grid over these parameters makes, and what multiplies them. */
export function describeGrid(parameters: readonly Parameter[]): string {
  const { runs, factors, unusable } = gridSize(parameters);
  if (runs === null) {
    const [first] = unusable;
    const others = unusable.length > 1 ? ` and ${unusable.length - 1} more` : '';
    return `As it is, W&B refuses this grid: it can’t list the values of ${code(first?.configName ?? '')}${others}.`;
  }
  if (parameters.length === 0) return 'There are no parameters yet.';
  const shown = factors.slice(0, 6).map(({ parameter, count }) => {
    return `${escapeText(quoted(parameter.configName))} ${countInWords(count)}`;
  });
  const product = factors.length > 6 ? [...shown, '…'] : shown;
  const how = factors.length > 1 ? ` = ${product.join(' × ')}` : '';
  return `Here: **${countInWords(runs)} ${runs === 1n ? 'run' : 'runs'}**${how}.`;
}

/** After how many logs of the metric runs are checked; `null` where nothing says so yet. */
export function describeBands(fields: ReadonlyMap<string, Entry>): string | null {
  const hyperband = readHyperband(fields);
  if (hyperband.minIter === null && hyperband.maxIter === null) return null;
  const bands = bandsOf(hyperband);
  if (bands.length === 0) return 'As it is, there is no check: no run is ever stopped early.';
  const shown = bands.slice(0, 6).map((band) => band.toLocaleString('en-US'));
  const checks = bands.length > shown.length ? `${shown.join(', ')} … ` : `${listed(shown)} `;
  return `Here: runs are checked after ${checks}logs of the metric.`;
}

function link(target: string): string {
  return `[W&B documentation](${target})`;
}
