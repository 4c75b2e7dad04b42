import { median, megabytes, printTable } from './figures';
import type { Benchmark } from './benchmark';
import { startRole } from './role';
import { allRunsBody, type Reading, type Way } from './wandbClient';
import type { ServerAnswer, ServerRequest } from './wandbServer';

interface Contender {
  readonly name: string;
  readonly way: Way;
}

/** A pull beside the same runs as pages of 50 and beside a single stream of the same bytes. */
export const pull: Benchmark = {
  name: 'pull',
  async run({ quick }) {
    const runs = quick ? 2000 : 10_000;
    const rounds = 3;
    const server = await startRole<ServerRequest, ServerAnswer>('wandbServer', { runs, parameters: 30, latencyMs: 40 });
    const { url } = await server.ask({ kind: 'keep', body: allRunsBody(runs) });
    const contenders: readonly Contender[] = [
      { name: 'Sweep Guard, runs', way: { kind: 'pull-runs' } },
      { name: 'Sweep Guard, runs and logs', way: { kind: 'pull' } },
      { name: 'pages of 50, one by one', way: { kind: 'pages', size: 50 } },
      { name: 'one answer with all runs', way: { kind: 'one-answer', runs } },
      { name: 'its bytes, not even parsed', way: { kind: 'download', url: `${url}/kept` } },
    ];
    const results = contenders.map(() => ({ readings: [] as Reading[], server: null as ServerAnswer | null }));
    // The order alternates between rounds; the first one only lets the server learn its answers.
    for (let round = 0; round <= rounds; round++) {
      for (let k = 0; k < contenders.length; k++) {
        const i = (k + round) % contenders.length;
        const client = await startRole<Way, Reading>('wandbClient', { url });
        await server.ask({ kind: 'passed' });
        const reading = await client.ask(contenders[i]!.way);
        await client.stop();
        results[i]!.server = await server.ask({ kind: 'passed' });
        if (round > 0) results[i]!.readings.push(reading);
      }
    }
    await server.stop();

    const wall = results.map(({ readings }) => median(readings.map(({ milliseconds }) => milliseconds)));
    console.log(`(a) ${runs.toLocaleString('en-US')} runs × 30 parameters, 40 ms latency; median of ${rounds}\n`);
    printTable(
      [
        'how',
        'ms',
        'of that CPU',
        'requests',
        'in flight',
        'retries',
        'MB on the wire',
        'peak MB',
        'before MB',
        '× as long',
      ],
      contenders.map(({ name }, i) => {
        const { readings, server: told } = results[i]!;
        const of = (figure: (reading: Reading) => number): number => median(readings.map(figure));
        return [
          name,
          wall[i]!.toFixed(0),
          of(({ cpuMilliseconds }) => cpuMilliseconds).toFixed(0),
          String(told!.requests),
          String(told!.maxInFlight),
          String(of(({ retries }) => retries)),
          megabytes(told!.bytesOut),
          of(({ peakBytes }) => peakBytes / 1e6).toFixed(0),
          of(({ peakBeforeBytes }) => peakBeforeBytes / 1e6).toFixed(0),
          (wall[i]! / wall[0]!).toFixed(2),
        ];
      }),
    );
    const all = results.map(({ readings }) => readings.every((reading) => reading.runs === runs));
    if (!all.slice(0, 4).every((isWhole) => isWhole))
      console.log('\nNot every reading was whole: no figure above counts.');
    console.log(`\n${(wall[2]! / wall[0]!).toFixed(1)} × as fast as pages of 50 (goal: 10 or more)`);
    // Where processors are slow or busy, reading the runs takes longer than all latencies, and caps what any client gains.
    console.log(`${(wall[2]! / wall[3]!).toFixed(1)} × as fast would be a single stream of the runs, read alike`);
    console.log(`${(wall[0]! / wall[3]!).toFixed(2)} × a single stream of the runs, read alike (goal: 1.5 or less)`);
    console.log(`${(wall[0]! / wall[4]!).toFixed(2)} × its bytes from memory, neither made nor read`);
    const operations = Object.entries(results[1]!.server!.operations).map(([name, count]) => `${name} ${count}`);
    console.log(`Requests with logs: ${operations.join(', ')}\n`);
  },
};
