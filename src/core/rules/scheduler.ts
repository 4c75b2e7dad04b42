import { fieldsOf, resolveAlias, textOf, type Entry } from '../sweep/node';
import type { SweepDocument } from '../sweep/document';
import { rewrite } from './additions';
import { nearest } from './nearest';
import type { Report, Rule } from './rule';
import { isUnreadable } from './syntax';
import { quoted } from './wording';

type Fields = ReadonlyMap<string, Entry>;

/** T06: a scheduler that W&B refuses, or that does not go with the rest. */
export const schedulerConflict: Rule = {
  code: 'T06',
  name: 'scheduler-conflict',
  severity: 'error',
  description: '`scheduler` names an engine that is not supported, or does not go with other keys of the sweep.',
  check({ document }, report) {
    const fields = fieldsOf(document.root);
    const entry = fields.get('scheduler');
    if (!entry || document.detection.dialect === 'launch' || isUnreadable(document, entry)) return;
    if (resolveAlias(entry.value).kind !== 'mapping') {
      const message = 'scheduler is no mapping. Write engine: wandb below it, or leave it out.';
      report({ message, path: ['scheduler'], span: entry.value.end > entry.value.start ? entry.value : entry.key });
      return;
    }
    const scheduler = fieldsOf(entry.value);
    engineFindings(document, entry, scheduler, report);
    sourceFindings(scheduler, report);
    conflicts(fields, scheduler, report);
  },
};

function engineFindings(document: SweepDocument, entry: Entry, scheduler: Fields, report: Report): void {
  const engine = scheduler.get('engine');
  if (!engine) {
    report({ message: 'scheduler has no engine. Write engine: wandb below it.', path: ['scheduler'], span: entry.key });
    return;
  }
  const written = textOf(engine.value);
  if (written === 'wandb') return;
  const isComing = written === 'optuna' || written === 'ax';
  const meant = written !== null && !isComing ? nearest(written, ['wandb']) : null;
  const edit = meant !== null && engine.value.kind === 'scalar' ? rewrite(document, engine.value, meant) : null;
  const fixes = edit ? [{ title: `Write ${meant!}`, edits: [edit] }] : [];
  const what =
    written === null ? 'The engine of scheduler is no text' : `The engine ${quoted(written)} is not supported`;
  const soon = isComing ? ' yet, though W&B’s schema lists it' : '';
  const span = engine.value.end > engine.value.start ? engine.value : engine.key;
  report({ message: `${what}${soon}. The only engine is wandb.`, path: ['scheduler', 'engine'], span, fixes });
}

function sourceFindings(scheduler: Fields, report: Report): void {
  for (const [key, entry] of scheduler) {
    if (key === 'engine') continue;
    const span = entry.value.end > entry.value.start ? entry.value : entry.key;
    const path = ['scheduler', key];
    if (textOf(entry.value) === null) report({ message: `${key} of scheduler is no text.`, path, span });
    else if (key !== 'source' && !scheduler.has('source')) {
      report({ message: `${key} of scheduler needs source beside it.`, path, span: entry.key });
    }
  }
}

function conflicts(fields: Fields, scheduler: Fields, report: Report): void {
  const method = fields.get('method');
  if (textOf(scheduler.get('engine')?.value) === 'wandb' && textOf(method?.value) === 'custom') {
    const message = 'The engine wandb does not know method: custom. Write grid, random or bayes.';
    report({ message, path: ['method'], span: method!.value });
  }
  const early = fields.get('early_terminate');
  if (early) {
    const message = 'W&B refuses early_terminate beside scheduler. Leave one of them out.';
    report({ message, path: ['early_terminate'], span: early.key });
  }
  const type = fieldsOf(fields.get('controller')?.value).get('type');
  if (type && textOf(type.value) === 'local') {
    const message = 'W&B refuses a local controller beside scheduler. Leave one of them out.';
    report({ message, path: ['controller', 'type'], span: type.value });
  }
}

/** T07: a file for `wandb launch-sweep` that lacks what it starts or names two, or that is not read for its name. */
export const launchConflict: Rule = {
  code: 'T07',
  name: 'launch-conflict',
  severity: 'warning',
  description: '`wandb launch-sweep` needs exactly one of `job` and `image_uri`, and a file that ends in .yaml.',
  check({ document }, report) {
    if (document.detection.dialect !== 'launch') return;
    const fields = fieldsOf(document.root);
    const [job, image] = [fields.get('job'), fields.get('image_uri')];
    if (job && image) {
      const message = 'wandb launch-sweep takes job or image_uri, not both. Remove one.';
      report({ message, path: ['image_uri'], span: image.key });
    }
    const from = fields.get('launch') ?? fields.get('scheduler');
    // wandb b6e2950, util.load_json_yaml_dict: any other ending is taken for JSON text.
    if (from && document.path !== null && /\.yml$/i.test(document.path)) {
      const message = 'wandb launch-sweep does not read a file that ends in .yml. Rename it to end in .yaml.';
      report({ message, path: [from.name!], span: from.key });
    }
    if (!job && !image && from) {
      const message = 'wandb launch-sweep needs job or image_uri at the top, to know what to start.';
      report({ message, path: [from.name!], span: from.key });
    }
    const scheduler = fieldsOf(fields.get('scheduler')?.value);
    const resource = scheduler.get('resource');
    if (scheduler.has('job') && resource && textOf(resource.value) === 'local-process') {
      const message = 'A scheduler with a job of its own can’t run as local-process. Write another resource.';
      report({ message, path: ['scheduler', 'resource'], span: resource.value });
    }
  },
};
