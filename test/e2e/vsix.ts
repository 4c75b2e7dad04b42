import path from 'node:path';
import { ROOT } from '../../scripts/process.mjs';

/** The packaged extension. */
export const VSIX = process.env.SWEEP_GUARD_VSIX ?? path.join(ROOT, 'sweep-guard.vsix');
