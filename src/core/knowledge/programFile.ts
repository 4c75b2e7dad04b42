/** What a training script says about its own command line and what it logs, read without running it. */
export interface ProgramContents {
  /** Long options of `argparse` with their hyphens off; `null` where the script builds them, or parses otherwise. */
  readonly options: ReadonlySet<string> | null;
  /** Keys that the script logs to W&B, as written; `null` where it logs none itself or makes some names up. */
  readonly loggedKeys: ReadonlySet<string> | null;
  /** Every text in the script, so that a name in none of them is really nowhere. */
  readonly texts: ReadonlySet<string>;
  /** It reads the parameters from W&B's configuration. */
  readonly readsConfig: boolean;
  /** It parses options by something that understands `--flag=False`. */
  readonly readsBooleans: boolean;
  /** It has options with `type=bool`, for which any text is true, and which need one. */
  readonly castsBooleans: boolean;
}

/** The script that `program` names: its path as written, and its contents; `null` where there is no such file. */
export interface ProgramFile {
  readonly path: string;
  readonly contents: ProgramContents | null;
}

/** Scripts are read up to this many characters; beyond it, nothing is claimed about them. */
export const MAX_PROGRAM_LENGTH = 500_000;

/** A script that is there and was not read: nothing is claimed about it. */
export const UNREAD_PROGRAM: ProgramContents = {
  options: null,
  loggedKeys: null,
  texts: new Set(),
  readsConfig: true,
  readsBooleans: true,
  castsBooleans: false,
};

/** A text in Python source; in the code that remains, `«i»` stands for it. */
interface PythonText {
  readonly value: string;
  /** Its value is made up at run time. */
  readonly isFormatted: boolean;
}

/** Reads a Python script; never throws. What it can't see for sure is left open, not guessed. */
export function readProgram(source: string): ProgramContents {
  if (source.length > MAX_PROGRAM_LENGTH) return UNREAD_PROGRAM;
  const { code, texts } = withoutTexts(source);
  return {
    options: optionsOf(code, texts),
    loggedKeys: loggedKeysOf(code, texts),
    texts: new Set(texts.map(({ value }) => value)),
    readsConfig: /\bconfig\b/.test(code),
    readsBooleans:
      /\b(?:str2bool|strtobool|str_to_bool|BooleanOptionalAction|HfArgumentParser|jsonargparse|simple_parsing|tyro|typer|click|fire|LightningCLI|hydra|omegaconf|absl|literal_eval)\b/i.test(
        code,
      ),
    castsBooleans: /\btype\s*=\s*bool\b/.test(code),
  };
}

const TEXT = /#[^\n]*|\b([rRbBuUfF]{0,2})("""|'''|"|')|(["']{3}|["'])/g;

/** The source without comments, its texts taken out. Linear in the length. */
function withoutTexts(source: string): { readonly code: string; readonly texts: readonly PythonText[] } {
  const texts: PythonText[] = [];
  const parts: string[] = [];
  const pattern = new RegExp(TEXT.source, 'g');
  let from = 0;
  for (let match = pattern.exec(source); match; match = pattern.exec(source)) {
    parts.push(source.slice(from, match.index));
    from = pattern.lastIndex;
    if (match[0].startsWith('#')) continue;
    const quote = match[2] ?? match[3] ?? '"';
    const end = closing(source, from, quote);
    texts.push({ value: source.slice(from, end), isFormatted: /f/i.test(match[1] ?? '') });
    parts.push(`«${texts.length - 1}»`);
    from = Math.min(source.length, end + quote.length);
    pattern.lastIndex = from;
  }
  parts.push(source.slice(from));
  return { code: parts.join(''), texts };
}

/** Where a text ends; a line break ends one in single quotes that is not closed. */
function closing(source: string, from: number, quote: string): number {
  for (let at = from; at < source.length; at++) {
    const char = source[at];
    if (char === '\\') at++;
    else if (source.startsWith(quote, at)) return at;
    else if (char === '\n' && quote.length === 1) return at;
  }
  return source.length;
}

/** Options by `add_argument("--lr", "-l", …)`, where all of them are written out and the script itself parses them. */
function optionsOf(code: string, texts: readonly PythonText[]): ReadonlySet<string> | null {
  if (!/\bargparse\b/.test(code) || !/\.parse_args\s*\(\s*\)/.test(code)) return null;
  if (/\bparse_known_args\b|\bparents\s*=|\badd_subparsers\b|\bset_defaults\b|\bprefix_chars\b/.test(code)) return null;
  // `add_training_args(parser)`: options from elsewhere.
  if (/(?<!\.)\b\w+\s*\(\s*(?:arg_?)?parser\s*\)|\b\w*parser\s*=(?!\s*(?:argparse\.)?ArgumentParser\b)/i.test(code))
    return null;
  const options = new Set<string>();
  for (const [, rest = ''] of code.matchAll(/\.add_argument\s*\(([^)]*)/g)) {
    const names = /^\s*(?:«\d+»\s*,?\s*)+/.exec(rest)?.[0];
    if (names === undefined) return null;
    for (const [, index] of names.matchAll(/«(\d+)»/g)) {
      const text = texts[Number(index)];
      if (!text || text.isFormatted) return null;
      if (text.value.startsWith('--')) options.add(text.value.slice(2));
    }
  }
  return options.size > 0 ? options : null;
}

/** Things that log by themselves, under names of their own. */
const LOGGERS =
  /\b(?:WandbLogger|WandbCallback|WandbMetricsLogger|WandbEvalCallback|report_to|autolog|Trainer|ultralytics|accelerate|Accelerator|sync_tensorboard|SummaryWriter|keras|define_metric|fastai|catboost|xgboost|lightgbm|sb3|stable_baselines3|sweep_metrics|log_dict|lightning|pytorch_lightning)\b/;

/** Keys of `wandb.log({...})` and `run.summary[...]`, where every such call has its names written out. */
function loggedKeysOf(code: string, texts: readonly PythonText[]): ReadonlySet<string> | null {
  if (!/\bwandb\b/.test(code) || LOGGERS.test(code)) return null;
  const keys = new Set<string>();
  const add = (index: string | undefined): boolean => {
    const text = texts[Number(index)];
    if (!text || text.isFormatted) return false;
    keys.add(text.value);
    return true;
  };
  // `wandb` handed on, or its functions under other names: what is logged there can't be seen here.
  if (/\bfrom\s+wandb\b|\bwandb\s+as\b|\.log\b(?!\s*\()|\bsummary\s*\.\s*update\b/.test(code)) return null;
  if (/[(,=]\s*wandb\s*[,)\n]/.test(code.replace(/^[ \t]*import\b[^\n]*/gm, ''))) return null;
  for (const { index, 0: call } of code.matchAll(/\b(\w+)\.log\s*\(/g)) {
    const owner = /^\w+/.exec(call)![0];
    if (/^(?:math|np|numpy|torch|tf|jnp|logger|logging|log|console|K)$/.test(owner)) continue;
    const names = literalKeys(code, index + call.length);
    if (!names || names.length === 0 || !names.every(add)) return null;
  }
  // Ends at the next bracket of either kind, as one search through the rest for each of them would take half a minute.
  for (const [, subscript = '', end] of code.matchAll(/\.summary\s*\[([^\][]*)(\]?)/g)) {
    if (end !== ']' || !add(/^\s*«(\d+)»\s*$/.exec(subscript)?.[1])) return null;
  }
  return keys.size > 0 ? keys : null;
}

/** The keys of a dictionary that starts at `from`, as numbers of texts; `null` where one is no plain text. */
function literalKeys(code: string, from: number): readonly string[] | null {
  const open = /^\s*\{/.exec(code.slice(from, from + 200));
  if (!open) return null;
  const keys: string[] = [];
  let depth = 1;
  let isKey = true;
  for (let at = from + open[0].length; at < code.length && at < from + 20_000; at++) {
    const char = code[at]!;
    if (depth === 1 && isKey && !/\s/.test(char)) {
      if (char === '}') return keys;
      const key = /^«(\d+)»\s*:/.exec(code.slice(at, at + 40));
      if (!key) return null;
      keys.push(key[1]!);
      at += key[0].length - 1;
      isKey = false;
    } else if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) {
      depth--;
      // What follows the dictionary may add to it.
      if (depth === 0) return /^\s*[|.]/.test(code.slice(at + 1, at + 20)) ? null : keys;
    } else if (char === ',' && depth === 1) isKey = true;
    else if (depth === 1 && /^for\b/.test(code.slice(at, at + 4))) return null;
  }
  return null;
}
