/** Id of the element that a preview is drawn into. */
export const previewMountId = 'preview';

/** The framing page draws into it; React leaves its content alone. */
export function PreviewMount() {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: nothing
  return <div id={previewMountId} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: '' }} />;
}
