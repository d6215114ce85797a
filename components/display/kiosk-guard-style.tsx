import type { DisplayTheme } from '#lib/contract/display-theme.ts';

/** The style that protects the screen, as configured. In the page, before the light. */
export function KioskGuardStyle({ theme }: { readonly theme: DisplayTheme | undefined }) {
  const css = kioskGuardCss(theme);
  if (css === '') return null;
  // biome-ignore lint/security/noDangerouslySetInnerHtml: numbers that the configuration has checked
  return <style dangerouslySetInnerHTML={{ __html: css }} />;
}

export function kioskGuardCss({ dim, pixelShift }: Pick<DisplayTheme, 'dim' | 'pixelShift'> = {}): string {
  const own = [
    ...(dim === undefined ? [] : [`--dim:${dim}`]),
    ...(pixelShift === false ? ['--shift-x:0', '--shift-y:0'] : []),
  ];
  return own.length === 0 ? '' : `.glass{${own.join(';')}}`;
}
