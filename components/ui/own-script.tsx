interface OwnScriptProps {
  /** ES5 source of our own. */
  readonly script: string;
  /** From the page's Content-Security-Policy. */
  readonly nonce: string | undefined;
}

/** An inline script. */
export function OwnScript({ script, nonce }: OwnScriptProps) {
  // Browsers hide the nonce from scripts: React would find another one than it has rendered.
  // biome-ignore lint/security/noDangerouslySetInnerHtml: functions of ours
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: script }} />;
}
