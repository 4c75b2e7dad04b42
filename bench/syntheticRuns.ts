import { appendFileSync, writeFileSync } from 'node:fs';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

const SEED = 5;
const RUNS_AT_ONCE = 2000;

/** Writes `runs` runs as a JSON array: two thirds numbers, some choices and texts; one parameter makes runs crash. */
export function writeRuns(path: string, runs: number, parameters: number): void {
  const generator = xoroshiro128plus(SEED);
  const uniform = (): number => uniformFloat64(generator);
  writeFileSync(path, '[');
  for (let from = 0; from < runs; from += RUNS_AT_ONCE) {
    const items: string[] = [];
    for (let i = from; i < Math.min(runs, from + RUNS_AT_ONCE); i++) items.push(JSON.stringify(runAt(i)));
    appendFileSync(path, (from === 0 ? '' : ',\n') + items.join(',\n'));
  }
  appendFileSync(path, ']\n');

  function runAt(i: number): unknown {
    const config: Record<string, number | string | boolean> = {};
    for (let p = 0; p < parameters; p++) config[`p${String(p)}`] = valueOf(p, uniform());
    const crashes = uniform() < ((config.p0 as number) > 0.7 ? 0.8 : 0.3);
    return {
      id: `r${String(i)}`,
      state: crashes ? 'crashed' : 'finished',
      created_at: new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString(),
      runtime_s: Math.round(600 + 3000 * uniform()),
      host: `node${String(Math.floor(8 * uniform()))}`,
      config,
      summary: crashes ? {} : { accuracy: uniform(), epoch: 100 },
      log_tail: crashes ? [`RuntimeError: Loss is nan at epoch ${String(Math.floor(100 * uniform()))}, stopping`] : [],
    };
  }
}

/** Of ten parameters six are continuous, one is log-scaled, one has five whole numbers, one four texts, one is a switch. */
function valueOf(parameter: number, u: number): number | string | boolean {
  switch (parameter % 10) {
    case 6:
      return 1e-5 * 1e4 ** u;
    case 7:
      return 2 ** (3 + Math.floor(5 * u));
    case 8:
      return ['adam', 'sgd', 'adamw', 'lion'][Math.floor(4 * u)]!;
    case 9:
      return u < 0.5;
    default:
      return u;
  }
}

/** The sweep file of these runs. */
export function syntheticSweep(parameters: number): string {
  const lines = Array.from({ length: parameters }, (_, p) => {
    switch (p % 10) {
      case 6:
        return `  p${String(p)}: {distribution: log_uniform_values, min: 1.0e-5, max: 0.1}`;
      case 7:
        return `  p${String(p)}: {values: [8, 16, 32, 64, 128]}`;
      case 8:
        return `  p${String(p)}: {values: [adam, sgd, adamw, lion]}`;
      case 9:
        return `  p${String(p)}: {values: [true, false]}`;
      default:
        return `  p${String(p)}: {min: 0.0, max: 1.0}`;
    }
  });
  return `method: random\nmetric: {name: accuracy, goal: maximize}\nparameters:\n${lines.join('\n')}\n`;
}
