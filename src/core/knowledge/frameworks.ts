import type { Framework } from './parameter';
import { SIGNS } from './signs';
import { ultralytics } from './ultralytics';

/** Every framework that facts are known of. */
export const frameworks: readonly Framework[] = [ultralytics, ...new Set(SIGNS.map(({ framework }) => framework))];
