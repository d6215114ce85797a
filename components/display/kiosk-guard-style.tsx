import type { DisplayLook } from '#lib/contract/display-look.ts';

/** How a display spares its screen, where its configuration says so. In the page, before the light. */
export function CareStyle({ look }: { readonly look: DisplayLook | undefined }) {
  const css = careCss(look);
  if (css === '') return null;
  // biome-ignore lint/security/noDangerouslySetInnerHtml: numbers that the configuration has checked
  return <style dangerouslySetInnerHTML={{ __html: css }} />;
}

export function careCss({ dim, pixelShift }: Pick<DisplayLook, 'dim' | 'pixelShift'> = {}): string {
  const own = [
    ...(dim === undefined ? [] : [`--dim:${dim}`]),
    ...(pixelShift === false ? ['--shift-x:0', '--shift-y:0'] : []),
  ];
  return own.length === 0 ? '' : `.glass{${own.join(';')}}`;
}
