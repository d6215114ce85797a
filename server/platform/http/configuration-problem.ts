import type { EntryKey } from '../config/config-entry.ts';
import type { ConfigurationProblem } from '../config/configuration-error.ts';
import { fieldErrorOf } from '../config/field-error-of.ts';
import type { Change } from '../config/live-configuration.ts';
import { changedMeanwhile } from './entity-tag.ts';
import { ProblemError } from './problem.ts';

/** @throws ProblemError where a change of the configuration was not made */
export function refuseUnlessDone(change: Change, { site, kind, id }: EntryKey): void {
  switch (change.kind) {
    case 'done':
      return;
    case 'managed-by-file':
      throw new ProblemError(
        409,
        `The ${kind} ${id} is managed by file: change it in the configuration file.`,
        { code: 'managed-by-file' },
      );
    case 'not-found':
      throw entryNotFound({ site, kind, id });
    case 'changed-meanwhile':
      throw changedMeanwhile();
    case 'not-saved':
      throw configurationNotSaved();
    case 'tags-kept':
      throw new ProblemError(
        403,
        'Only an administrator changes the tags of a site: they decide who has a role there. Leave its tags as they are.',
      );
    case 'wrong':
      throw wrongConfiguration(change.problems);
  }
}

/** There is no such entry. */
export function entryNotFound({ site, kind, id }: EntryKey): ProblemError {
  return new ProblemError(404, `There is no ${kind} ${id} in ${site}. See GET /api/v1/config.`);
}

/** A change was not saved. */
export function configurationNotSaved(): ProblemError {
  return new ProblemError(
    503,
    'The change could not be saved: nothing was changed, and nothing will be later. Try again; the log of the server says what is wrong with its database or disk.',
    { code: 'not-saved' },
  );
}

/** Nobody reads more at once, and a wrong file of ten thousand sites has one of them in each. */
const mostProblems = 100;

/** The problems of a configuration, as text and by field; of very many the first. */
export function wrongConfiguration(problems: readonly ConfigurationProblem[]): ProblemError {
  const errors = problems.slice(0, mostProblems).map(fieldErrorOf);
  const detail = errors.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  const left = problems.length - errors.length;
  if (left > 0) detail.push(`and ${left} more`);
  return new ProblemError(400, detail.join('; '), { code: 'wrong-configuration', errors });
}
