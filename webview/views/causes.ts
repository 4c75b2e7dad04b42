/** Why runs ended: each cause with its count, the line of the log that tells it, and a few of its runs. */
import { plainText } from '../../src/core/plainText';
import type { CauseView } from '../../src/shared/causeView';
import { t } from '../../src/shared/l10n';
import type { SelectionResult } from '../crossfilter';
import { element } from '../dom';
import { toggled } from '../selection';
import type { ViewContext } from '../view';
import { sign } from './outcomeBar';
import { textButton } from './textButton';

export interface CauseList {
  readonly element: HTMLElement;
  select(result: SelectionResult): void;
}

/** Causes shown; what is rarer than these is counted in one line. */
const FIRST_CAUSES = 5;

/** The list of `causes`; a click on one narrows all views to its runs. */
export function causeList(causes: readonly CauseView[], context: ViewContext): CauseList {
  const pressed = new Map<string, HTMLElement>();
  const shown = causes.length <= FIRST_CAUSES + 1 ? causes : causes.slice(0, FIRST_CAUSES);
  const rest = causes.slice(shown.length);
  const lines = shown.map((cause) => {
    const button = causeButton(cause, context);
    pressed.set(cause.key, button);
    return causeLine(cause, button, context);
  });
  const restRuns = rest.reduce((sum, { runs }) => sum + runs, 0);
  return {
    element: element(
      'section',
      { class: 'causes', 'aria-labelledby': 'causes-title' },
      element('h2', { id: 'causes-title' }, t('Why runs crashed')),
      element('ol', {}, ...lines),
      rest.length === 0
        ? null
        : element(
            'p',
            { class: 'cause-rest' },
            textButton(t('{0} more by {1} rarer causes', restRuns, rest.length), () => {
              context.select((selection) =>
                toggled(selection, { kind: 'cause', causes: rest.map((cause) => cause.key) }),
              );
            }),
          ),
    ),
    select: ({ selection }) => {
      const filter = selection.find(({ kind }) => kind === 'cause');
      const chosen = filter?.kind === 'cause' ? filter.causes : [];
      for (const [key, button] of pressed) button.setAttribute('aria-pressed', String(chosen.includes(key)));
    },
  };
}

function causeButton(
  { key, sign: letter, title, runs, isLeftOut }: CauseView,
  { select }: ViewContext,
): HTMLButtonElement {
  const made = element(
    'button',
    { type: 'button', class: 'cause-button', 'aria-pressed': 'false' },
    element('span', { class: 'cause-runs' }, String(runs)),
    element(
      'span',
      { class: 'cause-letter' },
      letter === '' ? '' : sign({ sign: letter }, isLeftOut ? 'excluded' : 'crashed'),
    ),
    element('strong', {}, title),
  );
  made.addEventListener('click', () => {
    select((selection) => toggled(selection, { kind: 'cause', causes: [key] }));
  });
  return made;
}

function causeLine(
  { origin, share, line, examples, settings, isLeftOut, sign: letter }: CauseView,
  button: HTMLButtonElement,
  context: ViewContext,
): HTMLElement {
  const fill = element('div', { class: `cause-fill cause-${letter === '' ? 'other' : letter.toLowerCase()}` });
  fill.style.width = `${share * 100}%`;
  return element(
    'li',
    { class: isLeftOut ? 'cause left-out' : 'cause' },
    element('div', { class: 'cause-title' }, button, element('span', { class: 'cause-origin' }, origin)),
    element('div', { class: 'cause-bar', 'aria-hidden': 'true' }, fill),
    line === null ? null : element('code', { class: 'log-line', title: line }, line),
    settings === null ? null : element('p', { class: 'cause-settings' }, settings),
    examples.length === 0
      ? null
      : element(
          'p',
          { class: 'cause-examples' },
          'e.g. ',
          ...examples.flatMap((id, index) => [
            index === 0 ? null : ', ',
            textButton(plainText(id, 40), () => {
              context.openRun(id);
            }),
          ]),
        ),
  );
}
