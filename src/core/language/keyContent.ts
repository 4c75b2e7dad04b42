import { KEYS, type KeySpec, type Section } from '../sweep/keys';
import { createPlaces, literal, mapping, value, type Content, type Places } from './snippet';

/** Keys that W&B does not require and without which a section hardly makes sense. */
const SENSIBLE: Readonly<Record<string, readonly string[]>> = { metric: ['goal'], early_terminate: ['min_iter'] };
const START: Readonly<Record<string, string>> = { min_iter: '3', run_cap: '50', max_iter: '27', s: '2' };

/** What to write behind a key of the table: its default, its allowed values, or the keys that it needs. */
export function contentOf(spec: KeySpec, places: Places = createPlaces()): Content {
  switch (spec.type) {
    case 'metric':
    case 'mapping':
      return spec.name === 'scheduler'
        ? sectionContent('scheduler', places)
        : sectionContent(spec.name as Section, places);
    case 'metrics':
      return { kind: 'list', items: [sectionContent('metric', places), sectionContent('metric', places)] };
    case 'parameters':
      return mapping([places.filled('name'), mapping(['values', value(`[${places.empty()}]`)])]);
    case 'list':
      return listContent(spec, places);
    default:
      return value(scalarContent(spec, places));
  }
}

function sectionContent(section: Section, places: Places): Content {
  const wanted = SENSIBLE[section] ?? [];
  const keys = KEYS.filter((spec) => spec.section === section && (spec.required || wanted.includes(spec.name)));
  return mapping(...keys.map((spec) => [spec.name, contentOf(spec, places)] as const));
}

function listContent(spec: KeySpec, places: Places): Content {
  const items = spec.default?.replace(/^\[|\]$/g, '').split(', ');
  if (items) return { kind: 'list', items: items.map((item) => value(literal(item))) };
  return value(`[${places.empty()}]`);
}

function scalarContent({ name, values, type, default: fallback }: KeySpec, places: Places): string {
  if (values)
    return values.length === 1 ? values[0]! : places.choice(values.map((option) => writtenValue(option, type)));
  if (type === 'boolean') return places.choice(['true', 'false']);
  const start = START[name] ?? fallback;
  return start === null ? places.empty() : places.filled(start);
}

/** A value of the table as it is written in a file: the text `false` takes quotes, or it would be a boolean. */
export function writtenValue(option: string, type: KeySpec['type']): string {
  return type === 'string' && /^(?:true|false|yes|no|on|off|null)$/.test(option) ? `"${option}"` : option;
}
