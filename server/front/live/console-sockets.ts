import type { IncomingHttpHeaders } from 'node:http';
import { pathOf } from '#lib/contract/path.ts';
import { wallFilterSchema, wallQuerySchema } from '#lib/contract/wall.ts';
import type { Wall } from '#server/features/wall/wall.ts';
import { roleAt } from '#server/platform/access/roles.ts';
import type { SiteConfig } from '#server/platform/config/configuration.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { Known } from '#server/site/elsewhere.ts';
import type { Sites } from '#server/site/sites.ts';
import { alertRoom, type LiveSocket, siteRoom, type Watcher, watchSchema, zoneRoom } from './live-socket.ts';

/** The sockets of consoles: what each follows, and its view of the wall. */
export class ConsoleSockets {
  readonly #platform: Pick<Platform, 'authentication' | 'configuration'>;
  readonly #sites: Sites;
  readonly #wall: Pick<Wall, 'open'>;

  constructor(
    platform: Pick<Platform, 'authentication' | 'configuration'>,
    sites: Sites,
    wall: Pick<Wall, 'open'>,
  ) {
    this.#platform = platform;
    this.#sites = sites;
    this.#wall = wall;
  }

  /** What the request's session may watch: everything, or the sites where it has a role; every role may look. */
  async watcher(headers: IncomingHttpHeaders): Promise<Watcher | undefined> {
    const caller = await this.#platform.authentication.caller(headers);
    if (caller === null) return undefined;
    const { userId, session, sites } = caller;
    return {
      identity: JSON.stringify([userId, session, sites]),
      isLimited: sites !== undefined,
      sees: (site) => roleAt(caller, site) !== undefined,
    };
  }

  /** Whether a console may stay: its session may have ended, or may now see other sites. */
  async recheck(socket: LiveSocket): Promise<boolean> {
    const { watcher, headers } = socket.data;
    if (watcher === undefined || headers === undefined) return true;
    try {
      const now = await this.watcher(headers);
      if (now?.identity === watcher.identity) return true;
    } catch {
      // A database that does not answer is no reason to disconnect anybody.
      return true;
    }
    socket.disconnect(true);
    return false;
  }

  /** A site may have got or lost the tag by which somebody sees it. */
  async rejoin(socket: LiveSocket): Promise<void> {
    if ((await this.recheck(socket)) && socket.connected) this.joinAnew(socket);
  }

  joinAnew(socket: LiveSocket): void {
    // States first: a new zone is live by the time the console asks for it.
    this.join(socket);
    socket.emit('configuration');
  }

  /** A console has connected. */
  accept(socket: LiveSocket): void {
    this.join(socket);
    socket.on('watch', (sites) => {
      const watched = watchSchema.safeParse(sites);
      if (watched.success) this.#watch(socket, new Set(watched.data));
    });
    this.#joinWall(socket);
  }

  /** Follows what the console wants and may see; also after a change of the configuration. */
  join(socket: LiveSocket): void {
    const { watcher, watched } = socket.data;
    if (watcher === undefined) return;
    this.#joinAlerts(socket, watcher);
    if (watched !== undefined) {
      this.#watch(socket, watched);
      return;
    }
    this.#joinSites(socket, this.#platform.configuration.sites);
    this.#send(socket, { zones: this.#sites.states(), sensors: this.#sites.statuses() });
    this.#sites.elsewhere.all().then(
      (known) => this.#send(socket, known),
      () => undefined,
    );
  }

  #send(socket: LiveSocket, { zones, sensors }: Pick<Known, 'zones' | 'sensors'>): void {
    const sees = (site: string) => socket.data.watcher?.sees(site) === true;
    for (const state of zones) if (sees(state.site)) socket.emit('zone', state);
    for (const status of sensors) if (sees(status.site)) socket.emit('sensor', status);
  }

  /** Follows these sites and no others. */
  #watch(socket: LiveSocket, watched: ReadonlySet<string>): void {
    const followed = [...socket.rooms].filter((room) => /^(?:site|zone):/.test(room));
    socket.data.watched = watched;
    const sites = this.#platform.configuration.sites.filter(({ id }) => watched.has(id));
    const wanted = this.#joinSites(socket, sites);
    for (const room of followed) if (!wanted.has(room)) void socket.leave(room);
    for (const site of sites) {
      this.#send(socket, { zones: this.#sites.states(site.id), sensors: this.#sites.statuses(site.id) });
      this.#sites.elsewhere.site(site.id).then(
        (known) => socket.data.watched === watched && this.#send(socket, known),
        () => undefined,
      );
    }
  }

  /** Joins the rooms of sites, as far as the console may see them. */
  #joinSites(socket: LiveSocket, sites: readonly SiteConfig[]): ReadonlySet<string> {
    const rooms = sites
      .filter(({ id }) => socket.data.watcher?.sees(id) === true)
      .flatMap(({ id, zones }) => [siteRoom(id), ...zones.map((zone) => zoneRoom(pathOf(id, zone.id)))]);
    void socket.join(rooms);
    return new Set(rooms);
  }

  #joinAlerts(socket: LiveSocket, { isLimited, sees }: Watcher): void {
    const sites = isLimited ? this.#platform.configuration.sites.filter(({ id }) => sees(id)) : [];
    void socket.join(isLimited ? sites.map(({ id }) => alertRoom(id)) : alertRoom());
  }

  #joinWall(socket: LiveSocket): void {
    const opened = () => {
      socket.data.viewing ??= this.#wall.open({
        sees: (site) => socket.data.watcher?.sees(site) === true,
        send: (update) => socket.emit('wall', update),
      });
      return socket.data.viewing;
    };
    const close = () => {
      socket.data.viewing?.close();
      socket.data.viewing = undefined;
    };
    socket.on('wall', (sent) => {
      const query = wallQuerySchema.nullable().safeParse(sent);
      if (!query.success) return;
      if (query.data === null) close();
      else opened().show(query.data);
    });
    socket.on('find', (sent, answer) => {
      const filter = wallFilterSchema.safeParse(sent);
      if (filter.success && typeof answer === 'function') answer(opened().find(filter.data));
    });
    socket.on('disconnect', close);
  }
}
