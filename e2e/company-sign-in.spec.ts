import { CompanyProvider, companyClient } from '#server/test-support/company-provider.ts';
import { freePort } from '#server/test-support/free-port.ts';
import { expect, siteFile, test } from './support/test.ts';

test('somebody signs in at the company, and comes to the page that was asked for', async ({
  page,
  startDevice,
  startDoorlight,
}) => {
  const port = await freePort();
  const provider = await CompanyProvider.start(`http://127.0.0.1:${port}`);
  provider.groups.set('mia', ['bern-team']);
  const device = await startDevice('axis-people-counter', { username: 'op', password: 'pw' });
  const sensors = [{ id: 'door-a', driver: 'axis-people-counter', device }];
  const doorlight = await startDoorlight({
    config: siteFile({ sensors }),
    env: {
      PORT: String(port),
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: companyClient.id,
      OIDC_CLIENT_SECRET: companyClient.secret,
      OIDC_NAME: 'Muster AG',
      OIDC_ROLES: JSON.stringify({ 'bern-team': { bern: 'staff' } }),
      OIDC_ONLY: 'on',
    },
  });
  try {
    await page.goto(`${doorlight.url}/console/sensors`);
    await expect(page.getByLabel('Password')).toBeHidden();
    await page.getByRole('link', { name: 'Sign in with Muster AG' }).click();
    await page.getByPlaceholder('Enter any login').fill('mia');
    await page.getByPlaceholder('and password').fill('any');
    await page.getByRole('button', { name: 'Sign-in' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page).toHaveURL(`${doorlight.url}/console/sensors`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  } finally {
    await provider.close();
  }
});
