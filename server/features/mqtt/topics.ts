import { idSchema } from '#lib/contract/ids.ts';

/** The commands by MQTT, if they are switched on. */
export const commandNames = ['adjust', 'reset', 'hold', 'capacity'] as const;
export type CommandName = (typeof commandNames)[number];

/** A parsed command topic. */
export interface CommandTopic {
  readonly site: string;
  readonly zone: string;
  readonly command: CommandName;
}

/** Every topic below a prefix. */
export class Topics {
  /** `online` or `offline`. */
  readonly status: string;
  /** Subscriptions to every command of every zone. */
  readonly commands: readonly string[];
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = prefix;
    this.status = `${prefix}/status`;
    this.commands = commandNames.map((name) => `${prefix}/+/+/${name}`);
  }

  zone(site: string, zone: string, part: 'state' | 'light' | 'occupancy' | 'result' | CommandName): string {
    return `${this.#prefix}/${site}/${zone}/${part}`;
  }

  sensor(site: string, sensor: string): string {
    return `${this.#prefix}/${site}/sensors/${sensor}/status`;
  }

  alerts(site: string): string {
    return `${this.#prefix}/${site}/alerts`;
  }

  /** Undefined for a topic that is no command of a zone. */
  parseCommand(topic: string): CommandTopic | undefined {
    if (!topic.startsWith(`${this.#prefix}/`)) return undefined;
    const [site, zone, name, ...more] = topic.slice(this.#prefix.length + 1).split('/');
    const command = commandNames.find((each) => each === name);
    if (site === undefined || zone === undefined || command === undefined || more.length > 0)
      return undefined;
    const areIds = idSchema.safeParse(site).success && idSchema.safeParse(zone).success;
    return areIds ? { site, zone, command } : undefined;
  }
}
