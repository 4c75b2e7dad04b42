import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatReference, looksLikeReference, parseWandbReference } from '../../../../src/core/sources/wandb/reference';
import {
  isUnder,
  pageUrl,
  parseServer,
  WANDB_CLOUD,
  type WandbServer,
} from '../../../../src/core/sources/wandb/server';

function serverAt(url: string): WandbServer {
  const server = parseServer(url);
  if (!server.ok) throw new Error(server.error.message);
  return server.value;
}

describe('a server', () => {
  it.each([
    ['https://api.wandb.ai', 'https://api.wandb.ai', 'https://wandb.ai', 'api.wandb.ai'],
    ['https://api.wandb.ai//', 'https://api.wandb.ai', 'https://wandb.ai', 'api.wandb.ai'],
    [' http://localhost:8080/ ', 'http://localhost:8080', 'http://localhost:8080', 'localhost:8080'],
    ['https://api.example.com', 'https://api.example.com', 'https://app.example.com', 'api.example.com'],
    [
      'https://api.wandb.example.com',
      'https://api.wandb.example.com',
      'https://wandb.example.com',
      'api.wandb.example.com',
    ],
    ['https://ml.example.com/wandb/', 'https://ml.example.com/wandb', 'https://ml.example.com/wandb', 'ml.example.com'],
  ])('%s', (text, baseUrl, appUrl, host) => {
    expect(serverAt(text)).toEqual({ baseUrl, appUrl, host });
  });

  it.each([
    '',
    'api.wandb.ai',
    'ftp://api.wandb.ai',
    'http://api.wandb.ai',
    'https://wandb.ai',
    'https://me:secret@host',
  ])('refuses %j without repeating a password', (text) => {
    const server = parseServer(text);
    expect(server.ok).toBe(false);
    expect(JSON.stringify(server)).not.toContain('secret');
  });

  it('knows what lies under its address', () => {
    const server = serverAt('https://ml.example.com/wandb');
    expect(isUnder(server, 'https://ml.example.com/wandb/graphql')).toBe(true);
    for (const other of [
      'https://ml.example.com/wandbx/graphql',
      'https://ml.example.com/graphql',
      'http://ml.example.com/wandb/graphql',
      'https://ml.example.com.evil.org/wandb/graphql',
      'https://ml.example.com@evil.org/wandb/graphql',
      'https://ml.example.com/wandb/../graphql',
      'nonsense',
    ]) {
      expect(isUnder(server, other), other).toBe(false);
    }
  });

  it('links to pages', () => {
    expect(pageUrl(WANDB_CLOUD, { entity: 'team', project: 'a b', sweep: 'abc' })).toBe(
      'https://wandb.ai/team/a%20b/sweeps/abc',
    );
  });
});

describe('a reference', () => {
  const self = serverAt('http://localhost:8080');
  it.each([
    ['team/cones/abc12345', 'team/cones/abc12345'],
    [' team/cones ', 'team/cones'],
    ['team/cones/sweeps/abc', 'team/cones/abc'],
    ['https://wandb.ai/team/cones/sweeps/abc?nw=nwuser', 'team/cones/abc'],
    ['wandb.ai/team/cones/sweeps/abc', 'team/cones/abc'],
    ['https://wandb.ai/team/cones/sweeps/abc/workspace', 'team/cones/abc'],
    ['https://wandb.ai/team/cones', 'team/cones'],
    ['https://wandb.ai/team/cones/table', 'team/cones'],
    ['https://wandb.ai/team/cones/sweeps', 'team/cones'],
    ['https://wandb.ai/team/c%C3%B6nes/runs/r1/logs', 'team/cönes/runs/r1'],
  ])('%s', (text, expected) => {
    const reference = parseWandbReference(text, WANDB_CLOUD);
    expect(reference.ok && formatReference(reference.value)).toBe(expected);
  });

  it('is read from pages of the server in use only', () => {
    const own = parseWandbReference('http://localhost:8080/team/cones/sweeps/abc', self);
    expect(own).toEqual({ ok: true, value: { kind: 'sweep', entity: 'team', project: 'cones', sweep: 'abc' } });
    const other = parseWandbReference('https://wandb.ai/team/cones/sweeps/abc', self);
    expect(other.ok ? '' : other.error.message).toBe('wandb.ai is not the W&B server in use, which is localhost:8080.');
  });

  it.each(['', 'cones', 'team//abc', 'a/b/c/d', '../x', 'https://', 'https://wandb.ai', 'team/co?nes'])(
    'not in %j',
    (text) => {
      const reference = parseWandbReference(text, WANDB_CLOUD);
      expect(reference.ok ? '' : reference.error.advice).toMatch(/\.$/);
    },
  );

  it('is read back from what it is written as, whatever the names', () => {
    const name = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_. -]{0,20}[A-Za-z0-9]$/);
    fc.assert(
      fc.property(name, name, name, (entity, project, sweep) => {
        fc.pre(
          !['table', 'workspace', 'overview', 'sweeps', 'runs', 'reports', 'artifacts', 'groups', 'jobs'].includes(
            sweep,
          ),
        );
        const expected = { ok: true, value: { kind: 'sweep', entity, project, sweep } };
        const page = pageUrl(WANDB_CLOUD, { entity, project, sweep });
        expect(parseWandbReference(`${entity}/${project}/${sweep}`, WANDB_CLOUD)).toEqual(expected);
        expect(parseWandbReference(page, WANDB_CLOUD)).toEqual(expected);
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        parseWandbReference(text, WANDB_CLOUD);
        parseServer(text);
      }),
      { seed: 4, numRuns: 2000 },
    );
  });

  it.each([
    ['team/cones/abc', true],
    ['team/cones', true],
    ['https://wandb.ai/team/cones', true],
    ['runs/export.csv', false],
    ['./runs/x', false],
    ['/abs/path', false],
    ['single', false],
  ])('%s is meant for W&B: %s', (text, expected) => {
    expect(looksLikeReference(text)).toBe(expected);
  });
});
