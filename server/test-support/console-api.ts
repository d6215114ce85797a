import openapiTS, { astToString } from 'openapi-typescript';

/** JSON Schema, as far as the routes' schemas come to it. */
interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly nullable?: boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

interface Operation {
  readonly parameters?: readonly object[];
  readonly requestBody?: object;
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { schema: JsonSchema }>> }>
  >;
}

interface Document {
  readonly info: { readonly title: string };
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** Parts of a schema that types and checks of the console ignore. */
const unsaid = new Set(['description', 'summary', 'tags', 'format', 'pattern', 'default', 'examples']);

/** How deep the console checks an answer: an object, the entries of its lists, and their fields. */
const depth = 2;

/**
 * The generated parts of the console's client, from the API description: TypeScript types of every call, and
 * for every JSON answer the fields that are always present.
 */
export async function consoleApi({
  info,
  components,
  paths,
}: Document): Promise<{ types: string; answers: string }> {
  const calls = Object.fromEntries(
    Object.entries(paths)
      .filter(([path]) => path.startsWith('/api/'))
      // By address: in which order the routes are made is nobody's concern here.
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([path, methods]) => [path, mapped(methods, essence)]),
  );
  const { Problem: _, ...schemas } = components.schemas;
  const document = {
    openapi: '3.0.3',
    info: { title: info.title, version: '1' },
    components: { schemas },
    paths: calls,
  };
  // Written by hand nowhere: `openapiTS` checks the document itself.
  const all = astToString(await openapiTS(JSON.stringify(without(document)), { defaultNonNullable: false }));
  const types = unneeded.reduce((text, lines) => text.replace(lines, ''), all);
  const answers = Object.fromEntries(
    Object.entries(calls).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { responses }]) => {
        const schema = Object.values(responses).flatMap(({ content }) => content?.[json]?.schema ?? [])[0];
        return schema === undefined
          ? []
          : [[`${method.toUpperCase()} ${path}`, shapeOf(schema, depth, schemas)]];
      }),
    ),
  );
  return { types, answers: `${JSON.stringify(answers, null, 1)}\n` };
}

const json = 'application/json';

/** A call with its successful answers only: refusals are the same problem document everywhere. */
function essence({ parameters, requestBody, responses }: Operation): Operation {
  const good = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  return {
    ...(parameters !== undefined && { parameters }),
    ...(requestBody !== undefined && { requestBody }),
    responses: Object.fromEntries(
      good.map(([status, { content }]) => {
        const schema = content?.[json]?.schema;
        return [status, schema === undefined ? {} : { content: { [json]: { schema } } }];
      }),
    ),
  };
}

/** Lines that every call has and no caller needs: what there is none of, headers of answers, a second list of values. */
const unneeded = [
  /^ *(get|put|post|delete|options|head|patch|trace|requestBody|header|cookie)\?: never;\n/gm,
  /^ {8}parameters: \{\n( {12}.*never;\n)* {8}\};\n/gm,
  /^ *headers: \{\n.*\n *\};\n/gm,
  /^ *\/\*\* @enum .*\n/gm,
];

/** `string`, `number`, …; `[shape]` for a list; `{ '|': [shapes] }` for one of several; else fields by name. */
function shapeOf(schema: JsonSchema, levels: number, parts: Document['components']['schemas']): unknown {
  const { $ref, type = 'any', nullable, anyOf, oneOf, items = {}, properties = {}, required = [] } = schema;
  const shape = (part: JsonSchema, left = levels) => shapeOf(part, left, parts);
  if ($ref !== undefined) return shape(parts[$ref.replace('#/components/schemas/', '')] ?? {});
  const options = anyOf ?? oneOf;
  if (nullable === true) return { '|': ['null', shape({ ...schema, nullable: false })] };
  if (options !== undefined) return { '|': options.map((option) => shape(option)) };
  if (type === 'array') return levels === 0 ? 'array' : [shape(items)];
  if (type === 'integer') return 'number';
  if (type !== 'object' || levels === 0 || required.length === 0) return type;
  return Object.fromEntries(required.map((name) => [name, shape(properties[name] ?? {}, levels - 1)]));
}

/** The same without texts for people, and without what only the sidecar checks. */
function without(value: unknown, isNames = false): unknown {
  if (Array.isArray(value)) return value.map((each) => without(each));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => isNames || !unsaid.has(name));
  const made = Object.fromEntries(kept.map(([name, each]) => [name, without(each, name === 'properties')]));
  const isAnswer = 'content' in value || Object.keys(value).length === 0;
  return isAnswer && !isNames ? { description: '', ...made } : made;
}

function mapped<T, U>(values: Readonly<Record<string, T>>, to: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, to(value)]));
}
