import { describe, expect, it } from 'vitest';
import { waitingPage } from './waiting-page.ts';

describe('the page that waits', () => {
  it('speaks the language that the browser asks for, and tries again by itself', async () => {
    const page = await waitingPage('fr-CH, fr;q=0.9, en;q=0.8', '/display/bern/door');
    expect(page).toContain('<html lang="fr"');
    expect(page).toContain('http-equiv="refresh"');
  });

  it('has no pointer at the door, and one for staff', async () => {
    expect(await waitingPage('en', '/display/bern/door')).toContain('cursor: none');
    expect(await waitingPage('en', '/console/zones/bern/store')).not.toContain('cursor');
  });
});
