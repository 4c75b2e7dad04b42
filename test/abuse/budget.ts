import { expect } from 'vitest';

/** What nothing from a stranger may take, in milliseconds of this process: a person takes more for a hang. */
const LONGEST = 2000;

/**
 * Runs `work` and expects that it takes less than two seconds of the processor. That is no benchmark: what it is there
 * to find, time that grows with a power of the input, takes minutes.
 */
export async function withinTwoSeconds<Value>(what: string, work: () => Value | Promise<Value>): Promise<Value> {
  const before = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000, `${what}: milliseconds`).toBeLessThan(LONGEST);
  return value;
}
