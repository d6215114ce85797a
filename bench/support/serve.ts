import { questionSchema, readyMessage } from './messages.ts';

type Handler = (argument: unknown) => unknown;

/** Answers the bench's questions in one of its processes. Questions that others answer are left to them. */
export function serve(handlers: Readonly<Record<string, Handler>>): void {
  process.on('message', (message) => {
    const parsed = questionSchema.safeParse(message);
    if (!parsed.success) return;
    const { id, question, argument } = parsed.data;
    const handler = handlers[question];
    if (handler !== undefined) void answer(id, handler, argument);
  });
}

/** Makes a process one of the bench's programs: it answers, and ends with the bench, however that ends. */
export function serveBench(handlers: Readonly<Record<string, Handler>>): void {
  serve(handlers);
  process.on('disconnect', () => process.exit(0));
  // The terminal signals the whole group; the bench ends us in its own order.
  process.on('SIGINT', () => undefined);
  process.send?.(readyMessage);
}

async function answer(id: number, handler: Handler, argument: unknown): Promise<void> {
  try {
    process.send?.({ id, value: (await handler(argument)) ?? null });
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}
