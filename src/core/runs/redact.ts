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

/** `text` with API keys, tokens and credentials in URLs replaced by `<redacted>`; all else as it was. */
export function redactSecrets(text: string): string {
  return SECRETS.reduce((redacted, { pattern, replacement }) => redacted.replace(pattern, replacement), text);
}
