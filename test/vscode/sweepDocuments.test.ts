import { describe, expect, it } from 'vitest';
import type * as vscode from 'vscode';
import type { RuleSettings } from '../../src/core/rules/settings';
import type { Evidence } from '../../src/core/runs/evidence';
import { SweepDocuments, type Surroundings } from '../../src/vscode/sweepDocuments';
import { evidenceAbout } from '../core/rules/evidence';

const SWEEP = 'method: random\nparameters:\n  mixup: {min: 0.0, max: 0.3}\n  a: {min: 3.0, max: 1.0}\n';

/** A document as far as parsing and checking it need one, that counts how often its text is read. */
function open(text: string): { document: vscode.TextDocument; reads: () => number; edit: (text: string) => void } {
  let current = text;
  let reads = 0;
  const document = {
    version: 1,
    getText: () => {
      reads++;
      return current;
    },
  };
  return {
    document: document as unknown as vscode.TextDocument,
    reads: () => reads,
    edit: (next) => {
      current = next;
      document.version++;
    },
  };
}

function surroundings() {
  const state = {
    evidence: [] as readonly Evidence[],
    settings: new Map() as RuleSettings,
    isForced: false,
    path: 'a.yaml',
  };
  const around: Surroundings = {
    evidence: () => state.evidence,
    ruleFile: () => null,
    program: () => null,
    settings: () => state.settings,
    isForced: () => state.isForced,
    path: () => state.path,
    file: () => 'file:///a.yaml',
    now: () => 0,
    onDidChange: undefined as unknown as Surroundings['onDidChange'],
  };
  return { state, documents: new SweepDocuments(around) };
}

describe('open sweep files', () => {
  it('are parsed and checked once per version of their text', () => {
    const { documents } = surroundings();
    const { document, reads, edit } = open(SWEEP);
    const sweep = documents.get(document);
    const problems = documents.problems(document);
    expect(problems.map(({ code }) => code)).toContain('P01');
    expect(documents.get(document)).toBe(sweep);
    expect(documents.problems(document)).toBe(problems);
    expect(documents.checkOf(document)(sweep!)).toBe(problems);
    expect(reads()).toBe(1);

    edit(SWEEP.replace('3.0', '0.5'));
    expect(documents.problems(document).map(({ code }) => code)).not.toContain('P01');
    expect(documents.get(document)).not.toBe(sweep);
    expect(reads()).toBe(2);
  });

  it('get their doubtful fixes tried once, when somebody asks for fixes', () => {
    const { documents } = surroundings();
    const { document } = open('method: random\nparameters:\n  a: {min 1, max: 2}\n');
    const doubtful = () => documents.problems(document).flatMap(({ fixes }) => fixes.filter((fix) => fix.isUnproven));
    expect(doubtful()).not.toEqual([]);
    const fixable = documents.fixableProblems(document);
    expect(fixable.flatMap(({ fixes }) => fixes.map(({ isUnproven }) => isUnproven))).toContain(undefined);
    expect(fixable.flatMap(({ fixes }) => fixes.filter((fix) => fix.isUnproven))).toEqual([]);
    expect(fixable.map(({ message }) => message)).toEqual(documents.problems(document).map(({ message }) => message));
    expect(documents.fixableProblems(document)).toBe(fixable);
  });

  it('are checked again, but not parsed, when evidence or settings change', () => {
    const { documents, state } = surroundings();
    const { document, reads } = open(SWEEP);
    const codes = () => documents.problems(document).map(({ code }) => code);
    expect(codes()).not.toContain('V01');
    state.evidence = [evidenceAbout('mixup')];
    expect(codes()).toContain('V01');
    state.settings = new Map([['V01', 'off']]);
    expect(codes()).not.toContain('V01');
    expect(reads()).toBe(1);
  });

  it('are other YAML until the settings say otherwise', () => {
    const { documents, state } = surroundings();
    const { document } = open('parameters:\n  lr: 0.1\nseed: 1\n');
    expect(documents.get(document)).toBeNull();
    expect(documents.problems(document)).toEqual([]);
    state.isForced = true;
    expect(documents.get(document)).not.toBeNull();
    expect(documents.problems(document).map(({ code }) => code)).toContain('P03');
  });

  it('are not scolded for being new', () => {
    const { documents, state } = surroundings();
    state.path = 'sweep.yaml';
    const { document, edit } = open('# to come\n');
    expect(documents.get(document)).not.toBeNull();
    expect(documents.problems(document).filter(({ severity }) => severity !== 'hint')).toEqual([]);
    edit('- a\n');
    expect(documents.get(document)).not.toBeNull();
  });
});
