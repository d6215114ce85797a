/** What in a style sheet the oldest screens do not know, one line each. */
export function newStyle(css: string): string[];
