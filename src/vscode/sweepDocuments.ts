import type * as vscode from 'vscode';
import { checkSweep, findProblems, withProven } from '../core/language/check';
import type { Check } from '../core/language/fixAll';
import type { ProgramFile } from '../core/knowledge/programFile';
import { evidenceFor, type EvidenceChoice } from '../core/rules/evidenceFor';
import type { Knowledge, Problem } from '../core/rules/rule';
import type { RuleSettings } from '../core/rules/settings';
import type { RuleFile } from '../core/rules/teamRule';
import type { Evidence } from '../core/runs/evidence';
import { parseSweepDocument, type SweepDocument } from '../core/sweep/document';
import { fieldsOf, textOf } from '../core/sweep/node';

/** What a sweep file means besides its text. Answers are the same object until they change. */
export interface Surroundings {
  /** What past analyses found, newest first. */
  evidence(): readonly Evidence[];
  ruleFile(document: vscode.TextDocument): RuleFile | null;
  /** The script at the path that the sweep file gives; `null` where it was not looked for. */
  program(document: vscode.TextDocument, path: string): ProgramFile | null;
  settings(document: vscode.TextDocument): RuleSettings;
  /** Whether the person's settings say that the file is a sweep. */
  isForced(document: vscode.TextDocument): boolean;
  /** Path of the file below its workspace folder. */
  path(document: vscode.TextDocument): string;
  /** The file as evidence names it. */
  file(document: vscode.TextDocument): string;
  /** The present, in milliseconds since 1970. */
  now(): number;
  readonly onDidChange: vscode.Event<void>;
}

interface Parsed {
  readonly version: number;
  readonly isForced: boolean;
  readonly sweep: SweepDocument;
}

interface Chosen {
  readonly sweep: SweepDocument;
  readonly kept: readonly Evidence[];
  readonly choice: EvidenceChoice;
}

interface Checked {
  readonly sweep: SweepDocument;
  readonly knowledge: Knowledge;
  readonly settings: RuleSettings;
  readonly problems: readonly Problem[];
  /** The same problems with the fixes that were tried; `null` until somebody asks for them. */
  fixable: readonly Problem[] | null;
}

/** The sweep files that are open: each parsed and checked once per version of its text, whoever asks. */
export class SweepDocuments {
  private readonly parsed = new WeakMap<vscode.TextDocument, Parsed>();
  private readonly chosen = new WeakMap<vscode.TextDocument, Chosen>();
  private readonly checked = new WeakMap<vscode.TextDocument, Checked>();
  /** Problems may have changed without the text. */
  readonly onDidChange: vscode.Event<void>;

  constructor(private readonly around: Surroundings) {
    this.onDidChange = around.onDidChange;
  }

  /** The document as a sweep, or `null` where it is some other YAML. */
  get(document: vscode.TextDocument): SweepDocument | null {
    const isForced = this.around.isForced(document);
    let known = this.parsed.get(document);
    if (known?.version !== document.version || known.isForced !== isForced) {
      const sweep = parseSweepDocument(document.getText(), { path: this.around.path(document), isForced });
      known = { version: document.version, isForced, sweep };
      this.parsed.set(document, known);
    }
    return known.sweep.isSweep ? known.sweep : null;
  }

  /** What rules and hovers may use besides the text. */
  knowledge(document: vscode.TextDocument): Knowledge {
    const sweep = this.get(document);
    const path = textOf(fieldsOf(sweep?.root).get('program')?.value);
    return {
      ...(sweep ? this.choose(document, sweep) : NO_EVIDENCE),
      now: this.around.now(),
      ruleFile: this.around.ruleFile(document),
      program: path === null ? null : this.around.program(document, path),
    };
  }

  /** All problems of a sweep file, without regard to fixes; none where it is some other YAML. */
  problems(document: vscode.TextDocument): readonly Problem[] {
    return this.check(document)?.problems ?? [];
  }

  /** The same problems with the fixes that can be offered. */
  fixableProblems(document: vscode.TextDocument): readonly Problem[] {
    const checked = this.check(document);
    if (!checked) return [];
    const { sweep, problems, knowledge, settings } = checked;
    checked.fixable ??= withProven(sweep, problems, knowledge, settings);
    return checked.fixable;
  }

  private check(document: vscode.TextDocument): Checked | null {
    const sweep = this.get(document);
    if (!sweep) return null;
    const knowledge = this.knowledge(document);
    const settings = this.around.settings(document);
    const known = this.checked.get(document);
    if (
      known?.sweep === sweep &&
      known.knowledge.evidence === knowledge.evidence &&
      known.knowledge.ruleFile === knowledge.ruleFile &&
      known.knowledge.program === knowledge.program &&
      known.settings === settings
    ) {
      return known;
    }
    const found = findProblems(sweep, knowledge, settings);
    const problems = sweep.root === null && sweep.syntaxErrors.length === 0 ? found.map(softened) : found;
    const checked = { sweep, knowledge, settings, problems, fixable: null };
    this.checked.set(document, checked);
    return checked;
  }

  /** The analysis that speaks for a sweep file. */
  private choose(document: vscode.TextDocument, sweep: SweepDocument): EvidenceChoice {
    const kept = this.around.evidence();
    let known = this.chosen.get(document);
    if (known?.sweep !== sweep || known.kept !== kept) {
      known = { sweep, kept, choice: evidenceFor(sweep, this.around.file(document), kept) };
      this.chosen.set(document, known);
    }
    return known.choice;
  }

  /** Checks other texts of a document, such as half-repaired ones, as the document itself is checked. */
  checkOf(document: vscode.TextDocument): Check {
    const known = this.knowledge(document);
    const settings = this.around.settings(document);
    const sweep = this.get(document);
    return (other) => (other === sweep ? this.fixableProblems(document) : checkSweep(other, known, settings));
  }
}

const NO_EVIDENCE: EvidenceChoice = { evidence: null, foreign: null };

/** A file without content has just been made: it is to be written, not wrong. The command line is less patient. */
function softened(problem: Problem): Problem {
  return { ...problem, severity: 'hint' };
}

/** The documents that can be sweep files: YAML, wherever it is stored. */
export const SWEEP_SELECTOR: vscode.DocumentSelector = { language: 'yaml' };
