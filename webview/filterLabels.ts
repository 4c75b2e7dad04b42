/** Filters in words, as their chips say them. */
import { plainText } from '../src/core/plainText';
import { formatHours, formatNumber, formatRange } from '../src/core/report/format';
import { formatTime } from '../src/shared/format';
import { t } from '../src/shared/l10n';
import type { PanelTable } from '../src/shared/panelTable';
import type { Filter, Measure } from './selection';

const MEASURE_NAMES: Readonly<Record<Measure, string>> = {
  metric: t('metric'),
  startedAt: t('started'),
  runtimeSeconds: t('run time'),
  order: t('run'),
};

/** Names listed in one chip. */
const NAMES = 3;

/** What `filter` asks for, such as `mixup 0.15–0.3`. */
export function filterLabel(filter: Filter, { causes }: PanelTable): string {
  switch (filter.kind) {
    case 'range':
      return `${name(filter.parameter)} ${interval(filter.from, filter.to, formatNumber)}`;
    case 'levels':
      return `${name(filter.parameter)}: ${list(filter.levels)}`;
    case 'missing':
      return t('without {0}', name(filter.parameter));
    case 'measure':
      return `${MEASURE_NAMES[filter.measure]} ${interval(filter.from, filter.to, measureFormat(filter.measure))}`;
    case 'cause':
      return list(
        filter.causes.map((key) => {
          const cause = causes.find((candidate) => candidate.key === key);
          return cause === undefined ? key : cause.heading;
        }),
      );
    case 'group':
      return list(filter.groups.map((group) => (group === 'excluded' ? t('not compared') : group)));
    case 'outcome':
      return list(filter.outcomes);
    case 'place':
      return `${filter.place}: ${list(filter.names)}`;
    case 'runs':
      return name(filter.label);
    case 'text':
      return `“${name(filter.text)}”`;
  }
}

function measureFormat(measure: Measure): (value: number) => string {
  switch (measure) {
    case 'startedAt':
      return formatTime;
    case 'runtimeSeconds':
      return (seconds) => formatHours(seconds / 3600);
    case 'order':
      // Rows count from 0, people from 1.
      return (row) => String(Math.round(row) + 1);
    case 'metric':
      return formatNumber;
  }
}

function interval(from: number, to: number, format: (value: number) => string): string {
  if (from === to) return `= ${format(from)}`;
  // Times of one minute.
  if (format(from) === format(to)) return format(from);
  if (!Number.isFinite(to)) return Number.isFinite(from) ? `≥ ${format(from)}` : t('any');
  return Number.isFinite(from) ? formatRange(format(from), format(to)) : `≤ ${format(to)}`;
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, NAMES).map(name).join(', ');
  return names.length > NAMES ? t('{0} and {1} more', shown, names.length - NAMES) : shown;
}

function name(text: string): string {
  return plainText(text, 60);
}
