/** One run in full: what became of it, its settings beside the defaults, its summary and the end of its log. */
import { plainText } from '../../src/core/plainText';
import { formatCount, formatHours, formatNumber } from '../../src/core/report/format';
import { causeAt, groupAt, type PanelTable } from '../../src/shared/panelTable';
import { settingGroups } from '../../src/shared/runCompare';
import type { RunDetails, Setting } from '../../src/shared/runDetails';
import { formatTime } from '../../src/shared/format';
import { t } from '../../src/shared/l10n';
import { element, glyph } from '../dom';
import type { ViewContext } from '../view';
import { runComparison } from './runComparison';
import { textButton } from './textButton';

export interface RunPaneOptions {
  readonly row: number;
  readonly table: PanelTable;
  /** The name of the target metric; `null` without one. */
  readonly metric: string | null;
  /** Parameters, most telling first. */
  readonly telling: readonly string[];
  /** Parameters by which the most similar run is found. */
  readonly compared: readonly string[];
  readonly context: Pick<ViewContext, 'detailsOf' | 'openRun' | 'post'>;
  readonly onClose: () => void;
}

export interface RunPane {
  readonly element: HTMLElement;
  readonly id: string;
  focus(): void;
}

/** The pane of a run. What the table knows is there at once; the rest comes from the host. */
export function runPane(options: RunPaneOptions): RunPane {
  const { row, table, context, onClose } = options;
  const id = table.ids[row]!;
  const name = plainText(table.names[row]! || id, 120);
  const title = element('h3', { tabindex: -1, title: name }, name);
  const body = element('div', { class: 'run-details' }, element('p', { class: 'empty' }, t('Reading the run…')));
  const close = textButton(t('Close'), onClose);
  const root = element(
    'article',
    { class: 'run-pane', 'aria-label': t('Run {0}', name) },
    element('div', { class: 'run-pane-head' }, title, close),
    body,
  );
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') onClose();
  });
  void context.detailsOf(id).then((details) => {
    body.replaceChildren(
      ...(details === null
        ? [element('p', { class: 'empty' }, t('This run is not among those read any more. Refresh the analysis.'))]
        : detailParts(details, options)),
    );
  });
  return {
    element: root,
    id,
    focus: () => {
      title.focus({ preventScroll: true });
      root.scrollIntoView({ block: 'nearest' });
    },
  };
}

function detailParts(details: RunDetails, options: RunPaneOptions): readonly HTMLElement[] {
  const { row, table, context, telling } = options;
  const copy = (label: string, text: string): HTMLElement =>
    textButton(label, () => {
      context.post({ type: 'copy', text });
    });
  const compare = runComparison(details, options);
  return [
    ending(details, table, row),
    facts(details, options),
    element(
      'div',
      { class: 'run-actions' },
      ...(details.link !== null && /^https?:\/\//i.test(details.link)
        ? [element('a', { href: details.link }, t('Open in W&B'))]
        : []),
      compare.button,
      copy(t('Copy configuration'), details.config.map(({ name, value }) => `${name}: ${value}\n`).join('')),
      copy(t('Copy id'), details.id),
    ),
    compare.element,
    ...configParts(details, telling),
    ...(details.summary.length === 0
      ? []
      : [
          part(
            t('Summary'),
            `${details.summary.length}`,
            false,
            pairTable(t('What the run logged last'), details.summary),
          ),
        ]),
    ...(details.logTail.length === 0
      ? [element('p', { class: 'empty' }, t('No log of this run was read.'))]
      : [
          part(
            t('End of the log'),
            formatCount(details.logTail.length, 'line'),
            details.cause !== null,
            element(
              'pre',
              { class: 'run-log', tabindex: 0, role: 'region', 'aria-label': t('End of the log') },
              details.logTail.join('\n'),
            ),
            copy(t('Copy log'), `${details.logTail.join('\n')}\n`),
          ),
        ]),
  ];
}

/** What became of it, and the line that tells why. */
function ending(details: RunDetails, table: PanelTable, row: number): HTMLElement {
  const cause = causeAt(table, row);
  const line = details.cause?.line ?? null;
  return element(
    'div',
    { class: 'run-ending' },
    element(
      'p',
      { class: 'run-outcome' },
      glyph(groupAt(table, row)),
      element('strong', {}, details.outcome),
      cause === null ? null : `: ${cause.heading}`,
      groupAt(table, row) === 'excluded' ? t(' (not compared)') : null,
    ),
    details.reason === '' ? null : element('p', { class: 'run-reason' }, details.reason),
    line === null || line === cause?.heading ? null : element('code', { class: 'run-line' }, line),
  );
}

function facts(details: RunDetails, { table, row, metric: name }: RunPaneOptions): HTMLElement {
  const metric = table.metric[row]!;
  const entries: readonly (readonly [string, string | null])[] = [
    ['Id', details.id === details.name ? null : plainText(details.id, 120)],
    [plainText(name ?? t('Metric'), 60), Number.isNaN(metric) ? null : formatNumber(metric)],
    [t('Started'), details.startedAt === null ? null : formatTime(details.startedAt)],
    [t('Run time'), details.runtimeSeconds === null ? null : formatHours(details.runtimeSeconds / 3600)],
    [t('Host'), details.host],
    ['GPU', details.gpu],
    [t('Agent'), details.agent],
    [t('State'), details.state],
    [t('Exit code'), details.exitCode === null ? null : String(details.exitCode)],
  ];
  return element(
    'dl',
    { class: 'run-facts' },
    ...entries.flatMap(([term, value]) =>
      value === null ? [] : [element('div', {}, element('dt', {}, term), element('dd', { title: value }, value))],
    ),
  );
}

function configParts(details: RunDetails, telling: readonly string[]): readonly HTMLElement[] {
  const { differing, others, standard } = settingGroups(details, telling);
  const { framework } = details;
  if (details.config.length === 0)
    return [element('p', { class: 'empty' }, t('No configuration of this run was read.'))];
  if (framework === null) {
    return [part(t('Configuration'), String(others.length), true, settingTable(t('Configuration'), others, false))];
  }
  return [
    ...(differing.length === 0
      ? []
      : [
          part(
            t('Different from the defaults of {0}', framework),
            String(differing.length),
            true,
            settingTable(t('Settings different from the defaults'), differing, true),
          ),
        ]),
    ...(others.length === 0
      ? []
      : [
          part(
            t('Without a known default'),
            String(others.length),
            false,
            settingTable(t('Other settings'), others, false),
          ),
        ]),
    ...(standard.length === 0
      ? []
      : [
          part(
            t('As by default'),
            String(standard.length),
            false,
            settingTable(t('Settings as by default'), standard, false),
          ),
        ]),
  ];
}

function part(title: string, count: string, isOpen: boolean, ...content: readonly HTMLElement[]): HTMLElement {
  const made = element(
    'details',
    { class: 'run-part' },
    element('summary', {}, element('span', {}, title), element('span', { class: 'run-part-count' }, count)),
    ...content,
  );
  made.open = isOpen;
  return made;
}

function settingTable(label: string, settings: readonly Setting[], withStandard: boolean): HTMLElement {
  return element(
    'table',
    { class: 'run-table', 'aria-label': label },
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ...[t('Setting'), t('Value'), ...(withStandard ? [t('Default')] : [])].map((title) =>
          element('th', { scope: 'col' }, title),
        ),
      ),
    ),
    element(
      'tbody',
      {},
      ...settings.map(({ name, value, standard }) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, name),
          element('td', {}, value),
          withStandard ? element('td', { class: 'run-standard' }, standard ?? '') : null,
        ),
      ),
    ),
  );
}

function pairTable(label: string, pairs: readonly (readonly [string, string])[]): HTMLElement {
  return element(
    'table',
    { class: 'run-table', 'aria-label': label },
    element(
      'tbody',
      {},
      ...pairs.map(([name, value]) =>
        element('tr', {}, element('th', { scope: 'row' }, name), element('td', {}, value)),
      ),
    ),
  );
}
