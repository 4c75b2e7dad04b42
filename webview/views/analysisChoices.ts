/** What the person may decide about the analysis itself: which ends count as crashed, and which metric is the target. */
import { plainText } from '../../src/core/plainText';
import { CRASHED_CHOICES, DEFAULT_CRASHED, type CountsAsCrashed } from '../../src/core/runs/crashedChoice';
import { t } from '../../src/shared/l10n';
import type { PageMessage } from '../../src/shared/protocol';
import { button, select } from '../components';
import { element } from '../dom';
import type { Content } from '../view';

const WORDS: Readonly<Record<CountsAsCrashed, string>> = {
  crashed: t('crashed'),
  failed: t('failed'),
  broken: t('finished without a result'),
  'lost-contact': t('lost contact after their end'),
  stopped: t('stopped'),
  preempted: t('preempted'),
  infrastructure: t('ended by the machine or network'),
  code: t('ended by a bug in the program'),
  user: t('ended by a person'),
};

/** Metrics in the list at most. */
const MOST_METRICS = 200;

/** The choices, with the ones in force; a change is sent at once. */
export function analysisChoices(content: Content, post: (message: PageMessage) => void): HTMLElement {
  return element(
    'div',
    { class: 'choices' },
    crashedChoice(content.analysis.crashedMeans, post),
    metricChoice(content, post),
  );
}

function crashedChoice(chosen: readonly CountsAsCrashed[], post: (message: PageMessage) => void): HTMLElement {
  const boxes = CRASHED_CHOICES.map((means) => {
    const box = element('input', { type: 'checkbox' });
    box.checked = chosen.includes(means);
    return { means, box };
  });
  const isDefault =
    chosen.length === DEFAULT_CRASHED.length && DEFAULT_CRASHED.every((means) => chosen.includes(means));
  return element(
    'details',
    { class: 'choice' },
    element('summary', {}, t('Counts as crashed: {0}', isDefault ? t('as usual') : listed(chosen))),
    element(
      'fieldset',
      {},
      element('legend', {}, t('Runs that count as crashed')),
      ...boxes.map(({ means, box }) => element('label', {}, box, WORDS[means])),
      element(
        'div',
        { class: 'choice-buttons' },
        button({
          label: t('Analyze Again'),
          kind: 'secondary',
          onPress: () => {
            const means = boxes.filter(({ box }) => box.checked).map((entry) => entry.means);
            post({ type: 'countAsCrashed', means });
          },
        }),
        ...(isDefault
          ? []
          : [
              button({
                label: t('As Usual'),
                kind: 'secondary',
                onPress: () => {
                  post({ type: 'countAsCrashed', means: null });
                },
              }),
            ]),
      ),
    ),
  );
}

function listed(chosen: readonly CountsAsCrashed[]): string {
  return chosen.length === 0 ? t('nothing') : chosen.map((means) => WORDS[means]).join(', ');
}

function metricChoice({ metrics }: Content, post: (message: PageMessage) => void): HTMLElement | null {
  const { chosen, goal, logged } = metrics;
  const names = chosen === null || logged.includes(chosen) ? logged : [chosen, ...logged];
  if (names.length === 0) return null;
  const control = select({
    label: t('Target metric'),
    choices: [
      ...(chosen === null ? [{ value: '', label: t('none') }] : []),
      ...names.slice(0, MOST_METRICS).map((name) => ({ value: name, label: plainText(name, 80) })),
    ],
    value: chosen ?? '',
    onChange: (name) => {
      post({ type: 'metric', name: name === '' ? null : name });
    },
  });
  return element(
    'div',
    { class: 'choice metric' },
    element('span', {}, t('Metric')),
    control,
    goal === null
      ? null
      : element('span', { class: 'muted' }, goal === 'maximize' ? t('higher is better') : t('lower is better')),
  );
}
