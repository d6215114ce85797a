import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { looseTextSchema } from '../parse/loose-text.ts';
import { isWebPage, parseValue } from '../parse/parse-body.ts';
import { shorten } from '../parse/quote.ts';
import { wholeNumberOf } from '../parse/whole-number.ts';
import {
  columnNamed,
  columnTyped,
  type ExportColumn,
  type ExportRow,
  type ExportTable,
  isLength,
} from './export-table.ts';

const listOf = <S extends z.ZodType>(item: S) =>
  z.preprocess((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]), z.array(item));

/** `<cnt typeid="3">12</cnt>`; an element without attributes is its text alone. */
const cntSchema = z.preprocess(
  (value) => (typeof value === 'string' ? { text: value } : value),
  z.object({ text: looseTextSchema, typeid: looseTextSchema, name: looseTextSchema, type: looseTextSchema }),
);

/**
 * `export-xml` and `occupancy-export-xml`. The text names a DTD and prints nothing; the elements are those
 * that clients of such cameras read: sets of groups, a group for each stretch of time, a count for each type.
 */
const exportSchema = z.object({
  cntset: listOf(
    z.object({
      serial: looseTextSchema,
      name: looseTextSchema,
      delta: z.unknown().optional().transform(wholeNumberOf),
      cntgroup: listOf(
        z.object({ starttime: looseTextSchema, endtime: looseTextSchema, cnt: listOf(cntSchema) }),
      ),
    }),
  ),
});

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  textNodeName: 'text',
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  transformTagName: (name) => name.toLowerCase(),
  transformAttributeName: (name) => name.toLowerCase(),
});

/** Reads an export in XML. Times are epoch seconds, or local as `YYYYMMDDhhmmss`. */
export function readExportXml(text: string): Result<ExportTable, SensorError> {
  const root = rootOf(text);
  if (root === null) return fail(noXml(text));
  const parsed = parseValue(exportSchema, root);
  if (!parsed.ok) return parsed;
  const sets = parsed.value.cntset;
  const [first] = sets;
  const seconds = first?.delta ?? null;
  const rows = sets.flatMap((set, at) =>
    set.cntgroup.map((group, index): ExportRow => {
      const end = timeOf(group.endtime);
      const start = timeOf(group.starttime) ?? (typeof end === 'number' ? end - (set.delta ?? 0) * 1000 : '');
      return { start, cells: cellsOf(group.cnt), place: `cntset[${at}].cntgroup[${index}]` };
    }),
  );
  return ok({
    rows,
    ...(first?.serial !== undefined && { serial: first.serial }),
    ...(first?.name !== undefined && { name: first.name }),
    ...(isLength(seconds) && { seconds }),
  });
}

/** The element that holds the sets of counts; null where the text is no whole XML with such an element. */
function rootOf(text: string): unknown {
  if (text.trim() === '' || isWebPage(text)) return null;
  try {
    if (XMLValidator.validate(text) !== true) return null;
    const document: unknown = parser.parse(text);
    if (typeof document !== 'object' || document === null) return null;
    if ('cntset' in document) return document;
    const [name, root] = Object.entries(document)[0] ?? [];
    if (typeof root === 'object' && root !== null && 'cntset' in root) return root;
    // An element without sets is an empty text, or its attributes alone.
    return name === 'appdata' ? {} : null;
  } catch {
    // The parser throws at names and entities that it does not let through.
    return null;
  }
}

function timeOf(text: string | undefined): string | number | undefined {
  return text !== undefined && /^\d{1,11}$/.test(text) ? Number(text) * 1000 : text;
}

function cellsOf(counts: readonly z.infer<typeof cntSchema>[]): Partial<Record<ExportColumn, unknown>> {
  const cells: Partial<Record<ExportColumn, unknown>> = {};
  for (const { text, typeid, name, type } of counts) {
    const column = columnNamed(name ?? type ?? '') ?? columnTyped(typeid ?? type);
    if (column !== undefined) cells[column] = text;
  }
  return cells;
}

function noXml(text: string): SensorError {
  const found = text.trim() === '' ? 'an empty body' : isWebPage(text) ? 'an HTML page' : shorten(text);
  return { kind: 'invalid', field: 'body', expected: 'XML with counts', found };
}
