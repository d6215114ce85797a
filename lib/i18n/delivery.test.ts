import { describe, expect, test } from 'vitest';
import { type DeliveryCode, deliveryCodes } from '#lib/contract/delivery.ts';
import { describeDelivery, describeReportedDelivery } from './delivery.ts';
import { deliveryInEnglish } from './delivery-in-english.ts';
import { languageOf, locales } from './languages.ts';

/** Each value that a code may have. */
const values = {
  host: 'mail.example',
  port: 587,
  seconds: 10,
  reason: 'EHOSTUNREACH',
  status: 503,
  from: 'a@example.com',
  to: 'b@example.com',
};

const say = (code: DeliveryCode, locale: string) =>
  describeDelivery({ code, values }, languageOf(locale).delivery);

describe('describeDelivery', () => {
  test.each(deliveryCodes)('says %s in every language, in whole sentences', (code) => {
    const texts = locales.map((locale) => say(code, locale));
    expect(new Set(texts).size).toBe(locales.length);
    for (const text of texts) expect(text).toMatch(/^\p{Lu}[^{}]*\.$/u);
    // A value that is used in one language must not be missing in another.
    const named = (text: string) => Object.values(values).filter((value) => text.includes(String(value)));
    for (const text of texts) expect(named(text)).toEqual(named(texts[0] ?? ''));
  });

  test('keeps what the mail server says as it says it, in any language', () => {
    const answer = '550 5.1.1 {host} unknown';
    const problem = {
      code: 'mail-receiver-refused',
      values: { host: 'mx', to: 'b@example.com', answer },
    } as const;
    expect(describeDelivery(problem, languageOf('de').delivery)).toBe(
      'Der Mailserver mx nimmt keine E-Mail für b@example.com an. Prüfen Sie diese Adresse. Er sagt: «550 5.1.1 {host} unknown».',
    );
    expect(deliveryInEnglish(problem)).toMatch(/ It says: “550 5\.1\.1 \{host\} unknown”\.$/);
  });

  test('keeps the text of what has no code, or one of another version', () => {
    const words = languageOf('fr').delivery;
    expect(describeReportedDelivery({ message: 'No answer in 10 seconds.' }, words)).toBe(
      'No answer in 10 seconds.',
    );
    expect(describeReportedDelivery({ message: 'New.', code: 'of-tomorrow' as DeliveryCode }, words)).toBe(
      'New.',
    );
    expect(
      describeReportedDelivery({ message: 'No.', code: 'mail-later', values: { host: 'mx' } }, words),
    ).toBe('Le serveur de messagerie mx n’accepte pas d’e-mail en ce moment.');
  });
});
