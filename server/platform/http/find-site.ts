import type { SiteConfig } from '../config/configuration.ts';
import type { LiveConfiguration } from '../config/live-configuration.ts';
import { ProblemError } from './problem.ts';

/** The site of a request. @throws {ProblemError} 404 */
export function findSite(configuration: Pick<LiveConfiguration, 'site'>, id: string): SiteConfig {
  const site = configuration.site(id);
  if (site === undefined) throw new ProblemError(404, `There is no site ${id}. See GET /api/v1/sites.`);
  return site;
}
