import { megabytes, printTable } from './figures';
import type { Benchmark } from './benchmark';
import { startRole } from './role';
import type { Reading, Way } from './wandbClient';
import type { ServerAnswer, ServerRequest } from './wandbServer';

/** A refresh after one run in a hundred has changed, beside the pull before it. */
export const refresh: Benchmark = {
  name: 'refresh',
  async run({ quick }) {
    const runs = quick ? 2000 : 10_000;
    const changing = runs / 100;
    const server = await startRole<ServerRequest, ServerAnswer>('wandbServer', {
      runs,
      parameters: 30,
      latencyMs: 40,
      changing,
    });
    const { url } = await server.ask({ kind: 'passed' });
    const client = await startRole<Way, Reading>('wandbClient', { url });
    const rows: { name: string; reading: Reading; told: ServerAnswer }[] = [];
    const step = async (name: string, way: Way): Promise<void> => {
      const reading = await client.ask(way);
      rows.push({ name, reading, told: await server.ask({ kind: 'passed' }) });
    };
    await step('pull with logs', { kind: 'pull' });
    // Half of those that are on end; the others go on, so that all of them have changed.
    await server.ask({ kind: 'advance', ends: changing / 2 });
    await step('refresh, 1 % changed', { kind: 'refresh' });
    await step('refresh, nothing changed', { kind: 'refresh' });
    await client.stop();
    await server.stop();

    const whole = rows[0]!.told.bytesOut;
    console.log(`(b) ${runs.toLocaleString('en-US')} runs, of which ${changing} change\n`);
    printTable(
      ['what', 'ms', 'requests', 'MB on the wire', '% of the pull', 'all again'],
      rows.map(({ name, reading, told }) => [
        name,
        reading.milliseconds.toFixed(0),
        String(told.requests),
        megabytes(told.bytesOut),
        ((100 * told.bytesOut) / whole).toFixed(2),
        reading.isFull === true ? 'yes' : 'no',
      ]),
    );
    console.log(`\nGoal: 3 % or less after 1 % changed.\n`);
  },
};
