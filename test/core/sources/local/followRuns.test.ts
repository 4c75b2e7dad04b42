import { describe, expect, it } from 'vitest';
import { createFollower, type Follower } from '../../../../src/core/sources/local/followRuns';

/** A clock that the test moves, with what is to happen at which time. */
function madeUpTime() {
  let now = 0;
  let waiting: { at: number; run: () => void }[] = [];
  const readings: (readonly string[] | undefined)[] = [];
  const follower: Follower = createFollower(
    { now: () => now },
    {
      after(milliseconds, run) {
        const entry = { at: now + milliseconds, run };
        waiting.push(entry);
        return () => {
          waiting = waiting.filter((other) => other !== entry);
        };
      },
    },
    (changed) => readings.push(changed),
  );
  return {
    follower,
    readings,
    waiting: () => waiting.length,
    pass: (milliseconds: number): void => {
      const until = now + milliseconds;
      for (;;) {
        const next = waiting.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        now = next.at;
        waiting = waiting.filter((other) => other !== next);
        next.run();
      }
      now = until;
    },
  };
}

describe('createFollower', () => {
  it('joins changes that come together into one reading', () => {
    const { follower, readings, pass } = madeUpTime();
    follower.changed('wandb/run-1/a');
    follower.changed('wandb/run-1/b');
    follower.changed('wandb/run-1/a');
    pass(900);
    expect(readings).toEqual([]);
    pass(200);
    expect(readings).toEqual([['wandb/run-1/a', 'wandb/run-1/b']]);
  });

  it('reads again only after the last reading has ended, and has had a rest ten times as long', () => {
    const { follower, readings, pass } = madeUpTime();
    follower.changed('a');
    pass(1000);
    follower.changed('b');
    pass(100_000);
    expect(readings).toHaveLength(1);
    follower.hasRead({ milliseconds: 2000, isRunning: false });
    follower.changed('c');
    pass(19_000);
    expect(readings).toHaveLength(1);
    pass(1000);
    expect(readings).toEqual([['a'], ['b', 'c']]);
  });

  it('looks once a minute at runs that may have died, as long as there are any', () => {
    const { follower, readings, pass, waiting } = madeUpTime();
    follower.hasRead({ milliseconds: 1, isRunning: true });
    pass(60_000);
    expect(readings).toEqual([[]]);
    follower.hasRead({ milliseconds: 1, isRunning: false });
    pass(600_000);
    expect(readings).toHaveLength(1);
    expect(waiting()).toBe(0);
  });

  it('reads everything where too much has changed', () => {
    const { follower, readings, pass } = madeUpTime();
    for (let i = 0; i < 20_000; i++) follower.changed(String(i));
    pass(1000);
    expect(readings).toEqual([undefined]);
  });

  it('is silent once it is stopped', () => {
    const { follower, readings, pass, waiting } = madeUpTime();
    follower.hasRead({ milliseconds: 1, isRunning: true });
    follower.changed('a');
    follower.stop();
    follower.changed('b');
    pass(600_000);
    expect(readings).toEqual([]);
    expect(waiting()).toBe(0);
  });
});
