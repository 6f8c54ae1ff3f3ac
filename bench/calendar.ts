import { nationalCalendar, type PlainDate, plainDate } from '../src/kernel/calendar/index.ts';
import { type Bench, median, round, time } from './bench.ts';

const COUNT = 1_000_000;

export const bench: Bench = {
  name: 'calendar',
  description: 'one million additions of 20 working days, from text to text',
  async run({ runs = 7 }) {
    const calendar = nationalCalendar();
    const from: PlainDate[] = [];
    for (let i = 0; i < 5000; i++) from.push(calendar.text(calendar.dayOfOrdinal((i % 4500) + 1)));
    plainDate(from[0]!);
    let checksum = 0;
    const taken = await time(runs, () => {
      for (let i = 0; i < COUNT; i++) checksum += calendar.addWorkingDays(from[i % 5000]!, 20).charCodeAt(9);
    });
    if (checksum === 0) throw new Error('nothing was added');
    return {
      runs,
      figures: {
        additions: COUNT,
        milliseconds: round(median(taken)),
        additionsPerSecond: Math.round((COUNT / median(taken)) * 1000),
      },
    };
  },
};
