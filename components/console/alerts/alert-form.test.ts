import { describe, expect, it } from 'vitest';
import { type AlertSettings, alertSettingsRequestSchema, defaultAlertRules } from '#lib/contract/alert.ts';
import { emptyWebhook, formOf, requestOf } from './alert-form.ts';

const settings: AlertSettings = {
  rules: defaultAlertRules,
  quietHours: { from: '21:00', to: '06:30' },
  emails: ['anna@example.com', 'beat@example.com'],
  webhooks: [
    { id: 'a1', url: 'https://example.com/hook' },
    { id: 'a2', url: 'https://sms.example', format: { kind: 'sms', to: '+41', from: '+42' } },
    { id: 'a3', url: 'https://chat.example', format: { kind: 'own', expression: 'title', type: 'text' } },
  ],
  canEmail: true,
  pushes: 0,
  failures: [],
  newSecrets: [],
  revision: 'r1',
};

describe('the form of the alerts', () => {
  it('sends what it was given, where nothing is changed', () => {
    const { rules, quietHours, emails, webhooks } = settings;
    const request = requestOf(formOf(settings));
    expect(request).toEqual({ rules, quietHours, emails, webhooks });
    expect(alertSettingsRequestSchema.safeParse(request).success).toBe(true);
  });

  it('sends no quiet hours where they are off, and nothing of what was left empty', () => {
    const form = {
      ...formOf(settings),
      isQuiet: false,
      emails: ' anna@example.com ,\n\n',
      webhooks: [
        { ...emptyWebhook, url: '  ' },
        { ...emptyWebhook, url: 'https://new.example ' },
      ],
    };
    expect(requestOf(form)).toEqual({
      rules: defaultAlertRules,
      emails: ['anna@example.com'],
      webhooks: [{ url: 'https://new.example' }],
    });
  });
});
