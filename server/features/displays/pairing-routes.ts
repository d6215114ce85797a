import { randomBytes } from 'node:crypto';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { renderSVG } from 'uqr';
import { z } from 'zod';
import { basePath, under } from '#lib/base-path.ts';
import {
  pairedSchema,
  pairingOfferSchema,
  pairingOutcomeSchema,
  pairRequestSchema,
} from '#lib/contract/pairing.ts';
import { type Path, pathOf } from '#lib/contract/path.ts';
import { countedAddress } from '#server/network/client-address.ts';
import { refuseUnlessDone } from '#server/platform/http/configuration-problem.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { ProblemError, refuseWhile } from '#server/platform/http/problem.ts';
import { longestWait } from '#server/platform/limits/limits.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { DisplayDirectory } from './display-directory.ts';
import { PairingCodeStore } from './pairing-code-store.ts';

const operation = operationIn('displays');
/** Limit of codes per address and minute: a store may switch all its screens on at once. */
const maxOffers = 60;
/** Limits of wrong codes per minute, per person and in total: 32⁸ codes cannot be guessed. */
const maxWrong = 20;
const maxWrongByAll = 60;
/** Stored by the screen's browser, so that it reopens its page after a power cut: about two years. */
const rememberSeconds = 63_072_000;
/** The cookie of a paired screen; its value is the address to open. */
const displayCookie = 'doorlight-display';

/** Pairing: a new screen shows a code, a person enters it, the screen becomes a display. */
export function pairingRoutes(platform: Platform, displays: DisplayDirectory): FastifyPluginAsyncZod {
  const { guard, limit, clock, configuration, database, environment } = platform;
  const codes = new PairingCodeStore(database.db, () => clock.now());
  const hasDisplay = (path: Path) => displays.has(path);
  const offers = limit({ name: 'pairing offers', max: maxOffers, windowS: 60 });
  const wrongBy = limit({ name: 'wrong pairing codes by person', max: maxWrong, windowS: 60 });
  const wrongByAll = limit({ name: 'wrong pairing codes', max: maxWrongByAll, windowS: 60 });
  return async (app) => {
    app.post(
      '/api/v1/displays/pairing',
      operation({
        security: [],
        summary: 'A code for a new screen to show',
        description: 'Valid for a quarter of an hour. Nobody has to sign in: a new screen cannot.',
        response: { 200: pairingOfferSchema },
      }),
      async (request) => {
        const waitMs = await offers.consume(countedAddress(request.ip));
        refuseWhile(waitMs, 'Too many codes were asked for from this address. Wait a minute.');
        const offer = await codes.offer();
        if (offer === undefined) {
          throw new ProblemError(503, 'Too many screens wait to be paired. Try again in some minutes.', {
            code: 'many-screens',
          });
        }
        return offer;
      },
    );

    app.get(
      '/api/v1/displays/pairing/:ticket',
      operation({
        security: [],
        summary: 'Whether the screen is paired, and where it goes',
        description:
          'The screen that got the ticket asks every few seconds. A paired one is given a cookie, by which it finds its way back.',
        params: z.object({ ticket: z.string().max(64) }),
        response: { 200: pairingOutcomeSchema },
      }),
      async (request, reply) => {
        // The address contains the display's key.
        reply.header('cache-control', 'no-store');
        const outcome = await codes.outcome(request.params.ticket);
        if (outcome === undefined)
          throw new ProblemError(404, 'The code is void. Ask for a new one.', { code: 'wrong-code' });
        if (outcome === 'waiting') return { status: 'waiting' as const };
        const cookie = `${displayCookie}=${encodeURIComponent(outcome.path)}`;
        reply.header(
          'set-cookie',
          `${cookie}; Path=${under('/display')}; Max-Age=${rememberSeconds}; HttpOnly; SameSite=Lax`,
        );
        return { status: 'paired' as const, path: outcome.path };
      },
    );

    app.get(
      '/api/v1/displays/pairing/:ticket/qr',
      operation({
        security: [],
        summary: 'The code as a picture (SVG) that leads a phone to the page where it is entered',
        description: 'For the screen that got the ticket.',
        params: z.object({ ticket: z.string().max(64) }),
        response: { 200: z.string() },
      }),
      async (request, reply) => {
        const code = await codes.codeOf(request.params.ticket);
        if (code === undefined)
          throw new ProblemError(404, 'The code is void. Ask for a new one.', { code: 'wrong-code' });
        const origin = `${environment.publicUrl ?? `${request.protocol}://${request.host}`}${basePath}`;
        reply.header('cache-control', 'no-store').type('image/svg+xml');
        const picture = renderSVG(`${origin}/console/displays/pair?code=${code}`, { ecc: 'M', border: 4 });
        // Sharp edges at any size: the code is read from across a room.
        return picture.replace('<svg ', '<svg shape-rendering="crispEdges" ');
      },
    );

    app.post(
      '/api/v1/displays/pair',
      operation({
        summary: 'Make the screen that shows this code a display of a zone',
        description:
          'A new display with a key of its own is configured. Needs the right to configure at the site.',
        body: pairRequestSchema,
        response: { 201: pairedSchema },
      }),
      async (request, reply) => {
        const { code, site, zone, id } = request.body;
        const { username, userId } = await guard.require(request, 'configure', site);
        const zoneName = configuration.site(site)?.zones.find((each) => each.id === zone)?.name;
        if (zoneName === undefined) {
          throw new ProblemError(404, `There is no zone ${site}/${zone}. See GET /api/v1/zones.`);
        }
        if (id !== undefined && hasDisplay(pathOf(site, id))) {
          throw new ProblemError(409, `id: there is a display ${site}/${id} already; choose another id.`, {
            code: 'name-taken',
          });
        }
        const waitMs = await longestWait(wrongBy.consume(userId), wrongByAll.consume(''));
        refuseWhile(waitMs, 'Too many wrong codes. Wait a minute, then try again.', {
          code: 'too-many-codes',
        });
        const redeemed = await codes.redeem(code);
        if (redeemed === undefined) {
          throw new ProblemError(404, 'No screen shows this code. Look at the screen again: codes change.', {
            code: 'wrong-code',
          });
        }
        await Promise.all([wrongBy.giveBack(userId), wrongByAll.giveBack('')]);
        const display = id ?? freeId(site, zone, hasDisplay);
        // A chosen id is also the display's name.
        const name = id === undefined ? numbered(zoneName, zone, display) : undefined;
        const key = randomBytes(18).toString('base64url');
        const entryKey = { site, kind: 'display', id: display } as const;
        const audit = { action: 'pair', site, zone, to: display } as const;
        const entry = { zone, key, ...(name !== undefined && { name }) };
        try {
          refuseUnlessDone(await configuration.put(entryKey, entry, username, { audit }), entryKey);
        } catch (error) {
          await redeemed.release();
          throw error;
        }
        displays.greet(pathOf(site, display));
        await redeemed.pair(`/display/${site}/${display}?key=${key}`);
        return reply.code(201).send({ site, display, zone, ...(name !== undefined && { name }) });
      },
    );
  };
}

/** The zone's name, with the number its display has: `Café 2`. */
function numbered(zoneName: string, zone: string, display: string): string {
  return display === zone ? zoneName : `${zoneName} ${display.slice(display.lastIndexOf('-') + 1)}`;
}

/** The zone's id, or with a number: `store`, `store-2`. */
function freeId(site: string, zone: string, isTaken: (display: Path) => boolean): string {
  if (!isTaken(pathOf(site, zone))) return zone;
  const stem = zone.slice(0, 36);
  for (let number = 2; ; number++) {
    const id = `${stem}-${number}`;
    if (!isTaken(pathOf(site, id))) return id;
  }
}
