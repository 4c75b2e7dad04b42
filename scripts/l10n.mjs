// The texts of host and page that can be in other languages: finds them in the code and writes l10n/bundle.l10n.json. What
// languages lack is listed; they are translated by hand.
// Usage: node scripts/l10n.mjs [--check | --list]
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { ROOT } from './process.mjs';

const FOLDERS = ['src/vscode', 'src/shared', 'src/extension.ts', 'webview'];
const BUNDLE = path.join(ROOT, 'l10n', 'bundle.l10n.json');

/**
 * A call of `vscode.l10n.t` or of the page's `t`.
 * @typedef {object} Text
 * @property {string} file
 * @property {number} line
 * @property {string | null} text The English text; `null` where it is not written out, so that nobody can translate it.
 * @property {number} values How many values are put into it.
 */

/** @returns {readonly Text[]} In the order of the files and of the code. */
function textsInCode() {
  return FOLDERS.flatMap(sourceFiles).flatMap(textsOf);
}

/** @param {string} folder */
function sourceFiles(folder) {
  if (folder.endsWith('.ts')) return [folder];
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .sort();
}

/** @param {string} file */
function textsOf(file) {
  const source = ts.createSourceFile(file, readFileSync(path.join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true);
  /** @type {Text[]} */
  const found = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isCallExpression(node) && ['t', 'vscode.l10n.t'].includes(node.expression.getText(source))) {
      const [first, ...values] = node.arguments;
      found.push({
        file,
        line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1,
        text: first !== undefined && ts.isStringLiteralLike(first) ? first.text : null,
        values: values.length,
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

if (process.argv.includes('--list')) console.log(JSON.stringify(textsInCode()));
else {
  const texts = [...new Set(textsInCode().flatMap(({ text }) => (text === null ? [] : [text])))].sort();
  const bundle = `${JSON.stringify(Object.fromEntries(texts.map((text) => [text, text])), null, 2)}\n`;
  if (!process.argv.includes('--check')) writeFileSync(BUNDLE, bundle);
  else if (readFileSync(BUNDLE, 'utf8') !== bundle) {
    console.error('l10n/bundle.l10n.json is old: run node scripts/l10n.mjs.');
    process.exitCode = 1;
  }
  for (const name of readdirSync(path.dirname(BUNDLE)).filter((file) => /^bundle\.l10n\.\w+\.json$/.test(file))) {
    const translated = JSON.parse(readFileSync(path.join(path.dirname(BUNDLE), name), 'utf8'));
    for (const text of texts.filter((one) => !(one in translated))) console.error(`${name} lacks: ${text}`);
    for (const text of Object.keys(translated).filter((one) => !texts.includes(one)))
      console.error(`${name} is left with: ${text}`);
  }
}
