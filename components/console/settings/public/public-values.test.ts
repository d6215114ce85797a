import { describe, expect, it } from 'vitest';
import { publicDocumentOf, publicValuesOf, publicZonesOf } from './public-values.ts';

describe('what a site makes public, in its form', () => {
  it.each([
    [{}, { isPublic: false, number: 'exact' }],
    [{ public: false }, { isPublic: false, number: 'exact' }],
    [{ public: true }, { isPublic: true, number: 'exact' }],
    [{ public: { number: true } }, { isPublic: true, number: 'exact' }],
    [{ public: { number: 'rounded' } }, { isPublic: true, number: 'rounded' }],
    [{ public: { number: false, forecast: true } }, { isPublic: true, number: 'hidden' }],
  ])('of %j is %j', (document, values) => {
    expect(publicValuesOf(document)).toEqual(values);
  });

  it('is written back with what the form does not know', () => {
    const before = { name: 'Bern', public: { forecast: false, zones: ['store'] } };
    expect(publicDocumentOf({ isPublic: true, number: 'rounded' }, before)).toEqual({
      name: 'Bern',
      public: { forecast: false, zones: ['store'], number: 'rounded' },
    });
    expect(publicDocumentOf({ isPublic: false, number: 'exact' }, before)).toEqual({ name: 'Bern' });
  });

  it('names its zones, or all', () => {
    expect(publicZonesOf({ public: { zones: ['store'] } })).toEqual(['store']);
    expect(publicZonesOf({ public: true })).toBeUndefined();
  });
});
