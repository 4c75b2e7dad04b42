import { expect } from 'vitest';

/** What nothing from a stranger may take, in milliseconds of this process: a person takes more for a hang. */
const LONGEST = 2000;

/** What runs beside may double the time of a processor; it does not do so each time. */
const TRIES = 3;

/**
 * Runs `work` and expects that it takes less than two seconds of the processor, in one of three tries. That is no benchmark:
 * what it is there to find, time that grows with a power of the input, takes minutes.
 */
export async function withinTwoSeconds<Value>(what: string, work: () => Value | Promise<Value>): Promise<Value> {
  for (let tries = 1; ; tries++) {
    const before = process.cpuUsage();
    const value = await work();
    const { user, system } = process.cpuUsage(before);
    const milliseconds = (user + system) / 1000;
    if (milliseconds >= LONGEST && tries < TRIES) continue;
    expect(milliseconds, `${what}: milliseconds`).toBeLessThan(LONGEST);
    return value;
  }
}
