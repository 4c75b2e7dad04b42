import type { NumberChart } from '../../src/shared/parameterChart';

/** Eight completed runs from 0.01 on and thirteen crashed ones up to 0.29, in four bins. */
const VALUES = Float64Array.from({ length: 21 }, (_, row) => 0.01 + row * 0.014);
export const CHART: NumberChart = {
  kind: 'number',
  name: 'mixup',
  scale: 'linear',
  domain: [0, 0.3],
  tried: [0.01, 0.29],
  values: VALUES,
  isWhole: false,
  range: null,
  bins: [0, 1, 2, 3].map((bin) => {
    const [left, right] = [0.01 + bin * 0.07, 0.01 + (bin + 1) * 0.07];
    return { from: left, to: right, left, right };
  }),
  binCells: { count: 4, codes: new Uint8Array(21) },
  columnCells: { count: 72, codes: new Uint8Array(21) },
  marks: [
    { group: 'completed', rows: Int32Array.from({ length: 8 }, (_, row) => row) },
    { group: 'crashed', rows: Int32Array.from({ length: 13 }, (_, row) => row + 8) },
  ],
  lanes: ['completed', 'crashed'],
  means: { completed: 0.06, crashed: 0.21 },
  threshold: null,
  missing: { count: 0, marks: [] },
};
