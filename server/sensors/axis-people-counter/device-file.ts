import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import type { DeviceAnswer } from '../http/device-http.ts';
import { shorten } from '../parse/quote.ts';

/** A file as the device gave it, to be handed on. */
export interface DeviceFile {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** A name to keep it under, in letters that every system takes. */
  readonly fileName: string;
}

/** Whether a file is a web page; other documents have a `<!DOCTYPE` as well. */
export function isWebPage(text: string): boolean {
  return /^\s*(<\?xml[^>]*>\s*)?<(!doctype\s+html|html|head|body)\b/i.test(text);
}

/** Takes the answer to a binary request as a file; an empty one and a web page are none. */
export function fileOf(
  answer: DeviceAnswer,
  mediaType: string,
  fileName: string,
): Result<DeviceFile, SensorError> {
  const bytes = answer.bytes ?? new Uint8Array();
  const beginning = new TextDecoder().decode(bytes.subarray(0, 200));
  if (bytes.length === 0) return fail(noFile('an empty body'));
  if (isWebPage(beginning)) return fail(noFile('an HTML page'));
  return ok({ bytes, mediaType, fileName });
}

/** {@link fileOf} for a gzip archive, known by its first bytes (RFC 1952, 2.3.1). */
export function gzipOf(answer: DeviceAnswer, fileName: string): Result<DeviceFile, SensorError> {
  const file = fileOf(answer, 'application/gzip', fileName);
  if (!file.ok) return file;
  const { bytes } = file.value;
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return file;
  return fail({
    kind: 'invalid',
    field: 'body',
    expected: 'a gzip archive',
    found: shorten(new TextDecoder().decode(bytes.subarray(0, 80))),
  });
}

function noFile(found: string): SensorError {
  return { kind: 'invalid', field: 'body', expected: 'a file', found };
}
