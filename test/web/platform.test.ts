import { describe, expect, it } from 'vitest';
import { fail, ok, type Http, type HttpError, type HttpRequest } from '../../src/core/ports';
import { networkError } from '../../src/core/sources/wandb/errors';
import { WANDB_CLOUD } from '../../src/core/sources/wandb/server';
import { browserHttp, platform } from '../../src/web/platform';

const REQUEST: HttpRequest = { method: 'POST', url: 'https://a.example/graphql', headers: {}, timeoutMs: 1 };
const failing = (error: HttpError): Http => ({ send: () => Promise.resolve(fail(error)) });

describe('requests of a browser', () => {
  it.each([
    ['Chromium', 'Failed to fetch'],
    ['Firefox', 'NetworkError when attempting to fetch resource.'],
    ['Safari', 'Load failed'],
  ])('that fail without a reason are told as such (%s)', async (_, message) => {
    const answer = await browserHttp(failing({ kind: 'other', message })).send(REQUEST);
    expect(answer).toEqual({ ok: false, error: { kind: 'unexplained', message } });
    const told = networkError(WANDB_CLOUD, { kind: 'unexplained', message });
    expect(told.message).toMatch(/^The browser got no answer from api\.wandb\.ai: .*lets no page of another site read/);
    expect(told.advice).toMatch(/on a computer, or export them to a file/);
  });

  it('pass on answers and errors with a reason as they are', async () => {
    const timeout = { kind: 'timeout', message: 'no answer within 1 s' } as const;
    expect(await browserHttp(failing(timeout)).send(REQUEST)).toEqual({ ok: false, error: timeout });
    const answer = ok({ status: 200, headers: {}, body: new Uint8Array() });
    expect(await browserHttp({ send: () => Promise.resolve(answer) }).send(REQUEST)).toBe(answer);
  });
});

describe('a browser', () => {
  it('knows no key but the one that was entered, no home folder and no file of the computer', async () => {
    expect(platform.environment).toEqual({});
    expect([await platform.netrc(), await platform.wandbSettings(), platform.fileSystem('/')]).toEqual([
      null,
      null,
      null,
    ]);
  });
});
