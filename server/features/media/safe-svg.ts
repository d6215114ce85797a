import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** Drawing, and nothing that runs, loads or leads anywhere. */
const elements = new Set(
  `svg g defs symbol use title desc metadata path rect circle ellipse line polyline polygon text tspan style
  linearGradient radialGradient stop clipPath mask pattern marker filter feBlend feColorMatrix feComposite feFlood
  feGaussianBlur feMerge feMergeNode feOffset feMorphology feDropShadow`.split(/\s+/),
);
/** What drawing programs write beside the drawing; it shows nothing. */
const foreign = /^(sodipodi|inkscape|rdf|cc|dc|i|x|sketch|serif):/;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  processEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
});

/** Why an SVG is not taken. */
export interface SvgProblem {
  /** In words that complete "the drawing …". */
  readonly words: string;
  /** What it is about: the name of an element or an attribute. Undefined: it cannot be read as a drawing at all. */
  readonly part?: string;
}

/**
 * Why an SVG is not taken; undefined for one that only draws. It is shown as a picture, where browsers run nothing
 * anyway: this keeps what is kept clean as well.
 */
export function svgProblem(text: string): SvgProblem | undefined {
  // Browsers do not fetch the DTD that many programs name; one that is written out may hold anything.
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

/** Whether a style names anything but a part of the same drawing. Escapes are for who hides something. */
function isLoading(style: string): boolean {
  return /url\(\s*(?!\s|\\?["']?#)|@import|expression\(|javascript:|\\[0-9a-f]/i.test(style);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
