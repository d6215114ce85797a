import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** Elements that draw, and none that runs, loads or links anything. */
const elements = new Set(
  `svg g defs symbol use title desc metadata path rect circle ellipse line polyline polygon text tspan style
  linearGradient radialGradient stop clipPath mask pattern marker filter feBlend feColorMatrix feComposite feFlood
  feGaussianBlur feMerge feMergeNode feOffset feMorphology feDropShadow`.split(/\s+/),
);
/** Metadata that drawing programs write; it shows nothing. */
const foreign = /^(sodipodi|inkscape|rdf|cc|dc|i|x|sketch|serif):/;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  processEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
});

/** Why an SVG is rejected. */
export interface SvgProblem {
  /** A text that completes "the drawing …". */
  readonly words: string;
  /** The name of the element or attribute. Undefined: it cannot be read as a drawing at all. */
  readonly part?: string;
}

/**
 * Why an SVG is rejected; undefined for a harmless one. It is shown as an image, where browsers run nothing
 * anyway: this keeps stored files harmless as well.
 */
export function svgProblem(text: string): SvgProblem | undefined {
  // Browsers do not fetch the DTD that many programs name; an inline one may contain anything.
  if (/<!DOCTYPE[^>]*\[|<!ENTITY/i.test(text)) {
    return { words: 'has a DOCTYPE with declarations', part: 'DOCTYPE' };
  }
  const instruction = /<\?(?!xml[\s?])([\w-]*)/i.exec(text);
  if (instruction !== null) return { words: 'has a processing instruction', part: `<?${instruction[1]}?>` };
  if (XMLValidator.validate(text) !== true) return { words: 'is not well-formed XML' };
  return problemIn(parser.parse(text));
}

function problemIn(nodes: unknown): SvgProblem | undefined {
  if (!Array.isArray(nodes)) return undefined;
  for (const node of nodes) {
    const problem = isRecord(node) ? problemOf(node) : undefined;
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function problemOf(node: Readonly<Record<string, unknown>>): SvgProblem | undefined {
  const { ':@': attributes, ...content } = node;
  for (const [name, children] of Object.entries(content)) {
    if (name === '#text' || name.startsWith('?') || foreign.test(name)) continue;
    if (!elements.has(name)) return about('has an element that is not allowed', name);
    if (name === 'style' && isLoading(JSON.stringify(children)))
      return { words: 'loads something in its style', part: name };
    const problem = (isRecord(attributes) && attributeProblem(attributes)) || problemIn(children);
    if (problem) return problem;
  }
  return undefined;
}

function attributeProblem(attributes: Readonly<Record<string, unknown>>): SvgProblem | undefined {
  for (const [name, value] of Object.entries(attributes)) {
    const text = String(value);
    if (/^on/i.test(name)) return about('runs a script', name);
    const isReference = /(^|:)href$/i.test(name) || /^src$/i.test(name);
    if (isReference && !text.trim().startsWith('#')) return about('leads to another address', name);
    if (!/^xmlns(:|$)/.test(name) && isLoading(text)) return about('loads something', name);
  }
  return undefined;
}

function about(words: string, part: string): SvgProblem {
  return { words: `${words}: ${part}`, part };
}

/** Whether a style references anything outside the drawing. Escapes could hide a reference. */
function isLoading(style: string): boolean {
  return /url\(\s*(?!\s|\\?["']?#)|@import|expression\(|javascript:|\\[0-9a-f]/i.test(style);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
