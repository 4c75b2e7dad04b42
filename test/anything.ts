/** Something that can be called, made, walked and asked for any property, and is nothing: what a stand-in editor has no part for. */
export function anything(): unknown {
  const nothing = function (): undefined {
    return undefined;
  };
  return new Proxy(nothing, {
    get: (_, key) => {
      if (key === 'then') return undefined;
      if (key === Symbol.toPrimitive) return () => '';
      if (key === 'prototype') return {};
      if (key === Symbol.iterator) return () => ({ next: () => ({ done: true, value: undefined }) });
      return anything();
    },
    apply: () => anything(),
    construct: () => anything() as object,
  });
}
