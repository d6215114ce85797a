import { cookies } from 'next/headers';

/** The display that this screen became when it was paired. */
export interface RememberedDisplay {
  readonly site: string;
  readonly display: string;
  readonly key: string | undefined;
  /** `/display/bern/entrance?key=…` */
  readonly path: string;
}

/** The content of a paired screen's cookie; undefined for a screen without one. */
export async function rememberedDisplay(): Promise<RememberedDisplay | undefined> {
  const path = (await cookies()).get('doorlight-display')?.value ?? '';
  const parts = /^\/display\/([a-z0-9-]{1,40})\/([a-z0-9-]{1,40})(?:\?key=([\w-]+))?$/.exec(path);
  const [, site, display, key] = parts ?? [];
  return site === undefined || display === undefined ? undefined : { site, display, key, path };
}

/** Whether this screen was paired as this display: it then gets another code when the display was removed. */
export async function wasPairedAs(site: string, display: string): Promise<boolean> {
  const remembered = await rememberedDisplay();
  return remembered?.site === site && remembered.display === display;
}
