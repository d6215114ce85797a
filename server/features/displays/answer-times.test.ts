import { describe, expect, it } from 'vitest';
import { AnswerTimes } from './answer-times.ts';

describe('the times of answers', () => {
  it('are known by the message that came of them, of that zone only', () => {
    const answers = new AnswerTimes();
    answers.note('bern/store', 30, 10);
    expect(answers.answeredMs('bern/store', 30)).toBe(10);
    expect(answers.answeredMs('bern/store', 31)).toBeUndefined();
    expect(answers.answeredMs('bern/cafe', 30)).toBeUndefined();
  });

  it('do not grow for ever', () => {
    const answers = new AnswerTimes();
    for (let n = 0; n < 1000; n++) answers.note('bern/store', n, n);
    expect(answers.answeredMs('bern/store', 900)).toBeUndefined();
    expect(answers.answeredMs('bern/store', 999)).toBe(999);
  });
});
