import { PreviewMount } from '#components/display/preview-mount.tsx';

/** An empty display with all its styles: the console draws a display into it, as its screen would show it. */
export default function PreviewPage() {
  return <PreviewMount />;
}
