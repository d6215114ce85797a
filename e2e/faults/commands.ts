import { randomUUID } from 'node:crypto';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { type commandZones, site } from './shop.ts';
import type { Staff } from './staff.ts';

/** Staff must know within this time what has become of a command; some more for a busy machine. */
const answerWithinMs = 8000 + 1500;

interface Command {
  readonly zone: (typeof commandZones)[number];
  readonly method: string;
  readonly action: string;
  readonly body: object;
  happened(state: ZoneState): boolean;
}

const commands: readonly Command[] = [
  {
    zone: 'held',
    method: 'PUT',
    action: 'hold',
    body: { light: 'red' },
    happened: ({ reason }) => reason.startsWith('hold'),
  },
  {
    zone: 'adjusted',
    method: 'POST',
    action: 'adjust',
    body: { occupancy: 5 },
    happened: ({ occupancy }) => occupancy === 5,
  },
  {
    zone: 'emptied',
    method: 'POST',
    action: 'reset',
    body: {},
    happened: ({ occupancy }) => occupancy === 0,
  },
];

/** A command, and what was answered: a status, or nothing. */
interface Sent {
  readonly command: Command;
  readonly status: number | undefined;
}

const send = async (staff: Staff, command: Command): Promise<Sent> => {
  const { zone, method, action, body } = command;
  const path = `/api/v1/zones/${site}/${zone}/${action}`;
  const answer = await staff.send(method, path, body, answerWithinMs, randomUUID()).catch(() => undefined);
  return { command, status: answer?.status };
};

/** Before the fault: there is somebody whom a reset can take away. */
export async function prepareCommands(staff: Staff): Promise<void> {
  await staff.send('POST', `/api/v1/zones/${site}/emptied/adjust`, { occupancy: 6 }, answerWithinMs);
}

/** During the fault. */
export function giveCommands(staff: Staff): Promise<Sent[]> {
  return Promise.all(commands.map((command) => send(staff, command)));
}

/** A command that is answered in time is refused or accepted; of one that is not, the outcome is unknown. */
export function outcomesOf(sent: readonly Sent[]): string {
  return sent.map(({ command, status }) => `${command.action} ${status ?? 'no answer'}`).join(', ');
}

/**
 * After the fault: what was answered wrongly, in words.
 *
 * @param isDeaf nobody could have answered: the process was gone, or the way to it
 */
export async function wrongAnswers(staff: Staff, sent: readonly Sent[], isDeaf: boolean): Promise<string[]> {
  const wrong = await Promise.all(
    sent.map(async ({ command, status }) => {
      const state = await staff.zone(command.zone);
      if (state === undefined) return `${command.action}: the zone cannot be read`;
      const happened = command.happened(state);
      if (status === undefined) return isDeaf ? [] : `${command.action}: no answer in 8 s`;
      const isAccepted = status < 300;
      if (isAccepted && !happened) return `${command.action}: accepted (${status}), and did not happen`;
      if (!isAccepted && happened) return `${command.action}: refused (${status}), and happened`;
      return [];
    }),
  );
  return wrong.flat();
}
