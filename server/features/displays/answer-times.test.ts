import { describe, expect, it } from 'vitest';
import { AnswerTimes } from './answer-times.ts';

const asOf = (n: number) => new Date(n).toISOString();

describe('the times of answers', () => {
  it('are told by the message that came of them, of that zone only', () => {
    const answers = new AnswerTimes();
    answers.note('bern/store', asOf(30), 10);
    expect(answers.answeredMs('bern/store', asOf(30))).toBe(10);
    expect(answers.answeredMs('bern/store', asOf(31))).toBeUndefined();
    expect(answers.answeredMs('bern/cafe', asOf(30))).toBeUndefined();
  });

  it('do not grow for ever', () => {
    const answers = new AnswerTimes();
    for (let n = 0; n < 1000; n++) answers.note('bern/store', asOf(n), n);
    expect(answers.answeredMs('bern/store', asOf(900))).toBeUndefined();
    expect(answers.answeredMs('bern/store', asOf(999))).toBe(999);
  });
});
