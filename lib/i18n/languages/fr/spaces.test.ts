import { describe, expect, test } from 'vitest';
import { languageOf } from '../../languages.ts';
import { withFrenchSpaces } from './spaces.ts';

describe('words in French', () => {
  test('keep their marks on the line of the word before', () => {
    const words = {
      a: 'Vide : comme d’habitude ; prêt ? Oui !',
      b: { c: '{count, plural, one {« {name} » :} other {#}}' },
    };
    expect(withFrenchSpaces(words)).toEqual({
      a: 'Vide\u00a0: comme d’habitude\u00a0; prêt\u00a0? Oui\u00a0!',
      b: { c: '{count, plural, one {«\u00a0{name}\u00a0»\u00a0:} other {#}}' },
    });
  });

  test('are all set so', () => {
    expect(JSON.stringify(languageOf('fr'))).not.toMatch(/ [:;!?»]|« /);
  });
});
