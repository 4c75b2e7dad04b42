import type { WandbReference } from './reference';

/** A condition on runs, in the part of MongoDB's language that W&B understands. */
export type RunCondition =
  | { readonly sweep: string }
  | { readonly name: { readonly $in: readonly string[] } }
  | { readonly createdAt: { readonly $gte: string } }
  | { readonly createdAt: { readonly $lt: string } };

/** All runs that belong to a reference and meet the conditions, as the text of W&B's `filters`. */
export function runFilters(reference: WandbReference, conditions: readonly RunCondition[] = []): string {
  const all = [...(reference.kind === 'sweep' ? [{ sweep: reference.sweep }] : []), ...conditions];
  return all.length === 0 ? '{}' : JSON.stringify({ $and: all });
}

/** Conditions for runs made from `from` (included) to `to` (excluded), in milliseconds since 1970; `null` is open. */
export function madeBetween(from: number | null, to: number | null): readonly RunCondition[] {
  return [
    ...(from === null ? [] : [{ createdAt: { $gte: new Date(from).toISOString() } }]),
    ...(to === null ? [] : [{ createdAt: { $lt: new Date(to).toISOString() } }]),
  ];
}
