/** Id of the element that a preview is drawn into. */
export const previewMountId = 'preview';

/** Whoever frames this page draws into it; React here leaves what is inside alone. */
export function PreviewMount() {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: nothing
  return <div id={previewMountId} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: '' }} />;
}
