import { describe, expect, it } from 'vitest';
import { isSecretSetting, redactSecrets } from '../../../src/core/runs/redact';

describe('redactSecrets', () => {
  it.each([
    [`key ${'a1b2c3d4e5'.repeat(4)} end`, 'key <redacted> end'],
    ['https://me:pa55word@host/x', 'https://<redacted>@host/x'],
    ['GET https://s3/x?X-Amz-Signature=abc123&y=1', 'GET https://s3/x?X-Amz-Signature=<redacted>&y=1'],
    ['Authorization: Bearer abcdefghijkl', 'Authorization: Bearer <redacted>'],
    ['WANDB_API_KEY=abcdefgh', 'WANDB_API_KEY=<redacted>'],
    [`hf_${'A'.repeat(30)}`, '<redacted>'],
    ['RuntimeError: Loss is nan at epoch 25', 'RuntimeError: Loss is nan at epoch 25'],
  ])('%s', (text, expected) => {
    expect(redactSecrets(text)).toBe(expected);
  });
});

describe('isSecretSetting', () => {
  it.each(['hf_token', 'openai_api_key', 'apiKey', 'aws.secret', 'db.password', 'wandb_key', 'credentials'])(
    '%s',
    (name) => {
      expect(isSecretSetting(name, 'abcdefghij')).toBe(true);
    },
  );

  it.each([
    ['pad_token', '<pad>'],
    ['image_key', 'jpg'],
    ['max_tokens', 'abcdefghij'],
    ['tokenizer', 'bert-base-uncased'],
    ['monkey', 'abcdefghij'],
    ['mask_token', 103],
    ['use_auth', true],
  ])('not %s: %s', (name, value) => {
    expect(isSecretSetting(name, value)).toBe(false);
  });
});
