import { expect, it } from 'vitest';
import { redactArguments } from '../../../src/core/nextSweep/redactArguments';

it.each([
  [['--token=abc']],
  [['--token', 'abc']],
  [['--hf-token', '-abcdefgh']],
  [['--api-key=a=b c']],
  [['--password', '-x']],
  [['--password', '--x']],
  [['--db.passwd=1234']],
  [['+key=abcdefgh']],
  [['++hub.auth=abc']],
  [['++hub/auth=abc']],
  [['~hub.token=abcdefghi']],
  [['hub.token=abc def']],
  [['--hubToken=abcdefghi']],
  [['-token=abcdefghi']],
  [['--wandb_api_key', 'abcd']],
  [['--pwd', 'abcd']],
  [['--auth=multi\nline']],
])('a secret is replaced, its name stays: %j', (args) => {
  const redacted = redactArguments(args);
  const shown = redacted.join(' ');
  expect(shown).toContain('[redacted]');
  expect(shown).not.toMatch(/abc|1234|-x|a=b|multi|line/);
  expect(redacted[0]!.split('=')[0]).toBe(args[0]!.split('=')[0]);
});

it.each([
  [['--lr=0.1', '--name', 'a b', '-v']],
  [['--pad_token=<pad>', '--image_key', 'jpg']],
  [['--use_auth', '--lr=0.1']],
  [['++model.keypoints=17', 'a=b', '+tokens=500', '--token=', 'x']],
])('all else stays: %j', (args) => {
  expect(redactArguments(args)).toEqual(args);
});

it('secrets are known by their looks as well', () => {
  expect(redactArguments([`x=hf_${'a'.repeat(20)}`, 'https://me:pass@host/x'])).toEqual([
    'x=<redacted>',
    'https://<redacted>@host/x',
  ]);
});
