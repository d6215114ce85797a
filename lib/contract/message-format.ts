import { z } from 'zod';

/** How the body of a message is sent. */
export const messageTypeSchema = z.enum(['json', 'form', 'text']);
export type MessageType = z.infer<typeof messageTypeSchema>;

const receiverSchema = z.string().trim().min(1).max(100);

/**
 * What a webhook receives instead of Doorlight's own message: what Slack, Teams and others expect, or what a template of
 * one's own makes of it. `to`: the topic of ntfy, the chat of Telegram, a number. `from`: the number of the sender.
 */
export const messageFormatSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('slack') }),
  z.strictObject({ kind: z.literal('teams') }),
  z.strictObject({ kind: z.literal('ntfy'), to: receiverSchema }),
  z.strictObject({ kind: z.literal('telegram'), to: receiverSchema }),
  z.strictObject({ kind: z.literal('sms'), to: receiverSchema, from: receiverSchema }),
  z.strictObject({
    kind: z.literal('own'),
    /** JSONata over the message: `title`, `text`, `site`, `time`, `url`, `event`, `alert`. What gives nothing is not sent. */
    expression: z.string().trim().min(1).max(2000),
    type: messageTypeSchema.default('json'),
  }),
]);
export type MessageFormat = z.infer<typeof messageFormatSchema>;
export type MessageKind = MessageFormat['kind'];

/** Whether people read it: they get what has opened, as by e-mail, and nothing in quiet hours. */
export function isForPeople(format: MessageFormat | undefined): boolean {
  return format !== undefined && format.kind !== 'own';
}

/** The body of `POST /api/v1/sites/{site}/alerts/preview`. */
export const messagePreviewRequestSchema = z.strictObject({ format: messageFormatSchema });

/** The answer to it: what is posted for a full zone, or why the template gives nothing. */
export const messagePreviewSchema = z.object({
  /** The `Content-Type`. */
  type: z.string().optional(),
  body: z.string().optional(),
  /** In English, what is wrong with the template. */
  problem: z.string().optional(),
});
export type MessagePreview = z.infer<typeof messagePreviewSchema>;
