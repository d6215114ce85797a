/** The addresses a person may mean: one with its scheme as it is, one without first as http, then as https. */
export function addressesOf(text: string): readonly string[] {
  const pasted = text.trim();
  const candidates = /^[a-z][a-z0-9+.-]*:\/\//i.test(pasted)
    ? [pasted]
    : [`http://${pasted}`, `https://${pasted}`];
  return candidates.flatMap((candidate) => normalised(candidate) ?? []);
}

/** Without user, password, query and trailing slash; undefined for what is no http or https address. */
function normalised(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, origin, pathname, hostname } = new URL(text);
  if ((protocol !== 'http:' && protocol !== 'https:') || hostname === '') return undefined;
  return `${origin}${pathname}`.replace(/\/+$/, '');
}
