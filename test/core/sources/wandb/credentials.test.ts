import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  basicAuthorization,
  findCredential,
  keyProblem,
  netrcPassword,
  parseSettings,
} from '../../../../src/core/sources/wandb/credentials';
import { parseNetrc } from '../../../../src/core/sources/wandb/netrc';
import { WANDB_CLOUD } from '../../../../src/core/sources/wandb/server';

const KEY = '0123456789'.repeat(4);

describe('the form of a key', () => {
  it.each([
    [KEY, null],
    [`local-${KEY}`, null],
    ['a'.repeat(86), null],
    ['aaa.bbb.ccc', null],
    ['', 'The API key is empty.'],
    [`${KEY}\n`, 'The API key has blanks in it.'],
    [KEY.slice(1), 'The API key has 39 characters; those of W&B have at least 40.'],
    // Only the part behind the first hyphen counts.
    [`${'p'.repeat(30)}-${'s'.repeat(10)}`, 'The API key has 10 characters; those of W&B have at least 40.'],
    [`${KEY}é`, 'The API key has characters that no key of W&B has.'],
  ])('%j', (key, expected) => {
    expect(keyProblem(key)).toBe(expected);
  });

  it('is sent as the password of the user api', () => {
    // python3: base64.b64encode(b'api:abc')
    expect(basicAuthorization('abc')).toBe('Basic YXBpOmFiYw==');
  });
});

describe('netrc', () => {
  it.each([
    ['machine api.wandb.ai\n  login user\n  password K1\n', 'api.wandb.ai', 'K1'],
    ['machine api.wandb.ai login user password K1', 'api.wandb.ai', 'K1'],
    ['machine localhost:8080 login user password "K 2"', 'localhost:8080', 'K 2'],
    ['machine localhost login user password K1', 'localhost:8080', null],
    ['machine other password A\ndefault login x password D', 'api.wandb.ai', 'D'],
    ['# machine api.wandb.ai password no\nmachine api.wandb.ai password yes', 'api.wandb.ai', 'yes'],
    [
      'macdef init\ncd /x\nmachine api.wandb.ai password no\n\nmachine api.wandb.ai password yes',
      'api.wandb.ai',
      'yes',
    ],
    ['machine api.wandb.ai password a\\"b', 'api.wandb.ai', 'a"b'],
    ['machine api.wandb.ai password one\nmachine api.wandb.ai password two', 'api.wandb.ai', 'two'],
    ['machine', 'api.wandb.ai', null],
    ['', 'api.wandb.ai', null],
  ])('%j for %s', (text, host, expected) => {
    expect(netrcPassword(text, host)).toBe(expected);
  });

  it('never throws and never hangs', () => {
    const token = fc.constantFrom('machine', 'default', 'login', 'password', 'macdef', '#', '"', '\\', '\n\n', 'x');
    fc.assert(
      fc.property(fc.array(token), fc.constantFrom(' ', '\n', ''), (tokens, separator) => {
        parseNetrc(tokens.join(separator));
      }),
      { seed: 4, numRuns: 1000 },
    );
  });
});

describe('where a key is found', () => {
  const netrc = { path: '~/.netrc', text: `machine api.wandb.ai\n  login user\n  password ${KEY}\n` };

  it('the environment comes before netrc', () => {
    const environment = { WANDB_API_KEY: 'e'.repeat(40) };
    expect(findCredential(WANDB_CLOUD, { environment, netrc })).toEqual({
      ok: true,
      value: { key: 'e'.repeat(40), from: 'WANDB_API_KEY' },
    });
    expect(findCredential(WANDB_CLOUD, { environment: {}, netrc })).toEqual({
      ok: true,
      value: { key: KEY, from: '~/.netrc' },
    });
    expect(findCredential(WANDB_CLOUD, { environment: {}, netrc: null })).toEqual({ ok: true, value: null });
  });

  it('a key of the wrong form is an error that names its place and not the key', () => {
    const found = findCredential(WANDB_CLOUD, { environment: { WANDB_API_KEY: 'short-secret' }, netrc });
    expect(found.ok ? '' : found.error.message).toBe(
      'The API key has 6 characters; those of W&B have at least 40 (from WANDB_API_KEY).',
    );
    expect(JSON.stringify(found)).not.toContain('secret');
  });
});

it('settings files: the default section, later files over earlier ones', () => {
  const global = '[default]\nbase_url = https://one.example.com\nentity: team\n[other]\nproject = no\n';
  const local = '; a comment\n[default]\nbase_url=https://two.example.com\n# project = no\n';
  expect(Object.fromEntries(parseSettings(global, local))).toEqual({
    base_url: 'https://two.example.com',
    entity: 'team',
  });
});
