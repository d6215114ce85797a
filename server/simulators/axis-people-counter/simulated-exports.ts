import { gzipSync } from 'node:zlib';
import { answerStatus, json, type SimulatedAnswer, text } from '../device/device-model.ts';
import type { LoggedBin, PeopleLog } from '../device/people-log.ts';

/** What a simulated camera prints about itself in its exports. */
export interface ExportSource {
  readonly log: PeopleLog;
  readonly serial: string;
  readonly name: string;
  /** Epoch milliseconds by the device's clock. */
  readonly now: number;
}

/** The columns of an export, with the numbers of their types. */
const columns = {
  counts: { In: 3, Out: 4 },
  // As the vendor prints them, the 64 that stands there twice included.
  occupancy: { Occupancy: 64, 'Average Time': 64, 'Total In': 66, 'Total Out': 67 },
} as const;
type Subject = keyof typeof columns;

const seconds: Readonly<Record<string, number>> = { '1m': 60, '15m': 900, '1h': 3600, '24h': 86_400 };

const localTime = 'yyyyMMddHHmmss';

/**
 * Answers `export-…` and `occupancy-export-…`. On the night when the clocks are set back it prints one time
 * twice, like a device whose memory uses UTC. Its answers to wrong parameters are assumed.
 */
export function answerExport(query: string, source: ExportSource): SimulatedAnswer {
  const [command = ''] = query.split('&');
  const parameters = new URLSearchParams(query);
  const subject: Subject = command.startsWith('occupancy-') ? 'occupancy' : 'counts';
  const days = daysOf(parameters.get('date') ?? 'all', source.log);
  if (days === null) return answerStatus(400);
  if (command === 'export-cnt') return binary(days, source);
  const res = parameters.get('res') ?? '15m';
  const length = seconds[res];
  if (length === undefined || (subject === 'counts' && res === '1m')) return answerStatus(400);
  const bins = days.flatMap((day) => source.log.binsOfDay(day, length, source.now));
  if (command.endsWith('-csv')) return csv(subject, bins, source);
  return command.endsWith('-xml') ? xml(subject, bins, length, source) : rows(subject, bins, length, source);
}

/** The stored days that a `date` names; null where it is none. */
function daysOf(date: string, log: PeopleLog): string[] | null {
  const stored = log.days();
  if (date === 'all') return stored;
  if (/^\d{8}-\d{8}$/.test(date)) {
    const [from = '', to = ''] = date.split('-');
    return stored.filter((day) => day >= from && day <= to);
  }
  const days = date.split(',');
  return days.every((day) => /^\d{8}$/.test(day)) ? stored.filter((day) => days.includes(day)) : null;
}

function valuesOf(subject: Subject, bin: LoggedBin): number[] {
  return subject === 'counts' ? [bin.in, bin.out] : [bin.occupancy, 0, bin.in, bin.out];
}

/** Written by hand: a key may occur twice, which no object can hold. */
function rows(subject: Subject, bins: LoggedBin[], delta: number, source: ExportSource): SimulatedAnswer {
  const { name, serial, log } = source;
  const counter = JSON.stringify({ name, serial, delta, types: columns[subject] });
  const data = bins.map(
    (bin) => `"${log.print(bin.from, localTime)}": ${JSON.stringify(valuesOf(subject, bin))}`,
  );
  return { ...json(null), body: `{"counter": ${counter}, "data": {${data.join(', ')}}}` };
}

function csv(subject: Subject, bins: LoggedBin[], { log, serial, name }: ExportSource): SimulatedAnswer {
  const titles = [
    'Interval start',
    'Interval stop',
    'Counter serial',
    'Counter name',
    ...Object.keys(columns[subject]),
  ];
  const time = (ms: number) => log.print(ms, 'yyyy-MM-dd HH:mm:ss');
  const lines = bins.map((bin) =>
    [time(bin.from), time(bin.to), serial, `"${name.replaceAll('"', '""')}"`, ...valuesOf(subject, bin)].join(
      ',',
    ),
  );
  return { ...text(`${[titles.join(','), ...lines].join('\n')}\n`), type: 'text/csv' };
}

function xml(subject: Subject, bins: LoggedBin[], delta: number, source: ExportSource): SimulatedAnswer {
  const types = Object.entries(columns[subject]);
  const groups = bins.map((bin) => {
    const values = valuesOf(subject, bin);
    const counts = types.map(
      ([name, id], index) => `<cnt typeid="${id}" name="${name}">${values[index]}</cnt>`,
    );
    return `<cntgroup starttime="${bin.from / 1000}" endtime="${bin.to / 1000}">${counts.join('')}</cntgroup>`;
  });
  const about = `serial="${source.serial}" name="${escapeXml(source.name)}" delta="${delta}"`;
  const body = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE appdata SYSTEM "appdata.dtd">',
    `<appdata><cntset ${about}>`,
    ...groups,
    '</cntset></appdata>',
  ].join('\n');
  return { ...text(body), type: 'text/xml' };
}

function escapeXml(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** Bytes of no text, as the vendor's own format is. */
function binary(days: string[], { log, now }: ExportSource): SimulatedAnswer {
  const counts = days.flatMap((day) => log.binsOfDay(day, 900, now)).flatMap((bin) => [bin.in, bin.out]);
  const bytes = Buffer.from([0x43, 0x4e, 0x54, 0x00, 0xff, 0xfe, ...counts.map((count) => count % 256)]);
  return binaryAnswer(bytes, 'application/octet-stream');
}

/** An archive with one file, as `generate-logs` gives it. */
export function logArchive(logs: string): SimulatedAnswer {
  return binaryAnswer(gzipSync(tarOf('people-counter.log', Buffer.from(logs))), 'application/gzip');
}

function binaryAnswer(bytes: Buffer, type: string): SimulatedAnswer {
  return { status: 200, body: bytes.toString('latin1'), encoding: 'latin1', type };
}

const blockLength = 512;

/** One file as a tar archive (POSIX ustar). */
function tarOf(name: string, content: Buffer): Buffer {
  const header = Buffer.alloc(blockLength);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const padding = (blockLength - (content.length % blockLength)) % blockLength;
  return Buffer.concat([header, content, Buffer.alloc(padding + 2 * blockLength)]);
}
