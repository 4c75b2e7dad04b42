import type { Value } from './run';

/**
 * What a log or an address may hold that must not reach a report. Every expression is a fixed prefix followed by one
 * character class, so that matching is linear in the length of the line.
 */
const SECRETS: readonly { readonly pattern: RegExp; readonly replacement: string }[] = [
  // user:password@ in any URL.
  { pattern: /\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@]{1,200}@/gi, replacement: '$1<redacted>@' },
  // Query parameters of signed URLs (S3, GCS, Azure).
  {
    pattern:
      /([?&](?:X-Amz-(?:Signature|Credential|Security-Token)|Signature|sig|token|key|api_key|access_token)=)[^&\s'"]+/gi,
    replacement: '$1<redacted>',
  },
  { pattern: /\b((?:Bearer|Basic)\s{1,3})[\w.~+/=-]{8,}/gi, replacement: '$1<redacted>' },
  {
    pattern:
      /\b([\w-]{0,40}(?:api[_-]?key|token|secret|passw(?:or)?d|credentials?)["']?\s{0,3}[=:]\s{0,3}["']?)[^\s'",;]{4,}/gi,
    replacement: '$1<redacted>',
  },
  // Hugging Face, GitHub, OpenAI, Slack, AWS and W&B (wandb_v1_…) keys by their prefixes.
  {
    pattern: /\b(?:hf_|gh[opsur]_|github_pat_|sk-|xox[abprs]-|AKIA|ASIA|wandb_v\d_|local-)[A-Za-z0-9_-]{16,}/g,
    replacement: '<redacted>',
  },
  { pattern: /\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?/g, replacement: '<redacted>' },
  // W&B API keys are 40 hexadecimal digits; longer ones are other services' tokens or hashes.
  { pattern: /\b[0-9a-f]{40,}\b/gi, replacement: '<redacted>' },
];

const PASSWORD_NAME = /(?:^|[^a-z])(?:secret|passw(?:or)?d|passphrase|credentials?)$/i;
const KEY_NAME = /(?:^|[^a-z])(?:key|token|auth)$|api_?key$/i;
const CAMEL_NAME = /[a-z](?:Key|Token|Secret|Password)$/;
/** Shorter texts are names of tokens and keys, such as `pad_token: <pad>` or `image_key: jpg`. */
const SHORTEST_KEY = 8;

/** What stands in the place of a value that nobody may read. */
export const REDACTED = '[redacted]';

/** Whether a setting called `name`, nested ones dotted, may hold a secret in `value`. */
export function isSecretSetting(name: string, value: Value): boolean {
  if (typeof value === 'string')
    return PASSWORD_NAME.test(name) || (value.length >= SHORTEST_KEY && (KEY_NAME.test(name) || CAMEL_NAME.test(name)));
  return typeof value === 'number' && PASSWORD_NAME.test(name);
}

/** `value` of a setting without secrets, at any depth: those that its name, or their looks, tell. */
export function redactSetting(name: string, value: Value): Value {
  if (isSecretSetting(name, value)) return REDACTED;
  if (typeof value === 'string') return redactSecrets(value);
  if (Array.isArray(value)) return value.map((item: Value) => redactSetting(name, item));
  if (typeof value !== 'object' || value === null) return value;
  // A null prototype makes `__proto__` an ordinary key.
  const result = Object.create(null) as Record<string, Value>;
  for (const [key, item] of Object.entries<Value>(value)) result[key] = redactSetting(key, item);
  return result;
}

/** `text` with API keys, tokens and credentials in URLs replaced by `<redacted>`; all else as it was. */
export function redactSecrets(text: string): string {
  return SECRETS.reduce((redacted, { pattern, replacement }) => redacted.replace(pattern, replacement), text);
}
