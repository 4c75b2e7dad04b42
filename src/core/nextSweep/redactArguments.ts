import { isSecretSetting, redactSecrets, REDACTED } from '../runs/redact';

/** Names whose value is a secret however short it is: a bare `token` is one, `pad_token` may be the text `<pad>`. */
const SECRET_NAME =
  /(?:^|[^a-z])(?:(?:api|access|auth|bearer|hub|hf|wandb|private)[_-]?(?:key|token)|pwd)$|^(?:token|auth)$/i;
/** A group in front of a name: `hub.` of `hub.auth`, `db/` of `db/key`. */
const GROUPS = /^.*[./@:]/s;

/**
 * The arguments of a program without secrets. `--name=value`, `--name value` and Hydra's `name=value`, `+name=value` and
 * `++group.name=value` tell by the name whether the value is one.
 */
export function redactArguments(args: readonly string[]): readonly string[] {
  return args.map((arg, i) => {
    const [, lead, name, value] = /^([-+~]*([^\s=+~-][^\s=]*)=)(.*)$/s.exec(arg) ?? [];
    if (lead !== undefined) return isSecret(name!, value!) ? lead + REDACTED : lead + redactSecrets(value!);
    const [, before] = /^--?([A-Za-z_][\w.-]*)$/.exec(args[i - 1] ?? '') ?? [];
    if (before === undefined || !isSecret(before, arg)) return redactSecrets(arg);
    // `--use_auth --lr=1`: an option behind a switch. Behind a password's name nothing is taken for an option.
    return /^--[A-Za-z]/.test(arg) && !isSecretSetting(before, 0) ? redactSecrets(arg) : REDACTED;
  });
}

function isSecret(name: string, value: string): boolean {
  return value !== '' && (isSecretSetting(name, value) || SECRET_NAME.test(name.replace(GROUPS, '')));
}
