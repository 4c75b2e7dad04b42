import { fail, ok, type Result } from '../../ports';
import { plainText } from '../../plainText';
import type { SourceError } from '../../runs/run';
import type { WandbServer } from './server';

/** Whose project it is: a person or a team (`entity`), and the project's name. */
export interface ProjectReference {
  readonly entity: string;
  readonly project: string;
}

/** What a person names: a sweep by its short id, a whole project, or one run by its id. */
export type WandbReference =
  | ({ readonly kind: 'sweep'; readonly sweep: string } & ProjectReference)
  | ({ readonly kind: 'project' } & ProjectReference)
  | ({ readonly kind: 'run'; readonly run: string } & ProjectReference);

/** A sweep of a project. */
export type SweepReference = Extract<WandbReference, { kind: 'sweep' }>;

/** What runs are read from; a run stands for its sweep. */
export type PullReference = Exclude<WandbReference, { kind: 'run' }>;

/** Hosts of W&B's own pages and API. */
const CLOUD_HOSTS = new Set(['wandb.ai', 'www.wandb.ai', 'app.wandb.ai', 'api.wandb.ai']);

const EXAMPLES = 'Write entity/project/sweep, entity/project, or paste the address of the sweep’s page.';

/**
 * Reads `entity/project/sweep`, `entity/project`, or the address of a page of a sweep, project or run on `server`. A
 * page of another server is refused: its runs can't be asked for with this server's key.
 */
export function parseWandbReference(text: string, server: WandbServer): Result<WandbReference, SourceError> {
  const trimmed = text.trim();
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed)) return parsePage(trimmed, server);
  // People paste addresses without their scheme.
  if (/^(?:www\.|app\.)?wandb\.ai\//.test(trimmed)) return parsePage(`https://${trimmed}`, server);
  return parsePath(trimmed, trimmed);
}

/** The reference as W&B's own tools write it: `entity/project/sweep`, or `entity/project/runs/run`. */
export function formatReference(reference: WandbReference): string {
  const { entity, project } = reference;
  if (reference.kind === 'sweep') return `${entity}/${project}/${reference.sweep}`;
  return reference.kind === 'run' ? `${entity}/${project}/runs/${reference.run}` : `${entity}/${project}`;
}

/** Whether `text` can be meant for W&B rather than for a file: two or three names, or a web address. */
export function looksLikeReference(text: string): boolean {
  if (/^https?:\/\//i.test(text)) return true;
  const parts = text.split('/');
  return (
    (parts.length === 2 || parts.length === 3 || (parts.length === 4 && /^(?:sweeps|runs)$/.test(parts[2]!))) &&
    parts.every((part) => part !== '' && part !== '.' && part !== '..') &&
    !/^[.~]|\\|\.(?:json|jsonl|ndjson|csv|tsv|ya?ml)$/i.test(text)
  );
}

function parsePage(text: string, server: WandbServer): Result<WandbReference, SourceError> {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return fail({ message: `${plainText(text)} is not a web address.`, advice: EXAMPLES });
  }
  const isCloud = CLOUD_HOSTS.has(url.hostname);
  const prefix = [server.appUrl, server.baseUrl].map((own) => new URL(own)).find((own) => own.host === url.host);
  if (prefix === undefined && !(isCloud && CLOUD_HOSTS.has(server.host))) {
    return fail({
      message: `${plainText(url.host)} is not the W&B server in use, which is ${new URL(server.appUrl).host}.`,
      advice: 'Name the other server (setting sweepGuard.baseUrl, or --base-url on the command line).',
    });
  }
  const below = prefix === undefined ? '/' : prefix.pathname;
  const path = url.pathname.startsWith(below) ? url.pathname.slice(below.length) : url.pathname;
  return parsePath(path.replace(/^\/+|\/+$/g, ''), text);
}

/** What follows `entity/project` on W&B's pages of a project, such as its table of runs. */
const PROJECT_PAGES = new Set([
  'table',
  'workspace',
  'overview',
  'sweeps',
  'runs',
  'reports',
  'artifacts',
  'groups',
  'jobs',
]);

function parsePath(path: string, shown: string): Result<WandbReference, SourceError> {
  const parts = path.split('/').map(decoded);
  const [entity, project, third, fourth] = parts;
  const names = parts.slice(0, 4);
  if (entity === undefined || project === undefined || names.some((name) => !isName(name))) {
    return fail({ message: `${plainText(shown) || 'An empty text'} names no project of W&B.`, advice: EXAMPLES });
  }
  if (third === undefined) return ok({ kind: 'project', entity, project });
  if (fourth !== undefined && third === 'sweeps') return ok({ kind: 'sweep', entity, project, sweep: fourth });
  if (fourth !== undefined && third === 'runs') return ok({ kind: 'run', entity, project, run: fourth });
  if (PROJECT_PAGES.has(third)) return ok({ kind: 'project', entity, project });
  if (fourth === undefined) return ok({ kind: 'sweep', entity, project, sweep: third });
  return fail({ message: `${plainText(shown)} names no sweep of W&B.`, advice: EXAMPLES });
}

/** W&B allows most characters in names, but none of these and no control characters. */
function isName(text: string): boolean {
  return text.trim() !== '' && text !== '.' && text !== '..' && !/[\u0000-\u001f\u007f/\\#?%]/.test(text);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
