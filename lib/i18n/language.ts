import type * as en from './languages/en/language.ts';
import type { WordsLike } from './words-like.ts';

/** The files of a language, as translators edit them: `languages/<tag>/<name>.json`. English says which keys there are. */
type LanguageFiles = WordsLike<typeof en>;

/** The texts for staff and managers in one language. Texts for visitors are in `door.ts`. */
export interface Language extends Pick<LanguageFiles, 'admin' | 'delivery' | 'opening' | 'sensorError'> {
  /** BCP 47 tag. */
  readonly locale: string;
  /** Of alerts, wherever they are read. */
  readonly alert: LanguageFiles['alert']['message'];
  /** Of the page on which people count. */
  readonly count: LanguageFiles['count']['page'];
  /** Of reports, by e-mail and on paper. */
  readonly report: LanguageFiles['report']['mail'];
  /** Without the parts that only some pages need: `admin` and `delivery`. */
  readonly console: ReturnType<typeof messagesOf<LanguageFiles>>;
}

export function languageFrom(locale: string, files: LanguageFiles): Language {
  const { admin, delivery, opening, sensorError } = files;
  return {
    locale,
    console: messagesOf(files),
    count: files.count.page,
    report: files.report.mail,
    admin,
    alert: files.alert.message,
    delivery,
    opening,
    sensorError,
  };
}

/** The texts of the console, of all files that belong to it. */
export function messagesOf<Files extends LanguageFiles>(files: Files) {
  const { shell, numbers, wall, opening, alert } = files;
  const { calendar, settings, fleet, theme, sensorError, fieldError, problem, sensorPage } = files;
  return {
    ...shell,
    accuracy: files.accuracy,
    nav: { ...shell.nav, ...numbers.nav },
    byHand: files.count.panel,
    reports: files.report.console,
    calendar,
    settings,
    fleet,
    theme,
    sensorError,
    fieldError,
    problem,
    sensorPage,
    opening: opening.checklist,
    refusal: opening.refusal,
    alertWords: alert.message,
    alerts: alert.console,
    wall,
    history: numbers.history,
    insights: numbers.insights,
  };
}
