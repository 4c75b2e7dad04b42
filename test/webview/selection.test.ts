import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  areEqual,
  filterKey,
  keepSelection,
  parameterKey,
  readSelection,
  toggled,
  withFilters,
  withoutFilters,
  type Filter,
} from '../../webview/selection';
import { changed, EMPTY_HISTORY, redone, undone } from '../../webview/selectionHistory';

const RANGE: Filter = { kind: 'range', parameter: 'lr', from: 0.1, to: Infinity };
const CAUSE: Filter = { kind: 'cause', causes: ['nan-loss'] };

describe('a selection', () => {
  it('has one filter for each thing, in the order in which they came', () => {
    const narrower: Filter = { ...RANGE, to: 1 };
    expect(withFilters([], RANGE, CAUSE, narrower)).toEqual([narrower, CAUSE]);
    expect(withFilters([RANGE], { kind: 'missing', parameter: 'lr' })).toEqual([{ kind: 'missing', parameter: 'lr' }]);
    expect(withoutFilters([RANGE, CAUSE], parameterKey('lr'))).toEqual([CAUSE]);
    expect(filterKey({ kind: 'range', parameter: 'cause', from: 0, to: 1 })).not.toBe(filterKey(CAUSE));
  });

  it('takes a filter away that is set a second time', () => {
    expect(toggled([RANGE], CAUSE)).toEqual([RANGE, CAUSE]);
    expect(toggled([RANGE, CAUSE], CAUSE)).toEqual([RANGE]);
    expect(toggled([CAUSE], { kind: 'cause', causes: ['oom'] })).toEqual([{ kind: 'cause', causes: ['oom'] }]);
  });

  it('survives a reload, open ends included', () => {
    const texts = fc.array(fc.string());
    const ends = { from: fc.double({ noNaN: true }), to: fc.double({ noNaN: true }) };
    const filter: fc.Arbitrary<Filter> = fc.oneof(
      fc.record({ kind: fc.constant('range' as const), parameter: fc.string(), ...ends }),
      fc.record({ kind: fc.constant('levels' as const), parameter: fc.string(), levels: texts }),
      fc.record({ kind: fc.constant('missing' as const), parameter: fc.string() }),
      fc.record({
        kind: fc.constant('measure' as const),
        measure: fc.constantFrom('metric' as const, 'startedAt' as const, 'order' as const),
        ...ends,
      }),
      fc.record({ kind: fc.constant('cause' as const), causes: texts }),
      fc.record({ kind: fc.constant('group' as const), groups: fc.constant(['crashed'] as const) }),
      fc.record({ kind: fc.constant('outcome' as const), outcomes: fc.constant(['running'] as const) }),
      fc.record({ kind: fc.constant('place' as const), place: fc.constant('gpu' as const), names: texts }),
      fc.record({ kind: fc.constant('runs' as const), ids: texts, label: fc.string() }),
      fc.record({ kind: fc.constant('text' as const), text: fc.string() }),
    );
    fc.assert(
      fc.property(fc.array(filter), (filters) => {
        // An open end is kept as such, whichever infinity it was written with.
        const selection = withFilters(
          [],
          ...filters.map((each): Filter => {
            if (each.kind !== 'range' && each.kind !== 'measure') return each;
            const { from, to } = each;
            return { ...each, from: Number.isFinite(from) ? from : -Infinity, to: Number.isFinite(to) ? to : Infinity };
          }),
        );
        const again = readSelection(JSON.parse(JSON.stringify(keepSelection(selection))));
        expect(again.length).toBe(selection.length);
        expect(again.every((each, index) => areEqual(each, selection[index]!))).toBe(true);
      }),
      { seed: 6 },
    );
  });

  it('takes back nothing that it could not have kept', () => {
    const odd = [
      null,
      7,
      'lr',
      {},
      { kind: 'range', parameter: 'lr', from: 'a', to: 1 },
      { kind: 'cause', causes: [1] },
    ];
    expect(
      readSelection([...odd, { kind: 'place', place: 'rack', names: [] }, { kind: 'group', groups: ['x'] }]),
    ).toEqual([]);
    expect(readSelection('text')).toEqual([]);
    expect(readSelection(undefined)).toEqual([]);
  });
});

describe('the history of selections', () => {
  it('goes back and forth', () => {
    const two = changed(changed(EMPTY_HISTORY, [RANGE]), [RANGE, CAUSE]);
    expect(undone(two).present).toEqual([RANGE]);
    expect(undone(undone(two)).present).toEqual([]);
    expect(undone(undone(undone(two))).present).toEqual([]);
    expect(redone(undone(two)).present).toEqual([RANGE, CAUSE]);
    expect(redone(two)).toBe(two);
    expect(redone(changed(undone(two), [CAUSE])).present).toEqual([CAUSE]);
  });

  it('takes a whole gesture back in one step', () => {
    const steps = [0.2, 0.3, 0.4].map((from): Filter => ({ ...RANGE, from }));
    let history = changed(EMPTY_HISTORY, [CAUSE]);
    for (const step of steps) history = changed(history, [CAUSE, step], true);
    history = changed(history, [CAUSE, steps[2]!]);
    expect(history.isMoving).toBe(false);
    expect(undone(history).present).toEqual([CAUSE]);
    expect(undone(undone(history)).present).toEqual([]);
  });

  it('forgets a gesture that ends where it began, and a change that is none', () => {
    const before = changed(EMPTY_HISTORY, [CAUSE]);
    const after = changed(changed(before, [CAUSE, RANGE], true), [CAUSE]);
    expect(after.past).toEqual(before.past);
    expect(changed(before, [{ ...CAUSE }])).toBe(before);
  });
});
