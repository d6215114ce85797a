import { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { ok, type Result } from '#lib/result.ts';
import { looseTextSchema } from '../parse/loose-text.ts';
import { normaliseSerial } from '../parse/serial.ts';
import { idSchema, parseRows } from './gateway-answer.ts';

/** A sensor that counts for a gateway. */
export interface GatewaySensor {
  readonly id: string;
  readonly name?: string | undefined;
  readonly locationId?: string | undefined;
  readonly serial?: string | undefined;
  readonly model?: string | undefined;
  readonly firmware?: string | undefined;
  /** The gateway's word for its condition. */
  readonly status?: string | undefined;
}

const sensorSchema = z.object({
  sensorId: idSchema,
  name: looseTextSchema.optional(),
  locationId: looseTextSchema.optional(),
  serial: looseTextSchema.optional(),
  model: looseTextSchema.optional(),
  firmware: looseTextSchema.optional(),
  status: looseTextSchema.optional(),
});

const sensorAliases = {
  sensorId: ['sensor_id', 'id'],
  name: ['sensorName', 'sensor_name'],
  locationId: ['location_id', 'location'],
  serial: ['serialNumber', 'serial_number', 'mac'],
  model: ['type', 'deviceType', 'device_type'],
  firmware: ['firmwareVersion', 'firmware_version', 'fw_version'],
  status: ['state'],
} as const;

/** Reads the answer of `GET /sensors` ("Lists all sensors connected to the XCS"); its body is printed nowhere. */
export function parseSensors(text: string): Result<readonly GatewaySensor[], SensorError> {
  const rows = parseRows(text, sensorSchema, sensorAliases);
  if (!rows.ok) return rows;
  return ok(
    rows.value.map(({ sensorId, serial, ...rest }) => ({
      ...rest,
      id: sensorId,
      serial: serial === undefined ? undefined : normaliseSerial(serial),
    })),
  );
}
