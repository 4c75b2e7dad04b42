import type { Analysis, ParameterResult } from '../analysis/analysis';
import { causeTitle } from '../runs/causeSignatures';
import type { Column, RunTable } from '../runs/table';
import { interactionSentences, predictionSentence, safeBoundsSentences } from './combinations';
import {
  baselineSentence,
  causeLeftOut,
  choiceSentence,
  conclusion,
  effectWords,
  headline,
  listedWarnings,
  listOf,
  nearlyConstant,
  probabilityWords,
  READING_HELP,
  sourceName,
  splitParameters,
  thresholdSentence,
  verdictWords,
} from './findings';
import { formatDifference, formatFigure, formatProbability } from './format';
import { REPORT_STYLE } from './htmlStyle';
import { html, join, type Html } from './htmlText';
import { levelChart } from './levelChart';
import { htmlSection } from './sectionHtml';
import { boundsYamlSection, keepSection } from './sections/bounds';
import { conclusionSection, methodSection } from './sections/closing';
import { configurationsSection } from './sections/configurations';
import { glanceSection } from './sections/glance';
import { referenceSection } from './sections/reference';
import { severitySection } from './sections/severity';
import { combinationsSection } from './sections/together';
import { whySection } from './sections/why';
import { stripChart } from './stripChart';
import { withinCauseSentence } from './withinCause';

/** Parameters drawn; the table holds all of them. */
const MAX_CHARTS = 40;
const MAX_RUNS = 500;

/**
 * The analysis as one HTML file that can be mailed: no script, nothing loaded from elsewhere, all text from data
 * escaped. The same analysis gives the same bytes.
 */
export function htmlReport(analysis: Analysis, table: RunTable): string {
  const { varying, constant } = splitParameters(analysis);
  const columns = new Map(table.columns.map((column) => [column.name, column]));
  const body = join(
    [
      header(analysis),
      htmlSection(glanceSection(analysis, table)),
      htmlSection(severitySection(analysis)),
      causes(analysis),
      htmlSection(whySection(analysis)),
      charts(varying, columns, table),
      htmlSection(configurationsSection(analysis, table)),
      sentences('Safer bounds', safeBoundsSentences(analysis)),
      htmlSection(boundsYamlSection(analysis, table)),
      htmlSection(keepSection(analysis)),
      sentences('Together', interactionSentences(analysis)),
      htmlSection(combinationsSection(analysis, table)),
      comparison(varying),
      constant.length === 0 ? null : html`<p class="soft">The same in all compared runs: ${listOf(constant, 40)}.</p>`,
      join(nearlyConstant(analysis).map((sentence) => html`<p class="soft">${sentence}</p>`)),
      htmlSection(referenceSection(analysis, table)),
      htmlSection(conclusionSection(analysis)),
      runs(table, analysis),
      htmlSection(methodSection(analysis, table)),
    ],
    '\n',
  );
  // The policy repeats for browsers what the report promises.
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>Crashed runs of ${sourceName(analysis)}</title>
        <style>
          ${{ markup: REPORT_STYLE }}
        </style>
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html> `.markup;
}

function sentences(title: string, items: readonly string[]): Html | null {
  return items.length === 0
    ? null
    : html`<h2>${title}</h2>
        <div class="card">${join(items.map((item) => html`<p>${item}</p>`))}</div>`;
}

function header(analysis: Analysis): Html {
  const { runs: counts, drift } = analysis;
  const warnings = listedWarnings(analysis);
  const [summary, choice, baseline] = [conclusion(analysis), choiceSentence(analysis), baselineSentence(analysis)];
  const prediction = predictionSentence(analysis);
  const compared = counts.completed + counts.crashed;
  const share = (group: 'crashed' | 'completed', count: number): Html | null =>
    count === 0 ? null : html`<div class="${group}" style="flex: ${count}"></div>`;
  return html`<h1>Crashed runs of ${sourceName(analysis)}</h1>
    <p class="lead">${headline(analysis)}</p>
    ${
      compared === 0
        ? null
        : html`<div class="share" role="img" aria-label="${counts.crashed} crashed, ${counts.completed} completed">
              ${share('crashed', counts.crashed)}${share('completed', counts.completed)}
            </div>
            <p class="legend">
              <span><b class="crashed">✕</b> crashed ${counts.crashed}</span
              ><span><b class="completed">●</b> completed ${counts.completed}</span>
            </p>`
    }
    ${choice === null ? null : html`<p>${choice}</p>`}
    ${join(
      drift.map(({ message }) => html`<p class="note"><b>First:</b> ${message}</p>`),
      '\n',
    )}
    ${summary === null ? null : html`<p>${summary}</p>`} ${baseline === null ? null : html`<p>${baseline}</p>`}
    ${prediction === null ? null : html`<p>${prediction}</p>`}
    ${join(
      warnings.map((message) => html`<p class="note">${message}</p>`),
      '\n',
    )}`;
}

function causes({ causes: counted }: Analysis): Html | null {
  if (counted.length === 0) return null;
  const rows = counted.map((one) => {
    const { cause, category, runs: count, line } = one;
    const leftOut = causeLeftOut(one);
    return html`<tr>
      <td class="n">${count}</td>
      <td>${causeTitle(cause)}</td>
      <td class="soft">${leftOut === null ? category : `${category}; ${leftOut}`}</td>
      <td class="line">${line ?? ''}</td>
    </tr>`;
  });
  const within = counted.flatMap((one) => withinCauseSentence(one) ?? []);
  return html`<h2>Why they ended</h2>
    <div class="card scroll">
      <table>
        <thead>
          <tr>
            <th class="n">Runs</th>
            <th>Cause</th>
            <th>Category</th>
            <th>A line of the log</th>
          </tr>
        </thead>
        <tbody>
          ${join(rows, '\n')}
        </tbody>
      </table>
    </div>
    ${join(within.map((sentence) => html`<p>${sentence}</p>`))}`;
}

function charts(
  varying: readonly ParameterResult[],
  columns: ReadonlyMap<string, Column>,
  table: RunTable,
): Html | null {
  if (varying.length === 0) return null;
  const cards = varying.slice(0, MAX_CHARTS).map((parameter) => {
    const column = columns.get(parameter.name);
    const chart = column?.kind === 'number' ? stripChart(column, table.rows, parameter) : levelChart(parameter.levels);
    return html`<section class="card parameter">
      <div>
        <h3>${parameter.name}</h3>
        <span class="badge ${parameter.verdict}">${verdictWords(parameter)}</span>${figures(parameter)}
      </div>
      <div>${chart}${remarks(parameter)}</div>
    </section>`;
  });
  const more = varying.length - cards.length;
  return html`<h2>Crashed against completed, most telling first</h2>
    <p class="legend soft">
      <span><b class="crashed">✕</b> crashed run</span><span><b class="completed">●</b> completed run</span
      ><span>upright line: mean</span><span>tinted, from the dashed line: where runs crash more</span>
    </p>
    <div class="parameters">${join(cards, '\n')}</div>
    ${more > 0 ? html`<p class="soft">${more} more parameters are in the table below.</p>` : null}`;
}

function figures({ p, q, differencePercent, completed, crashed }: ParameterResult): Html {
  const difference =
    differencePercent === null
      ? null
      : html`<p>
          mean ${formatFigure(completed?.mean)} completed, ${formatFigure(crashed?.mean)} crashed
          (${formatDifference(differencePercent)})
        </p>`;
  const chance =
    p === null
      ? null
      : html`<p class="soft">p ${probabilityWords(p)}${q === null ? null : html`, q ${probabilityWords(q)}`}</p>`;
  return join([difference, chance]);
}

function remarks(parameter: ParameterResult): Html {
  const threshold = parameter.verdict === 'inert' ? null : thresholdSentence(parameter);
  return join([
    threshold === null ? null : html`<p>${threshold.charAt(0).toUpperCase() + threshold.slice(1)}</p>`,
    ...parameter.notes.map((note) => html`<p>${note}</p>`),
  ]);
}

function comparison(varying: readonly ParameterResult[]): Html | null {
  if (varying.length === 0) return null;
  const rows = varying.map(
    (parameter) =>
      html`<tr>
        <td>${parameter.name}</td>
        ${join(
          [
            formatFigure(parameter.completed?.mean),
            formatFigure(parameter.completed?.sd),
            formatFigure(parameter.crashed?.mean),
            formatFigure(parameter.crashed?.sd),
            formatDifference(parameter.differencePercent),
            effectWords(parameter),
            formatProbability(parameter.p),
            formatProbability(parameter.q),
          ].map((cell) => html`<td class="n">${cell}</td>`),
        )}
        <td>${verdictWords(parameter)}</td>
      </tr>`,
  );
  const heads = ['Mean completed', 'sd', 'Mean crashed', 'sd', 'Difference', 'P(higher)', 'p', 'q'];
  return html`<h2>Figures</h2>
    <div class="card scroll">
      <table class="figures">
        <thead>
          <tr>
            <th>Parameter</th>
            ${join(heads.map((head) => html`<th class="n">${head}</th>`))}
            <th>Verdict</th>
          </tr>
        </thead>
        <tbody>
          ${join(rows, '\n')}
        </tbody>
      </table>
    </div>
    <p class="soft">${READING_HELP}</p>`;
}

function runs({ rows }: RunTable, { best }: Analysis): Html | null {
  if (rows.length === 0) return null;
  const lines = rows.slice(0, MAX_RUNS).map(
    ({ id, outcome, reason, group, cause, metric }) =>
      html`<tr>
        <td>${id}</td>
        <td>${outcome}${group === 'excluded' ? ', left out' : ''}</td>
        <td>${cause === null ? '' : causeTitle(cause.id)}</td>
        <td class="soft">${reason}</td>
        <td class="n">${formatFigure(metric)}</td>
      </tr>`,
  );
  const more = rows.length - lines.length;
  return html`<h2>Runs</h2>
    <div class="card scroll">
      <table>
        <thead>
          <tr>
            <th>Run</th>
            <th>Outcome</th>
            <th>Cause</th>
            <th>Why this outcome</th>
            <th class="n">${best?.metric ?? 'Metric'}</th>
          </tr>
        </thead>
        <tbody>
          ${join(lines, '\n')}
        </tbody>
      </table>
    </div>
    ${more > 0 ? html`<p class="soft">${more} more runs are not listed.</p>` : null}`;
}
