import { afterAll, describe, expect, it } from 'vitest';
import { expressionProcess } from '../expressions/expressions.ts';
import { templates } from '../registry.ts';
import { AnswerReader } from './http-json.ts';
import { familyOfTemplate } from './template.ts';

afterAll(() => expressionProcess.stop());

describe.each(templates)('the template $driver', (template) => {
  const { example, options } = template;

  it('reads its example', async () => {
    const reader = new AnswerReader(template);
    const defaults = Object.entries(options).map(([name, { default: usual }]) => [name, usual ?? '']);
    const bindings = { today: '2026-03-02', ...Object.fromEntries(defaults), ...example.options };
    const read = await reader.pushed(example.answer, {
      ...bindings,
      topic: example.topic ?? bindings.topic ?? '',
    });
    reader.close();
    expect(read).toMatchObject({ ok: true });
    if (!read.ok) return;
    const found = new Map<string, Record<string, unknown>>();
    for (const { channel, in: people, out } of read.value.intervals)
      found.set(channel, { channel, in: people, out });
    for (const { reading } of read.value.levels) {
      const { channel } = reading;
      const before = found.get(channel) ?? { channel };
      const counts =
        reading.kind === 'count' ? { in: reading.in, out: reading.out } : { occupancy: reading.occupancy };
      found.set(channel, { ...before, ...counts });
    }
    expect([...found.values()]).toEqual(example.readings);
    expect(read.value.facts?.serial).toBe(example.serial);
  });

  it('is a family that can be configured with what its example has', () => {
    const family = familyOfTemplate(template);
    const token = template.signIn === 'token' ? { token: 'abc' } : {};
    const parsed = family.optionsSchema.safeParse({ ...example.options, ...token });
    expect(parsed.error?.issues ?? []).toEqual([]);
    expect(family.gives.size).toBeGreaterThan(0);
    const kinds = new Set(
      example.readings.flatMap(({ occupancy, in: people }) => [
        ...(occupancy === undefined ? [] : ['level']),
        ...(people === undefined ? [] : ['count']),
      ]),
    );
    for (const kind of kinds) expect([...family.gives]).toContain(kind);
  });

  it('says who makes it, where that is written, and in five languages what is to be filled in', () => {
    expect(template.sources.join(' ')).toMatch(/https?:|docs\//);
    for (const { label } of Object.values(options))
      expect(Object.keys(label).sort()).toEqual(['de', 'en', 'es', 'fr', 'it']);
  });
});
