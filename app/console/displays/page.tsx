import '#components/display/display.css';
import { DisplayList } from '#components/console/displays/display-list.tsx';
import { doorWords, type FaceWords, faceWords } from '#lib/i18n/door.ts';
import { requireSignIn, titleOf, visitorApi } from '../console-data.ts';

export const generateMetadata = () => titleOf('displays');

export default async function DisplaysPage() {
  const answer = await requireSignIn('/console/displays');
  const displays = await (await visitorApi()).displays();
  const sites = answer.kind === 'data' ? answer.sites : [];
  const words = await Promise.all(
    sites.map(
      async ({ id, languages }): Promise<[string, readonly FaceWords[]]> => [
        id,
        (await doorWords(languages)).map((each) => faceWords(each)),
      ],
    ),
  );
  return <DisplayList start={displays.ok ? displays.value : undefined} words={Object.fromEntries(words)} />;
}
