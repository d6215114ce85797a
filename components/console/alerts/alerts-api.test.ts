import { describe, expect, it } from 'vitest';
import { isAlert } from '#lib/api/guards.ts';
import { type Alert, alertSchema, defaultAlertRules } from '#lib/contract/alert.ts';
import { isAlertSettings, isAlerts, isAlertTestResult, isSmtpOrNull } from './alerts-api.ts';

const alert: Alert = {
  id: '1',
  site: 'bern',
  kind: 'full',
  subject: 'store',
  name: 'Store',
  facts: {},
  openedAt: '2026-11-21T10:00:00.000Z',
};
const settings = {
  rules: defaultAlertRules,
  emails: [],
  webhooks: [],
  canEmail: false,
  pushes: 0,
  failures: [],
  newSecrets: [],
  revision: 'r1',
};

describe('what a browser checks of alerts', () => {
  it('takes what the contract says', () => {
    expect(alertSchema.safeParse(alert).success).toBe(true);
    expect(isAlert(alert)).toBe(true);
    expect(isAlerts({ open: [alert], recent: [] })).toBe(true);
    expect(isAlertSettings(settings)).toBe(true);
    expect(isAlertTestResult({ sent: 1, failures: [] })).toBe(true);
    expect(isSmtpOrNull(null)).toBe(true);
  });

  it('refuses what lacks a field', () => {
    for (const key of ['id', 'site', 'kind', 'subject', 'name', 'facts', 'openedAt']) {
      expect(isAlert({ ...alert, [key]: undefined })).toBe(false);
    }
    expect(isAlerts({ open: [{}], recent: [] })).toBe(false);
    expect(isAlerts({ open: [] })).toBe(false);
    expect(isAlertSettings({ ...settings, rules: null })).toBe(false);
    expect(isSmtpOrNull({})).toBe(false);
  });
});
