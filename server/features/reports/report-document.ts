import { escape as escaped } from 'es-toolkit';
import type { Report, ZoneReport } from '#lib/contract/report.ts';
import { fillIn } from '#lib/i18n/fill-in.ts';
import type { Language } from '#lib/i18n/language.ts';
import { ReportFormat } from './report-format.ts';
import { barsSvg } from './report-pictures.ts';

export interface DocumentOptions {
  readonly report: Report;
  readonly language: Language;
  /** As dates and numbers are written: the language with the reader's region; default: without one. */
  readonly locale?: string;
  /** The address of a picture by its drawing: data for a page, `cid:` for an e-mail. */
  picture(svg: string): string;
  /** By which people reach Doorlight. */
  readonly publicUrl?: string | undefined;
  /** For each site its timezone. */
  timezoneOf(site: string): string;
}

/** A report in words. */
export interface ReportDocument {
  readonly subject: string;
  readonly html: string;
  /** The same without pictures and tables, for mail programs that show nothing else. */
  readonly text: string;
}

type Words = Language['report'];

/** Colour means the light, and nothing else. */
const colours = { green: '#2fb873', amber: '#ffc02e', red: '#98131f', unknown: '#3b4856', closed: '#14181d' };
const ink = '#17171a';
const muted = '#5b5b63';
const line = '#e2e2df';
/** So many labels stand below bars without running into each other. */
const mostLabels = 8;

/** A report as an HTML document that mail programs and printers show alike: tables, and styles on each element. */
export function reportDocument(options: DocumentOptions): ReportDocument {
  const { report, language } = options;
  const words = language.report;
  const format = new ReportFormat(language, options.locale);
  const write = new Writer(options, format);
  const heading = write.heading();
  const zones = report.zones.map((zone) => write.zone(zone));
  const health = write.health();
  const notes = [...(report.isWhole ? [] : [words.running]), ...(report.simulated ? [words.simulated] : [])];
  const foot = [
    fillIn(words.madeAt, { time: format.moment(report.madeAt, report.timezone) }),
    ...(options.publicUrl === undefined
      ? []
      : [fillIn(words.open, { url: `${options.publicUrl}/console/reports` })]),
  ];
  const html = `<!doctype html>
<html lang="${language.locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(write.subject())}</title></head>
<body style="margin:0;background:#ffffff;color:${ink};font:16px/1.45 Inter,-apple-system,'Segoe UI',Roboto,Arial,sans-serif">
<div style="max-width:680px;margin:0 auto;padding:24px 16px">
<h1 style="margin:0;font-size:26px;line-height:1.2">${escaped(report.name)}</h1>
<p style="margin:4px 0 0;color:${muted}">${escaped(heading)}</p>
${notes.map((note) => `<p style="margin:4px 0 0;font-weight:600">${escaped(note)}</p>`).join('')}
${zones.map(({ html: part }) => part).join('\n')}
${health.html}
<p style="margin:32px 0 0;padding-top:12px;border-top:1px solid ${line};color:${muted};font-size:14px">${foot.map(escaped).join('<br>')}</p>
</div></body></html>
`;
  const text = [report.name, heading, ...notes, ...zones.map((zone) => zone.text), health.text, ...foot].join(
    '\n\n',
  );
  return { subject: write.subject(), html, text };
}

interface Part {
  readonly html: string;
  readonly text: string;
}

class Writer {
  readonly #options: DocumentOptions;
  readonly #report: Report;
  readonly #words: Words;
  readonly #format: ReportFormat;

  constructor(options: DocumentOptions, format: ReportFormat) {
    this.#options = options;
    this.#report = options.report;
    this.#words = options.language.report;
    this.#format = format;
  }

  subject(): string {
    const { name, kind } = this.#report;
    const words = this.#words;
    return fillIn(kind === 'week' ? words.subjectWeek : words.subjectMonth, {
      name,
      ...this.#format.period(this.#report),
    });
  }

  heading(): string {
    const period = this.#format.period(this.#report);
    return this.#report.kind === 'week' ? fillIn(this.#words.weekOf, period) : period.month;
  }

  zone(zone: ZoneReport): Part {
    const words = this.#words;
    const format = this.#format;
    const timezone = this.#options.timezoneOf(zone.site);
    const title = this.#report.site === undefined ? `${zone.siteName} · ${zone.name}` : zone.name;
    const { visitorsBefore, peak, known, drift } = zone;
    const change =
      visitorsBefore === null || visitorsBefore === 0 || !this.#report.isWhole
        ? ''
        : fillIn(this.#report.kind === 'week' ? words.changeWeek : words.changeMonth, {
            change: format.percent(zone.visitors / visitorsBefore - 1, 'exceptZero'),
          });
    const peakWhen =
      peak === null
        ? ''
        : peak.capacity === null
          ? format.moment(peak.at, timezone)
          : fillIn(words.peakWhen, {
              when: format.moment(peak.at, timezone),
              capacity: format.number(peak.capacity),
            });
    const figures: readonly (readonly [label: string, value: string, hint: string])[] = [
      [words.visitors, format.number(zone.visitors), change],
      [words.peak, peak === null ? '–' : format.number(peak.occupancy), peakWhen],
    ];
    const evidence = this.#evidence(zone, timezone);
    const share = known === null ? words.unrecorded : fillIn(words.known, { percent: format.percent(known) });
    const lights = this.#lights(zone);
    const closings =
      drift === null
        ? []
        : [
            fillIn(words.drift, {
              closings: drift.closings,
              mean: format.number(drift.mean),
              worst: format.difference(drift.worst),
              day: format.day(drift.worstDay),
            }),
          ];
    const forecast = zone.forecast.map(({ date, isClosed, expected, at }) => ({
      label: format.day(date),
      value:
        isClosed || expected === null
          ? words.closed
          : fillIn(words.forecastDay, { people: format.number(expected), time: at ?? '' }),
    }));
    const days = zone.days.map((day) => ({ label: format.day(day.date), value: this.#dayValue(day) }));
    const html = `<h2 style="margin:32px 0 8px;font-size:20px">${escaped(title)}</h2>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr>${figures
      .map(
        ([label, value, hint]) =>
          `<td width="50%" valign="top" style="padding:0 8px 8px 0"><div style="color:${muted}">${escaped(label)}</div><div style="font-size:30px;font-weight:700;line-height:1.2">${escaped(value)}</div><div style="color:${muted};font-size:14px">${escaped(hint)}</div></td>`,
      )
      .join('')}</tr></table>
${evidence.title === '' ? '' : `<p style="margin:8px 0 0;font-weight:600">${escaped(evidence.title)}</p>`}
${evidence.lines.length === 0 ? '' : `<ul style="margin:4px 0 0;padding-left:20px">${evidence.lines.map((each) => `<li>${escaped(each)}</li>`).join('')}</ul>`}
<p style="margin:4px 0 0;color:${muted}">${escaped(share)}</p>
${lights.html}
${this.#bars(
  words.days,
  zone.days.map(({ visitors, isClosed }) => (isClosed && (visitors ?? 0) === 0 ? null : visitors)),
  this.#dayLabels(zone),
)}
${rows(days)}
${this.#bars(
  words.hours,
  zone.hours,
  zone.hours.map((_, hour) => (hour % 4 === 0 ? `${hour}` : '')),
  words.hoursHint,
)}
${zone.isPartial ? `<p style="margin:16px 0 0;font-weight:600">${escaped(words.partial)}</p>` : ''}
${closings.map((text) => `<p style="margin:16px 0 0">${escaped(text)}</p>`).join('')}
${
  forecast.length === 0
    ? ''
    : `${heading3(words.forecast)}${this.#picture(
        words.forecast,
        zone.forecast.map(({ expected, isClosed }) => (isClosed ? null : expected)),
      )}${rows(forecast)}`
}`;
    const text = [
      title.toUpperCase(),
      ...figures.map(([label, value, hint]) => `${label}: ${value}${hint === '' ? '' : ` (${hint})`}`),
      evidence.title,
      ...evidence.lines.map((each) => `- ${each}`),
      share,
      lights.text,
      ...days.map(({ label, value }) => `${label}: ${value}`),
      ...(zone.isPartial ? [words.partial] : []),
      ...closings,
      ...(forecast.length === 0 ? [] : [`${words.forecast}:`]),
      ...forecast.map(({ label, value }) => `${label}: ${value}`),
    ].join('\n');
    return { html, text };
  }

  #dayValue({ isClosed, name, visitors }: ZoneReport['days'][number]): string {
    const words = this.#words;
    if (isClosed && (visitors ?? 0) === 0)
      return name === undefined ? words.closed : `${words.closed} (${name})`;
    const people = visitors === null ? words.noNumber : this.#format.number(visitors);
    return name === undefined ? people : `${people} (${name})`;
  }

  #dayLabels({ days }: ZoneReport): string[] {
    const every = Math.ceil(days.length / mostLabels);
    return days.map(({ date }, at) =>
      at % every === 0 ? this.#format.day(date, every === 1 ? { weekday: 'short' } : { day: 'numeric' }) : '',
    );
  }

  #evidence({ above, aboveCount, known }: ZoneReport, timezone: string) {
    const words = this.#words;
    // Of a time in which nothing was known nothing is said.
    if (above.length === 0) return { title: known === null ? '' : words.never, lines: [] };
    const shown = above.slice(0, 10);
    const more = aboveCount - shown.length;
    return {
      title: words.neverBut,
      lines: [
        ...shown.map(({ from, to, most, capacity }) =>
          fillIn(words.aboveOne, {
            when: `${this.#format.moment(from, timezone)}–${this.#format.clock(to, timezone)}`,
            most,
            capacity,
          }),
        ),
        ...(more > 0 ? [fillIn(words.aboveMore, { count: more })] : []),
      ],
    };
  }

  #lights({ lights }: ZoneReport): Part {
    const words = this.#words;
    const all = [
      ['green', words.green, lights.greenS],
      ['amber', words.amber, lights.amberS],
      ['red', words.red, lights.redS],
      ['unknown', words.unknown, lights.unknownS],
      ['closed', words.closedLight, lights.closedS],
    ] as const;
    const total = all.reduce((sum, [, , seconds]) => sum + seconds, 0);
    const shown = all.filter(([, , seconds]) => seconds >= 30);
    if (total === 0 || shown.length === 0) return { html: '', text: '' };
    const bar = shown
      .map(([light, , seconds]) => {
        const percent = Math.max(1, Math.round((seconds / total) * 100));
        return `<td width="${percent}%" bgcolor="${colours[light]}" style="height:18px;background:${colours[light]};print-color-adjust:exact;-webkit-print-color-adjust:exact">&nbsp;</td>`;
      })
      .join('');
    const texts = shown.map(([, word, seconds]) => `${word}: ${this.#format.duration(seconds)}`);
    return {
      html: `${heading3(words.lights)}<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr>${bar}</tr></table><p style="margin:4px 0 0">${texts.map(escaped).join(' · ')}</p>`,
      text: `${words.lights}: ${texts.join(', ')}`,
    };
  }

  #picture(title: string, values: readonly (number | null)[]): string {
    if (values.every((value) => value === null)) return '';
    const source = this.#options.picture(barsSvg(values));
    return `<img src="${source}" alt="${escaped(title)}" width="640" style="display:block;width:100%;height:auto">`;
  }

  #bars(title: string, values: readonly (number | null)[], labels: readonly string[], hint = ''): string {
    const picture = this.#picture(title, values);
    if (picture === '') return '';
    const cells = labels
      .map(
        (label) =>
          `<td width="${(100 / labels.length).toFixed(2)}%" align="center" style="font-size:12px;color:${muted};white-space:nowrap">${escaped(label)}</td>`,
      )
      .join('');
    return `${heading3(title)}${hint === '' ? '' : `<p style="margin:0 0 8px;color:${muted};font-size:14px">${escaped(hint)}</p>`}${picture}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="table-layout:fixed"><tr>${cells}</tr></table>`;
  }

  health(): Part {
    const words = this.#words;
    const { health, sensors, displays } = this.#report;
    const lines =
      health.length === 0
        ? [fillIn(words.healthNone, { sensors, displays })]
        : health.map(({ kind, name, failures, failedS, longestS }) => {
            const facts = {
              count: failures,
              total: this.#format.duration(failedS),
              longest: this.#format.duration(longestS),
            };
            return `${name} (${kind === 'sensor' ? words.sensor : words.display}): ${fillIn(words.healthRow, facts)}`;
          });
    return {
      html: `<h2 style="margin:32px 0 8px;font-size:20px">${escaped(words.health)}</h2>${lines.map((text) => `<p style="margin:0 0 4px">${escaped(text)}</p>`).join('')}`,
      text: [words.health.toUpperCase(), ...lines].join('\n'),
    };
  }
}

function heading3(text: string): string {
  return `<h3 style="margin:24px 0 8px;font-size:16px">${escaped(text)}</h3>`;
}

function rows(all: readonly { readonly label: string; readonly value: string }[]): string {
  const lines = all.map(
    ({ label, value }) =>
      `<tr><td style="padding:3px 8px 3px 0;border-bottom:1px solid ${line}">${escaped(label)}</td><td align="right" style="padding:3px 0;border-bottom:1px solid ${line}">${escaped(value)}</td></tr>`,
  );
  return `<table width="100%" cellpadding="0" cellspacing="0" style="margin-top:8px;font-size:14px">${lines.join('')}</table>`;
}
