interface OwnScriptProps {
  /** ES5, of ours. */
  readonly script: string;
  /** As the page's Content-Security-Policy has it. */
  readonly nonce: string | undefined;
}

/** A script that stands in the page itself. */
export function OwnScript({ script, nonce }: OwnScriptProps) {
  // Browsers hide the nonce from scripts: React would find another one than it has rendered.
  // biome-ignore lint/security/noDangerouslySetInnerHtml: functions of ours
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: script }} />;
}
