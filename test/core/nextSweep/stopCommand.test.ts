import { expect, it } from 'vitest';
import { stopCommand } from '../../../src/core/nextSweep/stopCommand';

it('quotes what a shell would read as more than a name', () => {
  expect(stopCommand('team/cones/c0nes001')).toBe('wandb sweep --stop team/cones/c0nes001');
  expect(stopCommand("team/my cones; rm -rf ~/it's")).toBe(`wandb sweep --stop 'team/my cones; rm -rf ~/it'\\''s'`);
});
