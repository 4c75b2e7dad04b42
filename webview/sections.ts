/** The parts of the page from top to bottom: what is always there, then everything else on demand. */
import type { Section } from './view';
import { comparison } from './views/comparison';
import { parameters } from './views/parameters';
import { verdict } from './views/verdict';

/** In the order of the page. To add a view, write its factory in `views/` and list it here. */
export const SECTIONS: readonly Section[] = [
  { id: 'verdict', title: '', hint: '', show: 'always', create: verdict },
  { id: 'parameters', title: 'Settings', hint: 'most telling first', show: 'always', create: parameters },
  {
    id: 'comparison',
    title: 'Means compared',
    hint: 'every figure as a table',
    show: 'onDemand',
    create: comparison,
  },
];
