/** The settings, most telling first: a card for each, and the bounds that the person tries on all of them. */
import { t } from '../../src/shared/l10n';
import {
  areSameBounds,
  boundsEffect,
  effectOfBounds,
  isOpen,
  proposedBound,
  type ParameterBound,
} from '../../src/shared/parameterBounds';
import {
  INITIAL_CHOICES,
  isCardChoices,
  shownParameters,
  varyingParameters,
  type CardChoices,
  type Order,
} from '../../src/shared/parameterCards';
import { subsetOf } from '../../src/shared/parameterBins';
import { parameterChart } from '../../src/shared/parameterChart';
import { boundsYaml, type WrittenBound } from '../../src/shared/parameterYaml';
import { GROUPS } from '../../src/shared/panelTable';
import { button, select } from '../components';
import { element, glyph } from '../dom';
import { oncePerFrame } from '../frames';
import type { Content, ViewFactory } from '../view';
import { boundsLine } from './boundsLine';
import { parameterCard, type ParameterCard } from './parameterCard';

const ORDERS: readonly { readonly value: Order; readonly label: string }[] = [
  { value: 'evidence', label: t('Most telling first') },
  { value: 'difference', label: t('Largest difference first') },
  { value: 'name', label: t('By name') },
];

/** Pixels beyond the window's edge at which a card is made ready. */
const AHEAD = 160;

/** Cards of all settings that vary; the order, the moved bounds and whether all are shown outlive a reload. */
export const parameters: ViewFactory = (context) => {
  const kept = context.kept();
  let choices: CardChoices = isCardChoices(kept) ? kept : INITIAL_CHOICES;
  let content: Content | null = null;
  let cards: ReadonlyMap<string, ParameterCard> = new Map();
  let proposed: ReadonlyMap<string, ParameterBound> = new Map();
  let best = -1;

  const grid = element('div', { class: 'cards' });
  const legend = element('div', { class: 'legend' });
  const order = element('div', {});
  const more = element('div', { class: 'more' });
  const constants = element('p', { class: 'constants' });
  const line = boundsLine({
    onReset: () => {
      choose({ bounds: [] });
      showBounds([...cards.keys()]);
    },
    onCopy: () => {
      context.post({ type: 'copy', text: yaml() });
      context.announce(t('Copied the bounds as YAML.'));
    },
    post: context.post,
  });
  const root = element(
    'section',
    { class: 'parameters', 'aria-labelledby': 'parameters-title' },
    element('div', { class: 'section-head' }, element('h2', { id: 'parameters-title' }, t('Settings')), legend, order),
    line.element,
    grid,
    more,
    constants,
  );

  const byElement = new WeakMap<Element, ParameterCard>();
  const sight = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) byElement.get(target)?.setVisible(isIntersecting);
    },
    { rootMargin: `${AHEAD}px` },
  );

  const choose = (change: Partial<CardChoices>): void => {
    choices = { ...choices, ...change };
    context.keep(choices);
  };

  const movedBound = (name: string): ParameterBound | undefined =>
    choices.bounds.find(({ parameter }) => parameter === name);

  /** The bounds that the line is about: the moved ones, or without any the proposed ones. */
  const shownBounds = (): { readonly kind: 'moved' | 'proposed'; readonly bounds: readonly ParameterBound[] } => {
    const moved = choices.bounds.filter(({ parameter }) => cards.has(parameter));
    const kind = moved.length > 0 ? 'moved' : 'proposed';
    return { kind, bounds: (moved.length > 0 ? moved : [...proposed.values()]).filter((bound) => !isOpen(bound)) };
  };

  /** Says again what the bounds of these cards do, and those of all. */
  const showBounds = (names: readonly string[]): void => {
    if (content === null) return;
    const { table } = content;
    for (const name of names) {
      const [card, first] = [cards.get(name), proposed.get(name)];
      if (card === undefined || first === undefined) continue;
      const moved = movedBound(name);
      const bound = moved ?? first;
      card.setBound(bound, boundsEffect(table, [bound], best), moved !== undefined);
    }
    const { kind, bounds } = shownBounds();
    line.show({ kind, bounds, effect: boundsEffect(table, bounds, best) });
  };
  let waiting: readonly string[] = [];
  const showing = oncePerFrame(() => {
    showBounds(waiting);
    waiting = [];
  });

  const setBound = (name: string, bound: ParameterBound | null, isMoving: boolean): void => {
    const first = proposed.get(name);
    const others = choices.bounds.filter(({ parameter }) => parameter !== name);
    const isMoved = bound !== null && first !== undefined && !areSameBounds(bound, first);
    const bounds = isMoved ? [...others, bound] : others;
    if (isMoving) {
      choices = { ...choices, bounds };
      waiting = [...new Set([...waiting, name])];
      showing.ask();
      return;
    }
    choose({ bounds });
    showBounds([name]);
    if (content !== null && bound !== null) {
      context.announce(effectOfBounds(boundsEffect(content.table, [bound], best)));
    }
  };

  const yaml = (): string => {
    if (content === null) return '';
    const { space, table } = content;
    return boundsYaml(
      shownBounds().bounds.flatMap((bound): readonly WrittenBound[] => {
        const result = cards.get(bound.parameter)?.result;
        if (result === undefined) return [];
        const chart = cards.get(bound.parameter)?.chart() ?? parameterChart(result, table, space);
        return [
          {
            bound,
            range: space.find(({ parameter }) => parameter === bound.parameter) ?? null,
            tried: chart?.kind === 'number' ? chart.tried : null,
            isWhole: chart?.kind === 'number' && chart.isWhole,
            levels: result.levels,
          },
        ];
      }),
    );
  };

  const arrange = (): void => {
    if (content === null) return;
    const { analysis } = content;
    const { shown, hidden, constants: unvaried } = shownParameters(analysis, choices);
    const elements = shown.map(({ name }) => cards.get(name)!.element);
    for (const card of cards.values()) {
      if (elements.includes(card.element)) sight.observe(card.element);
      else sight.unobserve(card.element);
    }
    if (elements.length > 0) grid.replaceChildren(...elements);
    else {
      const empty = t('No setting varies between these runs, so there is nothing to compare.');
      grid.replaceChildren(element('p', { class: 'empty' }, empty));
    }
    line.element.hidden = elements.length === 0 && content.actions.length === 0;
    const all = shown.length + hidden;
    more.hidden = hidden === 0 && !choices.showAll;
    more.replaceChildren(
      button({
        label: hidden > 0 ? t('Show All {0} Settings', all) : t('Show Fewer Settings'),
        kind: 'secondary',
        onPress: () => {
          choose({ showAll: hidden > 0 });
          arrange();
          more.querySelector<HTMLElement>(':scope > *')?.focus();
        },
      }),
    );
    constants.hidden = unvaried === null;
    constants.textContent = unvaried ?? '';
    order.replaceChildren(
      select({
        label: t('Order of the settings'),
        choices: ORDERS,
        value: choices.order,
        onChange: (next) => {
          choose({ order: next });
          arrange();
        },
      }),
    );
  };

  return {
    element: root,
    update: (next) => {
      content = next;
      const { analysis, table } = next;
      sight.disconnect();
      for (const card of cards.values()) card.dispose();
      best = analysis.best === null ? -1 : table.ids.indexOf(analysis.best.id);
      const varying = varyingParameters(analysis);
      proposed = new Map(varying.map((result) => [result.name, proposedBound(result, analysis)]));
      cards = new Map(
        varying.map((result) => {
          const card = parameterCard(result, next, context, {
            onBound: (bound, isMoving) => {
              setBound(result.name, bound, isMoving);
            },
            onResetBound: () => {
              setBound(result.name, null, false);
            },
          });
          byElement.set(card.element, card);
          return [result.name, card];
        }),
      );
      legend.replaceChildren(...legendOf(next));
      line.offer(next.actions);
      arrange();
      showBounds([...cards.keys()]);
    },
    select: (result) => {
      const passing = subsetOf(result.passing);
      for (const card of cards.values()) card.select(result, passing);
    },
    point: (row) => {
      for (const card of cards.values()) card.point(row);
    },
    themeChanged: () => {
      for (const card of cards.values()) card.themeChanged();
    },
    dispose: () => {
      sight.disconnect();
      showing.cancel();
      for (const card of cards.values()) card.dispose();
    },
  };
};

function legendOf({ table }: Content): readonly HTMLElement[] {
  const others = GROUPS.indexOf('excluded');
  return [
    element('span', {}, glyph('completed'), t('completed')),
    element('span', {}, glyph('crashed'), t('crashed')),
    ...(table.groups.includes(others) ? [element('span', {}, glyph('excluded'), t('others, not compared'))] : []),
    element(
      'span',
      {},
      element('span', { class: 'legend-rate', 'aria-hidden': 'true' }),
      t('crash rate, 95 % interval'),
    ),
    element('span', {}, element('span', { class: 'legend-bound', 'aria-hidden': 'true' }), t('bound to drag')),
  ];
}
