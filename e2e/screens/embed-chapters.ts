import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { Light } from '#lib/contract/light.ts';
import { type Chapter, type Stage, waitFor } from './stage.ts';

/** A page and its first message on a machine under load. */
const loadMs = 30_000;
/** A state holds for 4.5 s; what is read by our clock lies between. */
const unknownMs = 6_500;

/** The element on a web site of somebody else, with a strict policy; what visitors see when the sidecar is gone. */
export const embedChapters: readonly Chapter[] = [
  { name: 'embed', play: embed },
  { name: 'visitors’ page', play: visitorsPage },
];

async function embed({ shop, screen, folder }: Stage): Promise<number> {
  shop.fillTo(3);
  const site = await otherSite(shop.doorlight.url);
  try {
    await screen.open(site.url);
    const shows = (light: Light, withinMs: number) =>
      waitFor(
        `the element to be ${light}`,
        withinMs,
        async () =>
          (await screen.evaluate("document.querySelector('doorlight-now').dataset.light")) === light,
      );
    return await followTheDoor({ shop, screen, folder }, shows, 'embed.png');
  } finally {
    site.server.closeAllConnections();
    site.server.close();
  }
}

async function visitorsPage({ shop, screen, folder }: Stage): Promise<number> {
  await screen.open(`${shop.doorlight.url}/now/bern`);
  const light = "document.querySelector('[data-zone=store]').dataset.light";
  const shows = (wanted: Light, withinMs: number) =>
    waitFor(
      `the page to be ${wanted}`,
      withinMs,
      async () =>
        (await screen.evaluate(`(function () { try { return ${light} } catch (e) { return '' } })()`)) ===
        wanted,
    );
  return followTheDoor({ shop, screen, folder }, shows, 'now.png');
}

/**
 * It fills up, and the sidecar dies and comes back.
 *
 * @returns how long the light outlived the sidecar, ms
 */
async function followTheDoor(
  { shop, screen, folder }: Omit<Stage, 'isForStaff'>,
  shows: (light: Light, withinMs: number) => Promise<unknown>,
  picture: string,
): Promise<number> {
  await shows('green', loadMs);
  await screen.screenshot(join(folder, picture));
  shop.fillTo(10);
  await shows('red', loadMs);
  const startedAt = performance.now();
  await shop.doorlight.killSidecar();
  await shows('unknown', unknownMs);
  const took = performance.now() - startedAt;
  await shop.doorlight.startSidecar();
  await shows('red', loadMs);
  shop.fillTo(3);
  return took;
}

/** A page of another origin that lets nothing in but what docs/public.md says. */
async function otherSite(doorlight: string): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; script-src ${doorlight}; connect-src ${doorlight}`,
    );
    response.end(`<!doctype html><html lang="en"><title>A shop</title>
<script src="${doorlight}/public/v1/embed.js" async></script>
<doorlight-now site="bern" zone="store"><a href="${doorlight}/now/bern">Store</a></doorlight-now>`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has an address');
  return { url: `http://localhost:${address.port}/`, server };
}
