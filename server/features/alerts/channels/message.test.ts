import { createHmac } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';

import { type MessageFormat, messageFormatSchema } from '#lib/contract/message-format.ts';
import { messageTemplates } from '#lib/message-templates.ts';

import { Outbound } from '#server/network/outbound.ts';
import { ExpressionProcess, expressionProblem } from '#server/sensors/expressions/expressions.ts';
import { startReceiver } from '../test-receiver.ts';
import { messageIn } from './message.ts';
import { postWebhook, signatureHeader } from './webhook.ts';

const expressions = new ExpressionProcess();
expressions.acquire();
afterAll(() => expressions.stop());

const seen = {
  event: 'alert.opened',
  alert: { kind: 'full', subject: 'store' },
  site: 'Bern <&>',
  title: 'Store is full',
  text: '10 people are inside.',
  time: '10:00',
  url: 'https://doorlight.example/console/alerts',
};

const bodyOf = async (format: MessageFormat, message: object = seen) => {
  const made = await messageIn(format, message, expressions);
  if (!made.ok || made.value === undefined) throw new Error(made.ok ? 'nothing' : made.error);
  return made.value;
};
const jsonOf = async (format: MessageFormat, message?: object) => {
  const { type, body } = await bodyOf(format, message);
  expect(type).toBe('application/json');
  return JSON.parse(body) as unknown;
};
const own = (expression: string, type: 'json' | 'form' | 'text' = 'json'): MessageFormat => ({
  kind: 'own',
  expression,
  type,
});

describe('a message', () => {
  it('is what Slack documents: markup only where it is meant', async () => {
    expect(await jsonOf({ kind: 'slack' })).toEqual({
      text: 'Bern &lt;&amp;&gt;: Store is full',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: 'Bern <&>: Store is full' } },
        { type: 'section', text: { type: 'plain_text', text: '10 people are inside.' } },
        {
          type: 'context',
          elements: [{ type: 'mrkdwn', text: '<https://doorlight.example/console/alerts>' }],
        },
      ],
    });
    const { url: _, ...without } = seen;
    expect(await jsonOf({ kind: 'slack' }, without)).toMatchObject({
      blocks: [{ type: 'header' }, { type: 'section' }],
    });
  });

  it('is an Adaptive Card for a workflow of Teams', async () => {
    const card = (actions: unknown[]) => ({
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: {
            $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
            type: 'AdaptiveCard',
            version: '1.4',
            body: [
              {
                type: 'TextBlock',
                size: 'Medium',
                weight: 'Bolder',
                wrap: true,
                text: 'Bern <&>: Store is full',
              },
              { type: 'TextBlock', wrap: true, text: '10 people are inside.' },
            ],
            actions,
          },
        },
      ],
    });
    expect(await jsonOf({ kind: 'teams' })).toEqual(
      card([{ type: 'Action.OpenUrl', title: 'Doorlight', url: seen.url }]),
    );
    const { url: _, ...without } = seen;
    expect(await jsonOf({ kind: 'teams' }, without)).toEqual(card([]));
  });

  it('goes to a topic of ntfy, a chat of Telegram, a phone', async () => {
    expect(await jsonOf({ kind: 'ntfy', to: 'store' })).toEqual({
      topic: 'store',
      title: 'Bern <&>: Store is full',
      message: '10 people are inside.',
      tags: ['doorlight'],
      click: seen.url,
    });
    expect(await jsonOf({ kind: 'telegram', to: '-100123' })).toEqual({
      chat_id: '-100123',
      text: `Bern <&>: Store is full\n\n10 people are inside.\n\n${seen.url}`,
    });
    const sms = await bodyOf({ kind: 'sms', to: '+41 79', from: '+1' });
    expect(sms.type).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(sms.body))).toEqual({
      To: '+41 79',
      From: '+1',
      Body: 'Bern <&>: Store is full. 10 people are inside.',
    });
  });

  it('is what a template of one’s own makes of it, or nothing', async () => {
    expect(await jsonOf(own('{ "kind": alert.kind, "at": time }'))).toEqual({ kind: 'full', at: '10:00' });
    expect(await bodyOf(own('title', 'text'))).toEqual({
      type: 'text/plain; charset=utf-8',
      body: 'Store is full',
    });
    expect((await bodyOf(own('{ "a": [1, 2], "b": true }', 'form'))).body).toBe('a=%5B1%2C2%5D&b=true');
    const closedOnly = own('event = "alert.closed" ? title');
    expect(await messageIn(closedOnly, seen, expressions)).toEqual({ ok: true, value: undefined });
    expect(await messageIn(own('title', 'form'), seen, expressions)).toMatchObject({ ok: false });
    expect(await messageIn(own('$sum(title)'), seen, expressions)).toMatchObject({
      ok: false,
      error: expect.stringContaining('$sum(title)'),
    });
    expect(await messageIn(own('($f := function() { $f() }; $f())'), seen, expressions)).toMatchObject({
      ok: false,
    });
    expect(await jsonOf(own('{ "again": title }'))).toEqual({ again: 'Store is full' });
  });

  it('comes from templates that can be made one’s own', () => {
    for (const { expression, type } of Object.values(messageTemplates)) {
      expect(expressionProblem(expression)).toBeUndefined();
      expect(messageFormatSchema.safeParse(own(expression, type)).success).toBe(true);
    }
    expect(messageFormatSchema.safeParse({ kind: 'telegram' }).success).toBe(false);
    expect(messageFormatSchema.safeParse({ kind: 'slack', to: 'x' }).success).toBe(false);
  });

  it('is signed like any other, and what a chat says of it is passed on', async () => {
    const receiver = await startReceiver();
    try {
      const message = await bodyOf({ kind: 'telegram', to: '1' });
      const webhook = { url: receiver.url, secret: 'whsec_x' };
      expect(await postWebhook(webhook, message, 1_763_719_200_000, new Outbound())).toEqual({
        kind: 'sent',
      });
      const [request] = receiver.received;
      expect(request?.headers['content-type']).toBe('application/json');
      const digest = createHmac('sha256', 'whsec_x').update(`1763719200.${request?.body}`).digest('hex');
      expect(request?.headers[signatureHeader]).toBe(`t=1763719200,v1=${digest}`);
      receiver.status = 400;
      receiver.answer = `{"ok":false,\n "description":"Bad Request: chat not found"}${' x'.repeat(9999)}`;
      expect(await postWebhook(webhook, message, 0, new Outbound())).toMatchObject({
        problem: {
          code: 'webhook-status',
          values: {
            answer: expect.stringMatching(
              /^\{"ok":false, "description":"Bad Request: chat not found".{0,200}$/,
            ),
          },
        },
      });
    } finally {
      await receiver.stop();
    }
  });
});
