import { Pool } from 'undici';
import { z } from 'zod';
import { liveOccupancyPath } from './farm-model.ts';

export const bareDevicesSchema = z.object({ urls: z.array(z.string()), pollMs: z.number() });

/** The bare way to poll: an undici Pool for each device, GET, `JSON.parse`, nothing else. */
export function startBarePolls(
  { urls, pollMs }: z.infer<typeof bareDevicesSchema>,
  onBody: (body: unknown, device: number) => void,
): void {
  urls.forEach((url, device) => {
    const { origin, pathname } = new URL(url);
    const pool = new Pool(origin, { connections: 1, keepAliveTimeout: 65_000 });
    const path = `${pathname}${liveOccupancyPath}`;
    let dueMs = performance.now() + Math.random() * pollMs;
    const poll = async () => {
      const { body } = await pool.request({ method: 'GET', path });
      onBody(JSON.parse(await body.text()), device);
      dueMs += pollMs;
      setTimeout(poll, Math.max(0, dueMs - performance.now()));
    };
    setTimeout(poll, dueMs - performance.now());
  });
}
