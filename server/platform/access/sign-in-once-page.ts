import { type Redeemed, signInOnceHours } from './sign-in-once.ts';

const words: Readonly<
  Record<Exclude<Redeemed['outcome'], 'signed-in'>, { readonly title: string; readonly text: string }>
> = {
  gone: {
    title: 'This link does not work any more',
    text: `A sign-in link works once, and for ${signInOnceHours} hours. This one was used already, or is too old.`,
  },
  malformed: {
    title: 'This is not a whole sign-in link',
    text: 'Something of it is missing. Copy all of it, up to the end of the line.',
  },
};

/** The page for a one-time link that does not work: the reason, and what to do. */
export function signInOncePage(outcome: keyof typeof words): string {
  const { title, text } = words[outcome];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Doorlight</title>
<style>
:root { color-scheme: light dark }
body { max-width: 34rem; margin: 15vh auto; padding: 0 1.5rem; font: 1.125rem/1.6 system-ui, sans-serif }
h1 { font-size: 1.5rem; line-height: 1.3 }
a { color: inherit }
</style>
</head>
<body>
<h1>${title}</h1>
<p>${text}</p>
<p>Doorlight prints a new link when it is started again, as long as no administrator has a password. To give
the user admin a password, start it with DOORLIGHT_ADMIN_PASSWORD.</p>
<p><a href="/sign-in">Sign in with user name and password</a></p>
</body>
</html>
`;
}
