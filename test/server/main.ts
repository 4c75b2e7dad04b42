import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { startControl } from './control';
import { parseFaultRule, type FaultRule } from './faults';
import { generateData } from './generator';
import { createLiveSweep } from './liveSweep';
import { STAND_IN_KEY, type StandInKey } from './model';
import { dataOfRunSet, type RunSetJson } from './runSetData';
import { createStandInServer } from './standInServer';

interface Flags {
  readonly runs: number;
  readonly parameters: number;
  readonly seed: number;
  readonly latency: number;
  readonly port: number;
  readonly pageSize: number;
  readonly key: string;
  readonly entity: string;
  readonly project: string;
  readonly sweep: string;
  readonly live?: boolean;
  readonly data?: string;
  readonly sweepFile?: string;
  readonly fault: readonly FaultRule[];
}

const command = new Command('npm run server --')
  .description('Starts a stand-in W&B server with generated runs, for trying things out without an account.')
  .option('--runs <n>', 'runs of the sweep', wholeNumber, 200)
  .option('--parameters <n>', 'swept parameters', wholeNumber, 10)
  .option('--seed <n>', 'the same seed gives the same runs', wholeNumber, 1)
  .option('--latency <ms>', 'milliseconds before each answer', wholeNumber, 0)
  .option('--port <n>', 'port at 127.0.0.1; 0 takes a free one', wholeNumber, 0)
  .option('--page-size <n>', 'the most that a page holds', wholeNumber, 1000)
  .option('--key <key>', 'the key that is accepted', STAND_IN_KEY.key)
  .option('--entity <name>', 'whose project it is', 'team')
  .option('--project <name>', 'name of the project', 'detector')
  .option('--sweep <id>', 'id of the sweep', 'sw33p001')
  .option('--live', 'half of the runs have ended, eight are on, and the control URL lets them go on')
  .option('--data <file>', 'runs from a JSON file instead of generated ones')
  .option('--sweep-file <file>', 'the sweep.yaml that belongs to --data')
  .option('--fault <json>', 'a fault rule, such as {"fault":{"kind":"hang"},"requests":[3]}', faultRule, []);

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Give a whole number.');
  return Number(text);
}

function faultRule(text: string, rules: readonly FaultRule[]): readonly FaultRule[] {
  const rule = parseFaultRule(text);
  if (!rule.ok) throw new InvalidArgumentError(rule.error);
  return [...rules, rule.value];
}

async function main(): Promise<void> {
  const flags = command.parse().opts<Flags>();
  const { entity, project, sweep } = flags;
  const live = flags.live === true ? createLiveSweep(flags) : null;
  const recorded = flags.data === undefined ? null : (JSON.parse(readFileSync(flags.data, 'utf8')) as RunSetJson);
  const sweepText = flags.sweepFile === undefined ? {} : { sweepText: readFileSync(flags.sweepFile, 'utf8') };
  const key: StandInKey = { ...STAND_IN_KEY, key: flags.key, entity, teams: [entity] };
  const server = await createStandInServer({
    data:
      live?.data() ??
      (recorded === null ? generateData(flags) : dataOfRunSet(recorded, { entity, project, sweep, ...sweepText })),
    keys: [key],
    faults: flags.fault,
    seed: flags.seed,
    latencyMs: flags.latency,
    maxPageSize: flags.pageSize,
    port: flags.port,
  });
  const control = await startControl(server, live);
  console.log(`URL      ${server.url}`);
  console.log(`Key      ${key.key}`);
  console.log(`Sweep    ${entity}/${project}/${sweep}`);
  console.log(`Control  ${control}`);
  console.log(`\nTry      WANDB_API_KEY=${key.key} \\`);
  console.log(`         node dist/cli.js runs ${entity}/${project}/${sweep} --base-url ${server.url} --format json`);
  console.log('\nCtrl+C ends it.');
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
