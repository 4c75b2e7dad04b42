/** The filter of one axis without a pointer: two numbers from and to, or a button for each level. */
import { formatExact } from '../../src/core/report/format';
import type { ColumnAxis, LevelAxis, NumberAxis } from '../../src/shared/columnAxis';
import { keyOf } from '../charts/placedAxis';
import { element } from '../dom';
import { filterWith, withFilters, withoutFilters, type Filter, type Selection } from '../selection';
import type { ViewContext } from '../view';

export interface RangeInputs {
  readonly element: HTMLElement;
  /** Shows what the selection says of the axis. */
  show(selection: Selection): void;
}

/** Inputs for a parameter's axis. */
export function rangeInputs(axis: ColumnAxis, context: Pick<ViewContext, 'select'>): RangeInputs {
  const key = keyOf(axis.subject);
  const set = (filter: Filter | null): void => {
    context.select((selection) => (filter === null ? withoutFilters(selection, key) : withFilters(selection, filter)));
  };
  const name = axis.subject.kind === 'parameter' ? axis.subject.name : axis.title;
  const inputs = axis.kind === 'number' ? numbers(axis, name, set) : levels(axis, name, set);
  const missing = axis.missing === 0 ? null : missingButton(axis, name, set);
  return {
    element: element(
      'fieldset',
      { class: 'range-inputs' },
      element('legend', {}, axis.title),
      ...inputs.elements,
      missing,
    ),
    show: (selection) => {
      const filter = filterWith(selection, key);
      inputs.show(filter);
      missing?.setAttribute('aria-pressed', String(filter?.kind === 'missing'));
    },
  };
}

interface Inputs {
  readonly elements: readonly HTMLElement[];
  readonly show: (filter: Filter | null) => void;
}

function numbers(axis: NumberAxis, parameter: string, set: (filter: Filter | null) => void): Inputs {
  const [low, high] = axis.domain;
  const input = (word: string, end: number): HTMLInputElement =>
    element('input', {
      type: 'number',
      step: 'any',
      class: 'range-input',
      'aria-label': `${axis.title} ${word}`,
      placeholder: formatExact(Number(end.toPrecision(4))),
    });
  const from = input('from', low);
  const to = input('to', high);
  const change = (): void => {
    const read = (field: HTMLInputElement, open: number): number =>
      Number.isNaN(field.valueAsNumber) ? open : field.valueAsNumber;
    const [start, end] = [read(from, -Infinity), read(to, Infinity)];
    const isOpen = start === -Infinity && end === Infinity;
    set(isOpen ? null : { kind: 'range', parameter, from: Math.min(start, end), to: Math.max(start, end) });
  };
  from.addEventListener('change', change);
  to.addEventListener('change', change);
  return {
    elements: [from, element('span', { 'aria-hidden': 'true' }, '–'), to],
    show: (filter) => {
      const range = filter?.kind === 'range' ? filter : { from: -Infinity, to: Infinity };
      const write = (field: HTMLInputElement, value: number): void => {
        const text = Number.isFinite(value) ? String(Number(value.toPrecision(12))) : '';
        // What is being typed is not typed over.
        if (field.value !== text && document.activeElement !== field) field.value = text;
      };
      write(from, range.from);
      write(to, range.to);
    },
  };
}

function levels(axis: LevelAxis, parameter: string, set: (filter: Filter | null) => void): Inputs {
  let chosen: readonly string[] = [];
  const buttons = axis.bands.map((band) => {
    const made = element('button', { type: 'button', class: 'level-button', 'aria-pressed': 'false' }, band.label);
    made.addEventListener('click', () => {
      const isOn = made.getAttribute('aria-pressed') === 'true';
      const next = isOn ? chosen.filter((level) => !band.levels.includes(level)) : [...chosen, ...band.levels];
      set(next.length === 0 ? null : { kind: 'levels', parameter, levels: next });
    });
    return made;
  });
  return {
    elements: buttons,
    show: (filter) => {
      chosen = filter?.kind === 'levels' ? filter.levels : [];
      buttons.forEach((made, index) => {
        const isOn = axis.bands[index]!.levels.some((level) => chosen.includes(level));
        made.setAttribute('aria-pressed', String(isOn));
      });
    },
  };
}

function missingButton(axis: ColumnAxis, parameter: string, set: (filter: Filter | null) => void): HTMLElement {
  const label = `no value (${axis.missing.toLocaleString('en-US')})`;
  const made = element('button', { type: 'button', class: 'level-button', 'aria-pressed': 'false' }, label);
  made.addEventListener('click', () => {
    set(made.getAttribute('aria-pressed') === 'true' ? null : { kind: 'missing', parameter });
  });
  return made;
}
