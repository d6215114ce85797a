import { z } from 'zod';
import { json, type SimulatedAnswer } from './device-model.ts';
import { type FaultKind, faultKinds, type SimulatedDevice } from './simulated-device.ts';

/** A simulated device as its control API sees it. */
export interface ControlledDevice extends SimulatedDevice {
  readonly family: string;
  readonly fault: FaultKind | null;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Heals `fault` after `ms`, unless another was set meanwhile. */
  healAfter(fault: FaultKind, ms: number): void;
}

const walkSchema = z.strictObject({
  in: z.number().int().min(0).max(100_000).optional(),
  out: z.number().int().min(0).max(100_000).optional(),
  channel: z.string().optional(),
});

const faultSchema = z.strictObject({
  fault: z.enum(faultKinds).nullable(),
  forMs: z.number().int().positive().optional(),
});

const settingsSchema = z.record(z.string(), z.unknown());

/** A device that refuses connections cannot be healed by a request: it heals after this time. */
const refuseForMs = 10_000;

/**
 * Answers `/_sim/…`: `GET state`, `POST walk {in, out, channel?}`, `POST fault {fault, forMs?}` (fault null
 * heals; `forMs` heals by itself), `POST set {…}`. Every answer is the state, or 400 with a sentence.
 */
export function answerControl(
  device: ControlledDevice,
  method: string,
  url: string,
  body: string,
): SimulatedAnswer {
  try {
    const action = `${method} ${url.slice('/_sim/'.length).split('?')[0]}`;
    switch (action) {
      case 'GET state':
        break;
      case 'POST walk': {
        const { channel, in: peopleIn = 0, out: peopleOut = 0 } = walkSchema.parse(JSON.parse(body));
        device.walk({ in: peopleIn, out: peopleOut }, channel);
        break;
      }
      case 'POST fault': {
        const { fault, forMs } = faultSchema.parse(JSON.parse(body));
        breakDevice(device, fault, forMs);
        break;
      }
      case 'POST set':
        device.set(settingsSchema.parse(JSON.parse(body)));
        break;
      default:
        return json({ error: `No ${method} ${url} here.` }, 404);
    }
    return json(stateOf(device));
  } catch (error) {
    return json({ error: error instanceof z.ZodError ? z.prettifyError(error) : String(error) }, 400);
  }
}

function breakDevice(device: ControlledDevice, fault: FaultKind | null, forMs: number | undefined): void {
  if (fault === 'refuse-connections') {
    // The answer must leave before the listener closes.
    setImmediate(() => void device.setFault(fault));
    device.healAfter(fault, forMs ?? refuseForMs);
    return;
  }
  void device.setFault(fault);
  if (fault !== null && forMs !== undefined) device.healAfter(fault, forMs);
}

function stateOf(device: ControlledDevice) {
  return {
    family: device.family,
    url: device.url,
    username: device.username,
    fault: device.fault,
    faults: [...device.supports],
    settings: device.settings,
    requests: device.requests,
    channels: device.truth(),
  };
}
