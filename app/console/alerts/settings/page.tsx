import { AlertSettingsPage } from '#components/console/alerts/alert-settings-page.tsx';
import { DeliveryWordsProvider } from '#components/console/alerts/delivery-words.tsx';
import { languageOf } from '#lib/i18n/languages.ts';
import { requireSignIn, titleOf, visitorLanguage } from '../../console-data.ts';

export const generateMetadata = () => titleOf('alerts');

export default async function Page() {
  await requireSignIn('/console/alerts/settings');
  const { locale } = await visitorLanguage();
  return (
    <DeliveryWordsProvider words={languageOf(locale).delivery}>
      <AlertSettingsPage />
    </DeliveryWordsProvider>
  );
}
