/** The parts of the page from top to bottom: what is always there, then everything else on demand. */
import { t } from '../src/shared/l10n';
import { pairableParameters } from '../src/shared/pairs';
import type { Section } from './view';
import { comparison } from './views/comparison';
import { pairs } from './views/pairs';
import { parallel } from './views/parallel';
import { parameters } from './views/parameters';
import { runs } from './views/runs';
import { timeline } from './views/timeline';
import { verdict } from './views/verdict';

/** In the order of the page. To add a view, write its factory in `views/` and list it here. */
export const SECTIONS: readonly Section[] = [
  { id: 'verdict', title: '', hint: '', show: 'always', create: verdict },
  { id: 'parameters', title: t('Settings'), hint: t('most telling first'), show: 'always', create: parameters },
  {
    id: 'pairs',
    title: t('Pairs'),
    hint: t('two settings as a plane'),
    show: 'onDemand',
    isUseful: ({ analysis }) => pairableParameters(analysis).length > 1,
    create: pairs,
  },
  {
    id: 'timeline',
    title: t('Timeline'),
    hint: t('crashes over time and machines'),
    show: 'onDemand',
    create: timeline,
  },
  {
    id: 'parallel',
    title: t('Parallel coordinates'),
    hint: t('every run across the settings; brush any axis'),
    show: 'onDemand',
    isUseful: ({ analysis }) => pairableParameters(analysis).length > 1,
    create: parallel,
  },
  { id: 'runs', title: t('Runs'), hint: t('sort, open, compare'), show: 'onDemand', create: runs },
  {
    id: 'comparison',
    title: t('Means compared'),
    hint: t('every figure as a table'),
    show: 'onDemand',
    create: comparison,
  },
];
