import { CompanyProvider, companyClient } from '#server/test-support/company-provider.ts';
import { freePort } from '#server/test-support/free-port.ts';
import { movableClock } from './support/doorlight.ts';
import { expect, siteFile, test } from './support/test.ts';

// Minutes do not pass at the database, by whose clock several sidecars go.
test('somebody signs in at the company, works, loses the group, and is out within five minutes', {
  tag: '@alone',
}, async ({ page, startDevice, startDoorlight }) => {
  const port = await freePort();
  const provider = await CompanyProvider.start(`http://127.0.0.1:${port}`);
  provider.groups.set('mia', ['bern-team']);
  const device = await startDevice('axis-people-counter', { username: 'op', password: 'pw' });
  const sensors = [{ id: 'door-a', driver: 'axis-people-counter', device }];
  const doorlight = await startDoorlight({
    config: siteFile({ sensors }),
    env: {
      ...movableClock,
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
    const signIn = async () => {
      await page.getByRole('link', { name: 'Sign in with Muster AG' }).click();
      await page.getByPlaceholder('Enter any login').fill('mia');
      await page.getByPlaceholder('and password').fill('any');
      await page.getByRole('button', { name: 'Sign-in' }).click();
      await page.getByRole('button', { name: 'Continue' }).click();
    };
    await page.goto(`${doorlight.url}/console/sensors`);
    await expect(page.getByLabel('Password')).toBeHidden();
    await signIn();
    await expect(page).toHaveURL(`${doorlight.url}/console/sensors`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();

    // Signing out ends the session at the company, too: the next one asks for a password again.
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
    await page.getByRole('button', { name: /yes, sign me out/i }).click();
    await expect(page).toHaveURL(new RegExp(`^${doorlight.url}/sign-in`));
    await signIn();
    await expect(page).toHaveURL(`${doorlight.url}/console`);

    provider.groups.set('mia', []);
    doorlight.putClockForward(4.5 * 60_000);
    await expect(page.getByRole('alert').getByText('You have been signed out.')).toBeVisible();
    await page.goto(`${doorlight.url}/sign-in`);
    await page.getByRole('link', { name: 'Sign in with Muster AG' }).click();
    await expect(page.getByText('none of your groups has a role here')).toBeVisible();

    // The way in for emergencies stays, also while the company's own sign-in is away.
    await provider.close();
    await page.getByRole('link', { name: 'Administrator: sign in with a password' }).click();
    await page.getByLabel('Name', { exact: true }).fill('admin');
    await page.getByLabel('Password').fill('correct horse battery');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page).toHaveURL(`${doorlight.url}/console`);
  } finally {
    await provider.close();
  }
});
